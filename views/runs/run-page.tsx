import { Columns, Stack } from '../components/card.tsx'
import { RunBadge } from '../components/status-badge.tsx'
import { count, money } from '../format.ts'
import { ControlTotals } from './control-totals.tsx'
import { RunAside } from './run-aside.tsx'
import { LazyRunChart, RunChart } from './run-chart.tsx'
import { RunLive } from './run-live.tsx'
import { RunMore } from './run-more.tsx'
import { RunNotices } from './run-notices.tsx'
import { RunResults } from './run-results.tsx'
import { doneCount, hasEnded, type RunView } from './run-view.ts'
import { UndoProgressCard } from './undo-progress.tsx'

export const RunHeading = ({ run, isSwapped }: Pick<RunView, 'run'> & { isSwapped?: boolean }) => (
  <span id="run-heading" class="run-heading" hx-swap-oob={isSwapped ? 'true' : undefined}>
    Run {run.id} <RunBadge status={run.status} />
  </span>
)

export const RunContent = (view: RunView) => (
  <div class="stack">
    <RunNotices {...view} />
    <Columns>
      <RunLive {...view} />
      <RunAside {...view} />
    </Columns>
    <RunAfter {...view} />
    <RunResults {...view} />
  </div>
)

/** What is below the progress. It stands still while the run goes on. */
const RunAfter = (view: RunView & { isSwapped?: boolean }) => (
  <div id="run-after" class="stack" hx-swap-oob={view.isSwapped ? 'true' : undefined}>
    {view.undos.map((undo) => (
      <UndoProgressCard {...undo} currency={view.currency} zone={view.zone} />
    ))}
    {view.run.status !== 'awaiting_approval' && (
      <Columns>
        <Stack>
          {view.controlTotals && <ControlTotals {...view.controlTotals} />}
          {view.chart === 'later' && <LazyRunChart runId={view.run.id} />}
          {view.chart && view.chart !== 'later' && <RunChart {...view.chart} />}
        </Stack>
        <RunMore {...view} />
      </Columns>
    )}
  </div>
)

/** Which parts have changed since the page last asked; the others are left alone with their focus. */
export interface Changed {
  status: boolean
  results: boolean
  summary: boolean
  after: boolean
}

/** What the page asks for every two seconds. */
export const RunRefresh = ({ view, changed }: { view: RunView; changed: Changed }) => (
  <>
    <RunLive {...view} />
    {changed.status && (
      <>
        <RunHeading run={view.run} isSwapped />
        <RunNotices {...view} isSwapped />
        <RunAside {...view} isSwapped />
      </>
    )}
    {changed.after && <RunAfter {...view} isSwapped />}
    {changed.results && <RunResults {...view} isSwapped />}
    {changed.summary && (
      <div id="announcer" hx-swap-oob="innerHTML">
        {summaryOf(view)}
      </div>
    )}
  </>
)

/** Read out now and then, not every two seconds. */
function summaryOf({ run, totals, currency }: RunView): string {
  const { selected, charged, declined, unknown } = totals
  const state = hasEnded(run) || run.status === 'paused' ? ` is ${run.status}` : ''
  return (
    `Run ${run.id}${state}: ${count(doneCount(totals))} of ${count(selected.count)} dealt with. ` +
    `${count(charged.count)} charged, ${money(charged.cents, currency)}; ` +
    `${count(declined.count)} declined; ${count(unknown.count)} not known yet.`
  )
}
