import type { Context } from '../context.ts'
import { listRunsIn } from '../db/attention.ts'
import { recordAudit } from '../db/audit.ts'
import { listRunsSince } from '../db/recent-runs.ts'
import type { Run } from '../db/schema.ts'
import type { RunFilter } from '../domain/run.ts'
import { canonicalFilter } from '../domain/run-difference.ts'
import { type StartedRun, startRun } from './start-run.ts'

export interface ChargeRequest {
  filter: RunFilter
  actor: string
  /** From the form: a second click finds the first click's run. */
  requestKey: string
  /** What the clerk saw when he confirmed. */
  previewed: { count: number; cents: number }
  /** The run with the same filter that he was told about, and wants another one all the same. */
  againAfter?: number | undefined
  /** Documents that were ticked off in the preview. */
  exclusions?: readonly number[]
  /** So many payments first; then it waits for a person. */
  canaryCount?: number | undefined
}

export type ChargeAnswer =
  | ({ kind: 'started' } & StartedRun)
  /** The same selection was charged a moment ago: ask once more. */
  | { kind: 'charged_before'; run: Run }

const SAME_WITHIN_MS = 60 * 60_000
const WAITING_MAX = 100

/**
 * Starts the run that a clerk has confirmed. Charging a selection twice cannot take money twice, but
 * it is hardly ever meant, so the second time within an hour has to be confirmed with the first in
 * sight.
 */
export async function chargeSelection(
  context: Context,
  request: ChargeRequest,
): Promise<ChargeAnswer> {
  const { filter, actor, requestKey, previewed, againAfter, exclusions, canaryCount } = request
  const recent = await listRecentRuns(context)
  const known = recent.find(({ request_key }) => request_key === requestKey)
  if (known) {
    const isAwaitingApproval = known.status === 'awaiting_approval'
    return { kind: 'started', runId: known.id, isNew: false, isAwaitingApproval }
  }
  const before = findSame(recent, filter)
  if (before && before.id !== againAfter) return { kind: 'charged_before', run: before }

  const run = {
    ...{ source: 'manual' as const, filter, actor, requestKey },
    ...(exclusions?.length && { exclusions }),
    ...(canaryCount !== undefined && { canaryCount }),
  }
  const started = await startRun(context, run, previewed)
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

/** The latest run of the last hour, or one that waits for approval, that charges the same. */
export const findChargedBefore = async (
  context: Context,
  filter: RunFilter,
): Promise<Run | undefined> => findSame(await listRecentRuns(context), filter)

/** One that waits for approval is still to come, however long ago it was asked for. */
async function listRecentRuns({ db, now }: Context): Promise<Run[]> {
  const [recent, waiting] = await Promise.all([
    listRunsSince(db, new Date(now().getTime() - SAME_WITHIN_MS)),
    listRunsIn(db, 'awaiting_approval', WAITING_MAX),
  ])
  const known = new Set(recent.map(({ id }) => id))
  return [...recent, ...waiting.filter(({ id }) => !known.has(id))]
}

function findSame(runs: Run[], filter: RunFilter): Run | undefined {
  const wanted = canonicalFilter(filter)
  return runs.find((run) => canonicalFilter(run.filter) === wanted)
}
