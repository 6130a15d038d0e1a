import { createHash } from 'node:crypto'
import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import { filterInWords } from '../../views/charge/filter-words.ts'
import type { Tab } from '../../views/components/tabs.tsx'
import type { Changed } from '../../views/runs/run-page.tsx'
import { doneCount, hasEnded, type RunView } from '../../views/runs/run-view.ts'
import { isUndoMoving } from '../../views/runs/undo-progress.tsx'
import type { Context } from '../context.ts'
import { listRunResults, RESULT_FILTERS, type ResultFilter } from '../db/run-results.ts'
import { countSkips, readRunTotals } from '../db/run-totals.ts'
import { findSchedule } from '../db/schedules.ts'
import type { Run } from '../db/schema.ts'
import type { RunTotals } from '../domain/run.ts'
import { isAtLeast } from '../middleware/guards.ts'
import type { FilterChoices } from '../operations/filter-choices.ts'
import type { StaffEnv } from './env.ts'
import { id } from './forms.ts'
import { readRunExtras } from './run-extras.ts'
import { firstTrack, nextTrack, paceOf, readTrack, writeTrack } from './run-pace.ts'

const RESULTS_PER_PAGE = 50

const line = (pattern: RegExp) => z.string().regex(pattern).optional().catch(undefined)

/** What the address of a run's page may say. Whatever makes no sense counts as not said. */
export const runQuery = z.object({
  result: z.enum(RESULT_FILTERS).catch('all').default('all'),
  after: id.optional().catch(undefined),
  before: id.optional().catch(undefined),
  /** Count and cents that the clerk saw before he confirmed. */
  previewed: line(/^\d{1,9}-\d{1,13}$/),
  /** When somebody asked the gateway about unknown outcomes. */
  asked: line(/^\d{13}$/),
  /** What the page knows already, from its last refresh. */
  seen: line(/^[\w-]{1,20}(\.[\w-]{1,20}){3}$/),
  track: line(/^[\d.-]{1,60}$/),
})
export type RunQuery = z.output<typeof runQuery>

/** How long a page goes on looking after somebody has asked about unknown outcomes. */
const LOOK_AFTER_ASKING_MS = 60_000

interface Asked {
  run: Run
  query: RunQuery
  names: FilterChoices | null
}

/** Reads what the page of a run shows, and where it asks for its next refresh. */
export async function readRunView(
  c: HonoContext<StaffEnv>,
  context: Context,
  { run, query, names }: Asked,
): Promise<RunView> {
  const { db, config } = context
  const now = context.now()
  const [totals, skips, results, schedule] = await Promise.all([
    readRunTotals(db, run.id),
    countSkips(db, run.id),
    readResults(context, run.id, query),
    run.schedule_id === null ? undefined : findSchedule(db, run.schedule_id),
  ])
  const extras = await readRunExtras(c, context, { run, totals })
  const isMoving = run.status === 'running' || totals.sending.count > 0
  const track = nextTrack(
    totals,
    readTrack(query.track) ?? firstTrack(totals, run.created_at, now),
    now,
  )
  const view: RunView = {
    run,
    totals,
    skips,
    pace: run.status === 'running' ? paceOf(totals, track, now, run.selected_at !== null) : null,
    differsFrom: differenceFrom(query.previewed, run, totals),
    selection: filterInWords(run.filter, names, config.CURRENCY),
    scheduleName: schedule?.name ?? null,
    results: { ...results, tabs: tabsOf(run, query, totals, isMoving) },
    ...extras,
    refreshHref: null,
    href: hrefOf(run.id, query),
    canCharge: isAtLeast(c.var.staff.role, 'clerk'),
    csrf: c.var.csrf,
    currency: config.CURRENCY,
    zone: config.TZ,
    now,
  }
  const askedMsAgo = now.getTime() - Number(query.asked ?? 0)
  const isAsking = totals.unknown.count > 0 && askedMsAgo >= 0 && askedMsAgo < LOOK_AFTER_ASKING_MS
  if (!isMoving && !isAsking && !extras.undos.some(isUndoMoving)) return view
  const seen = Object.values(digestsOf(view)).join('.')
  return { ...view, refreshHref: hrefOf(run.id, { ...query, seen, track: writeTrack(track) }) }
}

