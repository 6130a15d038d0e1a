import { sql } from 'kysely'
import {
  type CountAndSum,
  type PausedBy,
  type RunFilter,
  type RunStatus,
  runStatusesLeadingTo,
} from '../domain/run.ts'
import type { Db } from './connect.ts'
import { insertExclusions } from './run-exclusions.ts'
import type { Run } from './schema.ts'
import { transact } from './transact.ts'

export interface NewRun {
  source: 'manual' | 'auto'
  filter: RunFilter
  actor: string
  /** From the form: a second click finds the first click's run. */
  requestKey?: string
  /** Of a schedule: the key that two clocks cannot both get. */
  slot?: { scheduleId: number; businessDate: string; lateMinutes: number }
  /** Documents that were ticked off in the preview. */
  exclusions?: readonly number[]
  /** So many payments first; then it waits for a person. */
  canaryCount?: number
}

/** Whether a second person has to agree first. */
export interface NewRunApproval {
  /** Who must not be that person. */
  askedBy: string
  /** Why; null when nobody has to. */
  reason: string | null
  /** Its sums are held against the limits before anything is selected. */
  checksLimits: boolean
  /** What was previewed, if it was. */
  asked: CountAndSum | null
}

const NOBODY_HAS_TO = { reason: null, checksLimits: false, asked: null }

/** Creates a run, or finds the one that the same form or slot made before. */
export async function insertRun(
  db: Db,
  run: NewRun,
  now: Date,
  approval: NewRunApproval = { askedBy: run.actor, ...NOBODY_HAS_TO },
): Promise<{ runId: number; isNew: boolean }> {
  const { requestKey, slot, exclusions = [] } = run
  const slotKey = slot ? `${slot.scheduleId}:${slot.businessDate}` : null
  try {
    return await transact(db, async (trx) => {
      const { insertId } = await trx
        .insertInto('runs')
        .values({ ...newRow(run, approval, now), slot_key: slotKey })
        .executeTakeFirstOrThrow()
      const runId = Number(insertId)
      await insertExclusions(trx, runId, exclusions)
      return { runId, isNew: true }
    })
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'ER_DUP_ENTRY'
    if (!isTaken) throw error
    const known = await db
      .selectFrom('runs')
      .select('id')
      .where((run) =>
        run.or([run('slot_key', '=', slotKey), run('request_key', '=', requestKey ?? null)]),
      )
      .executeTakeFirstOrThrow()
    return { runId: known.id, isNew: false }
  }
}

const newRow = (
  { source, filter, actor, requestKey, slot, canaryCount }: NewRun,
  { askedBy, reason, checksLimits, asked }: NewRunApproval,
  now: Date,
) => ({
  source,
  schedule_id: slot?.scheduleId ?? null,
  business_date: slot?.businessDate ?? null,
  request_key: requestKey ?? null,
  status: reason === null ? ('running' as const) : ('awaiting_approval' as const),
  filter: JSON.stringify(filter),
  actor,
  late_minutes: slot?.lateMinutes ?? null,
  asked_by: askedBy,
  approval_reason: reason?.slice(0, 255) ?? null,
  checks_limits: checksLimits,
  asked_count: asked?.count ?? null,
  asked_cents: asked?.cents ?? null,
  canary_count: canaryCount ?? null,
  select_after_id: 0,
  heartbeat_at: now,
  created_at: now,
})

export const findRun = (db: Db, id: number): Promise<Run | undefined> =>
  db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst()

export const findRunStatus = async (db: Db, id: number): Promise<RunStatus | undefined> =>
  (await db.selectFrom('runs').select('status').where('id', '=', id).executeTakeFirst())?.status

