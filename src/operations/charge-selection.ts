import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { listRunsSince } from '../db/recent-runs.ts'
import type { Run } from '../db/schema.ts'
import type { RunFilter } from '../domain/run.ts'
import { startRun } from './start-run.ts'

export interface ChargeRequest {
  filter: RunFilter
  actor: string
  /** From the form: a second click finds the first click's run. */
  requestKey: string
  /** What the clerk saw when he confirmed. */
  previewed: { count: number; cents: number }
  /** The run with the same filter that he was told about, and wants another one all the same. */
  againAfter?: number
}

export type ChargeAnswer =
  | { kind: 'started'; runId: number; isNew: boolean }
  /** The same selection was charged a moment ago: ask once more. */
  | { kind: 'charged_before'; run: Run }

const SAME_WITHIN_MS = 60 * 60_000

/**
 * Starts the run that a clerk has confirmed. Charging a selection twice cannot take money twice, but
 * it is hardly ever meant, so the second time within an hour has to be confirmed with the first in
 * sight.
 */
export async function chargeSelection(
  context: Context,
  { filter, actor, requestKey, previewed, againAfter }: ChargeRequest,
): Promise<ChargeAnswer> {
  const recent = await listRecentRuns(context)
  const known = recent.find(({ request_key }) => request_key === requestKey)
  if (known) return { kind: 'started', runId: known.id, isNew: false }
  const before = findSame(recent, filter)
  if (before && before.id !== againAfter) return { kind: 'charged_before', run: before }

  const started = await startRun(context, { source: 'manual', filter, actor, requestKey })
  if (started.isNew) {
    await recordAudit(context.db, {
      at: context.now(),
      actor,
      action: 'run.confirmed',
      subject: `run:${started.runId}`,
      details: { previewed },
    })
  }
  return { kind: 'started', ...started }
}

/** The latest run of the last hour that charges the same selection. */
export const findChargedBefore = async (
  context: Context,
  filter: RunFilter,
): Promise<Run | undefined> => findSame(await listRecentRuns(context), filter)

const listRecentRuns = ({ db, now }: Context) =>
  listRunsSince(db, new Date(now().getTime() - SAME_WITHIN_MS))

function findSame(runs: Run[], filter: RunFilter): Run | undefined {
  const wanted = canonical(filter)
  return runs.find((run) => canonical(run.filter) === wanted)
}

/** The same for filters that mean the same, in whatever order they name it. */
function canonical(filter: RunFilter): string {
  const { total, ...rest } = filter
  const entries = Object.entries({ ...rest, total: total && `${total.operator}${total.cents}` })
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(String).sort() : value])
  return JSON.stringify(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)))
}