async function readResults({ db }: Context, runId: number, query: RunQuery) {
  const { result: filter, after, before } = query
  const limit = RESULTS_PER_PAGE + 1
  const found = await listRunResults(db, runId, {
    filter,
    limit,
    ...(before === undefined ? { afterItemId: after } : { beforeItemId: before }),
  })
  const hasMore = found.length > RESULTS_PER_PAGE
  const isBackward = before !== undefined
  // The one too many is at the far end of the direction that was read in.
  const rows = hasMore ? (isBackward ? found.slice(1) : found.slice(0, -1)) : found
  const page = (place: Partial<RunQuery>) => hrefOf(runId, { ...pageless(query), ...place })
  const [first, last] = [rows[0], rows.at(-1)]
  const hasPrevious = isBackward ? hasMore : after !== undefined
  const hasNext = isBackward || hasMore
  return {
    rows,
    filter,
    ...(first && hasPrevious && { previous: page({ before: first.itemId }) }),
    ...(last && hasNext && { next: page({ after: last.itemId }) }),
  }
}

/** What belongs to one moment or one place of a list is not carried to another page of it. */
const pageless = ({ result, previewed }: RunQuery): RunQuery => ({ result, previewed })

function hrefOf(runId: number, { result, ...query }: RunQuery): string {
  const pairs = Object.entries({ ...(result !== 'all' && { result }), ...query })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)])
  const search = new URLSearchParams(pairs)
  return `/admin/runs/${runId}${search.size > 0 ? `?${search}` : ''}`
}

const TAB_LABEL: Record<ResultFilter, string> = {
  all: 'All',
  charged: 'Charged',
  declined: 'Declined',
  unknown: 'Not known yet',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
  sending: 'At the gateway',
  waiting: 'Waiting',
}

/** Figures only once they stand still: the ones above the tabs move meanwhile. */
function tabsOf(run: Run, query: RunQuery, totals: RunTotals, isMoving: boolean): Tab[] {
  return RESULT_FILTERS.filter((name) => {
    if (name === query.result || !hasEnded(run)) return true
    return name === 'all' || totals[name].count > 0
  }).map((name) => ({
    label: TAB_LABEL[name],
    href: hrefOf(run.id, { ...pageless(query), result: name }),
    active: name === query.result,
    ...(!isMoving && { count: totals[name === 'all' ? 'selected' : name].count }),
  }))
}

const MUCH = 0.05

/** Null when the selection is what the preview showed, or nearly, or not complete yet. */
function differenceFrom(previewed: string | undefined, run: Run, totals: RunTotals) {
  if (previewed === undefined || run.selected_at === null) return null
  const [count = 0, cents = 0] = previewed.split('-').map(Number)
  const isFar = (now: number, then: number) => Math.abs(now - then) > then * MUCH
  const isMuch =
    isFar(totals.selected.count - totals.skipped.count, count) ||
    isFar(totals.selected.cents - totals.skipped.cents, cents)
  return isMuch ? { count, cents } : null
}

type Digests = Record<keyof Changed, string>

/** What each part of the page says, so that a refresh brings only those that say something new. */
function digestsOf(view: RunView): Digests {
  const { run, totals, differsFrom, results, canCharge } = view
  const unknown = run.status === 'running' ? null : totals.unknown
  return {
    status: digest([
      run.status,
      run.pause_reason,
      run.finished_at,
      differsFrom,
      canCharge,
      unknown,
      run.checks_limits,
    ]),
    results: digest([results.rows, results.tabs, results.next, results.previous]),
    summary: digest([run.status, tenthOf(totals)]),
    after: digest([run.status, view.controlTotals?.figures, view.undos]),
  }
}

const tenthOf = (totals: RunTotals): number =>
  totals.selected.count === 0 ? 0 : Math.floor((doneCount(totals) * 10) / totals.selected.count)

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 10)

export function changesSince({ seen }: RunQuery, view: RunView): Changed {
  const [status, results, summary, after] = (seen ?? '').split('.')
  const now = digestsOf(view)
  return {
    status: status !== now.status,
    results: results !== now.results,
    summary: summary !== now.summary,
    after: after !== now.after,
  }
}
