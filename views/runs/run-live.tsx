import { SKIP_LABEL } from '../../src/domain/run.ts'
import { Money } from '../components/figures.tsx'
import { Icon } from '../components/icon.tsx'
import { Progress, ProgressLegend } from '../components/progress.tsx'
import { count, counted, duration } from '../format.ts'
import { doneCount, hasEnded, type RunView } from './run-view.ts'

// A page that refreshes itself must not keep somebody logged in who has left.
const IN_THE_BACKGROUND = JSON.stringify({ 'X-Background': '1' })

/**
 * The part of a run's page that moves. It holds nothing that can take the focus but a link for
 * those without JavaScript, and asks for itself again until the run is over.
 */
export const RunLive = (view: RunView) => {
  const { totals, currency, refreshHref } = view
  return (
    <section
      id="run-live"
      class="card run-live"
      aria-label="Progress"
      {...(refreshHref && {
        'hx-get': refreshHref,
        'hx-trigger': 'every 2s',
        'hx-swap': 'outerHTML',
        'hx-headers': IN_THE_BACKGROUND,
      })}
    >
      <div class="card-body">
        <div class="run-sum">
          <p>
            <span class="run-sum-count">{count(doneCount(totals))}</span> of{' '}
            {counted(totals.selected.count, 'document')} dealt with
          </p>
          <p>
            <span class="quiet">Selected for</span>{' '}
            <strong>
              <Money cents={totals.selected.cents} currency={currency} />
            </strong>
          </p>
        </div>
        <Progress totals={totals} />
        <p class="run-pace">
          {paceInWords(view)}
          {refreshHref && (
            <noscript>
              {' '}
              <a href={view.href}>Refresh</a>
            </noscript>
          )}
        </p>
        <ProgressLegend totals={totals} currency={currency} />
        <AddsUp {...view} />
        <SkipReasons {...view} />
      </div>
    </section>
  )
}

function paceInWords({ run, totals, pace, now }: RunView): string {
  const took = (until: Date) => duration(until.getTime() - run.created_at.getTime())
  const atGateway = totals.sending.count
  if (run.status === 'awaiting_approval') return 'Nothing is selected before it is approved.'
  if (run.status === 'paused') {
    return atGateway > 0
      ? `Paused. ${counted(atGateway, 'document')} at the gateway will end.`
      : 'Paused. Nothing is being sent.'
  }
  if (hasEnded(run)) {
    const ended = run.status === 'finished' ? 'Finished after' : 'Cancelled after'
    const rest = atGateway > 0 ? ` ${counted(atGateway, 'document')} at the gateway will end.` : ''
    return `${ended} ${took(run.finished_at ?? now)}.${rest}`
  }
  const selecting = run.selected_at === null ? ' Documents are still being selected.' : ''
  if (!pace) return `Running for ${took(now)}.${selecting || ' Waiting for the first answers.'}`
  const speed = `${count(pace.perMinute)} documents a minute.`
  if (pace.msLeft === null) return `${speed}${selecting}`
  return `${speed} ${pace.msLeft < 1_000 ? 'Almost done.' : `About ${duration(pace.msLeft)} left.`}`
}

/** The sum in plain sight, so that nobody has to take our word for it. */
const AddsUp = ({ totals, currency }: RunView) => {
  const { selected, ...parts } = totals
  const terms = Object.values(parts).filter((part) => part.count > 0)
  if (terms.length < 2) return <p class="adds-up">&nbsp;</p>
  return (
    <p class="adds-up">
      <Icon name="check" size={14} />
      {terms.map((part) => count(part.count)).join(' + ')} = {count(selected.count)} ·{' '}
      {terms.map((part, at) => (
        <>
          {at > 0 && ' + '}
          <Money cents={part.cents} currency={currency} />
        </>
      ))}{' '}
      = <Money cents={selected.cents} currency={currency} />
    </p>
  )
}

const SkipReasons = ({ skips }: RunView) =>
  skips.length > 0 && (
    <div class="run-skips">
      <h2>Why documents were skipped</h2>
      <ul>
        {skips.map(({ reason, count: number }) => (
          <li>
            {SKIP_LABEL[reason]} <span class="number">{count(number)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