/** The newest first; `beforeId` reads on from there. */
export function listRuns(
  db: Db,
  { source, beforeId, limit }: { source?: 'manual' | 'auto'; beforeId?: number; limit: number },
): Promise<Run[]> {
  return db
    .selectFrom('runs')
    .selectAll()
    .$if(source !== undefined, (query) => query.where('source', '=', source!))
    .$if(beforeId !== undefined, (query) => query.where('id', '<', beforeId!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/**
 * What this door opens. Waiting for approval and leaving it have a door of their own
 * (`run-approvals.ts`), so that nothing that lets runs go on can let one of those go.
 */
const FROM: Record<'running' | 'paused' | 'cancelled', readonly RunStatus[]> = {
  running: runStatusesLeadingTo('running').filter((from) => from === 'paused'),
  paused: runStatusesLeadingTo('paused'),
  cancelled: runStatusesLeadingTo('cancelled'),
}

/** Moves a run along a legal edge or leaves it alone; true for the one that moved it. */
export async function moveRun(
  db: Db,
  id: number,
  to: keyof typeof FROM,
  now: Date,
  pause: { reason: string; by: PausedBy } | null = null,
): Promise<boolean> {
  // Payments of the run that are stored at this moment hold its row, too: a deadlock is tried again.
  const { numUpdatedRows } = await transact(db, (trx) =>
    trx
      .updateTable('runs')
      .set({
        status: to,
        // Assigned from left to right: it has to see who paused it. Only a person's decision about
        // the first payments lets the rest follow.
        ...(to === 'running'
          ? { canary_passed_at: sql`if(paused_by = 'canary', ${now}, canary_passed_at)` }
          : {}),
        pause_reason: pause?.reason.slice(0, 255) ?? null,
        paused_by: pause?.by ?? null,
        heartbeat_at: now,
        ...(to === 'cancelled' ? { finished_at: now } : {}),
      })
      .where('id', '=', id)
      .where('status', 'in', FROM[to])
      .executeTakeFirst(),
  )
  return numUpdatedRows === 1n
}

/** Ends a run whose documents have all been dealt with; true for the one that ended it. */
export async function finishRunIfDone(db: Db, id: number, now: Date): Promise<boolean> {
  if (!(await mayBeDone(db, id))) return false
  const { numUpdatedRows } = await transact(db, (trx) =>
    trx
      .updateTable('runs')
      .set({ status: 'finished', finished_at: now, heartbeat_at: now })
      .where('id', '=', id)
      .where('status', '=', 'running')
      .where('selected_at', 'is not', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('run_items')
              .select('run_items.id')
              .where('run_id', '=', id)
              .where('state', '=', 'waiting'),
          ),
        ),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('payments')
              .select('payments.id')
              .where('run_id', '=', id)
              .where('status', 'in', ['pending', 'submitting']),
          ),
        ),
      )
      .executeTakeFirst(),
  )
  return numUpdatedRows === 1n
}

/** Looks without a lock, because everybody who works on a run asks after every stretch. */
async function mayBeDone(db: Db, id: number): Promise<boolean> {
  const run = await findRun(db, id)
  if (run?.status !== 'running' || run.selected_at === null) return false
  const waiting = await db
    .selectFrom('run_items')
    .select('id')
    .where('run_id', '=', id)
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst()
  return waiting === undefined
}

/**
 * Takes the selection of a run for one worker until the lease ends. Null when another has it, when
 * it is done, or when the run does not go on.
 */
export async function claimSelection(
  db: Db,
  id: number,
  { now, leaseMs }: { now: Date; leaseMs: number },
): Promise<Run | null> {
  const { numUpdatedRows } = await db
    .updateTable('runs')
    .set({ select_lease_until: new Date(now.getTime() + leaseMs), heartbeat_at: now })
    .where('id', '=', id)
    .where('status', '=', 'running')
    .where('selected_at', 'is', null)
    .where((run) =>
      run.or([run('select_lease_until', 'is', null), run('select_lease_until', '<', now)]),
    )
    .executeTakeFirst()
  return numUpdatedRows === 1n ? ((await findRun(db, id)) ?? null) : null
}

/** Notes how far the selection has come; false when the run no longer goes on. */
export async function advanceSelection(
  db: Db,
  id: number,
  {
    afterId,
    isDone,
    now,
    leaseMs,
  }: { afterId: number; isDone: boolean; now: Date; leaseMs: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('runs')
    .set({
      select_after_id: sql`greatest(select_after_id, ${afterId})`,
      select_lease_until: isDone ? null : new Date(now.getTime() + leaseMs),
      ...(isDone ? { selected_at: now } : {}),
      heartbeat_at: now,
    })
    .where('id', '=', id)
    .where('status', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Gives the selection back, so that whoever comes next need not wait for the lease. */
export const releaseSelection = (db: Db, id: number) =>
  db.updateTable('runs').set({ select_lease_until: null }).where('id', '=', id).execute()

/** Says that somebody works on the run. */
export const touchRun = (db: Db, id: number, now: Date) =>
  db.updateTable('runs').set({ heartbeat_at: now }).where('id', '=', id).execute()

/** Runs that should go on and that nobody has touched since `before`. */
export const listQuietRuns = (db: Db, before: Date): Promise<Run[]> =>
  db
    .selectFrom('runs')
    .selectAll()
    .where('status', '=', 'running')
    .where('heartbeat_at', '<', before)
    .orderBy('heartbeat_at')
    .limit(50)
    .execute()

/** Pauses every run that goes on, because the gateway answers nobody. Returns how many. */
export async function pauseAllRuns(db: Db, reason: string, now: Date): Promise<number> {
  const { numUpdatedRows } = await transact(db, (trx) =>
    trx
      .updateTable('runs')
      .set({
        status: 'paused',
        pause_reason: reason.slice(0, 255),
        paused_by: 'breaker',
        heartbeat_at: now,
      })
      .where('status', 'in', runStatusesLeadingTo('paused'))
      .executeTakeFirst(),
  )
  return Number(numUpdatedRows)
}

export const listRunsPausedByBreaker = (db: Db) =>
  db
    .selectFrom('runs')
    .select('id')
    .where('status', '=', 'paused')
    .where('paused_by', '=', 'breaker')
    .limit(1_000)
    .execute()
