import { Button } from '../components/button.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Icon } from '../components/icon.tsx'
import { Notice } from '../components/notice.tsx'
import { counted, money } from '../format.ts'
import { ApprovalNotice } from './approval-notice.tsx'
import { CanaryNotice } from './canary-notice.tsx'
import { isAtCanary, type RunView } from './run-view.ts'
import { isCaughtUp } from './run-words.tsx'

/** What somebody should know about this run, above everything else. */
export const RunNotices = (view: RunView & { isSwapped?: boolean }) => {
  const { run, totals, differsFrom, currency } = view
  return (
    <div id="run-notices" class="stack" hx-swap-oob={view.isSwapped ? 'true' : undefined}>
      {run.status === 'awaiting_approval' && <ApprovalNotice {...view} />}
      {isAtCanary(run) && <CanaryNotice {...view} />}
      {run.status === 'running' && run.checks_limits === 1 && (
        <Notice title="The sums are being taken first">
          {run.approved_at === null
            ? 'Should they be above a limit, the run waits for approval. Nothing is charged until then.'
            : 'They are held against what was approved. Nothing is charged until then.'}
        </Notice>
      )}
      {run.status === 'paused' && !isAtCanary(run) && (
        <Notice tone="warning" title="This run is paused">
          {run.pause_reason ?? 'Nothing new is sent until somebody resumes it.'}
        </Notice>
      )}
      {isCaughtUp(run) && (
        <Notice title={`Late by ${counted(run.late_minutes!, 'minute')}: caught up`}>
          The clock was not running when this was due, so it was started as soon as it was back.
        </Notice>
      )}
      {differsFrom && (
        <Notice tone="warning" title="The selection has changed since the preview">
          The preview showed {counted(differsFrom.count, 'document')} to be charged,{' '}
          {money(differsFrom.cents, currency)}. When the run selected them there were{' '}
          {counted(totals.selected.count - totals.skipped.count, 'document')},{' '}
          {money(totals.selected.cents - totals.skipped.cents, currency)}.
        </Notice>
      )}
      {/* While it runs, the figures say it: a notice that comes and goes would move the page. */}
      {totals.unknown.count > 0 && run.status !== 'running' && <UnknownNotice {...view} />}
    </div>
  )
}

const UnknownNotice = ({ run, totals, currency, canCharge, csrf }: RunView) => (
  <div class="notice tone-doubt">
    <Icon name="question" size={18} />
    <div>
      <strong>
        {counted(totals.unknown.count, 'outcome is', 'outcomes are')} not known yet,{' '}
        {money(totals.unknown.cents, currency)}
      </strong>
      The answer got lost on its way. Nobody is charged again until the gateway has said what became
      of it. We ask by ourselves, at growing intervals.
    </div>
    {canCharge && (
      <form method="post" action={`/admin/runs/${run.id}/ask`}>
        <CsrfField token={csrf} />
        <Button size="small" icon="refresh" id="ask-button">
          Ask the gateway about {totals.unknown.count} unknown
        </Button>
      </form>
    )}
  </div>
)
