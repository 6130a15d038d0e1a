import { sql } from 'kysely'
import { type RunFilter, type RunStatus, runStatusesLeadingTo } from '../domain/run.ts'
import type { Db } from './connect.ts'
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
}

/** Creates a run, or finds the one that the same form or slot made before. */
export async function insertRun(
  db: Db,
  { source, filter, actor, requestKey, slot }: NewRun,
  now: Date,
): Promise<{ runId: number; isNew: boolean }> {
  const slotKey = slot ? `${slot.scheduleId}:${slot.businessDate}` : null
  try {
    const { insertId } = await db
      .insertInto('runs')
      .values({
        source,
        schedule_id: slot?.scheduleId ?? null,
        business_date: slot?.businessDate ?? null,
        slot_key: slotKey,
        request_key: requestKey ?? null,
        status: 'running',
        filter: JSON.stringify(filter),
        actor,
        late_minutes: slot?.lateMinutes ?? null,
        select_after_id: 0,
        heartbeat_at: now,
        created_at: now,
      })
      .executeTakeFirstOrThrow()
    return { runId: Number(insertId), isNew: true }
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

/** Moves a run along a legal edge or leaves it alone; true for the one that moved it. */
export async function moveRun(
  db: Db,
  id: number,
  to: RunStatus,
  now: Date,
  pause: { reason: string; by: 'person' | 'breaker' | 'safe_mode' } | null = null,
): Promise<boolean> {
  // Payments of the run that are stored at this moment hold its row, too: a deadlock is tried again.
  const { numUpdatedRows } = await transact(db, (trx) =>
    trx
      .updateTable('runs')
      .set({
        status: to,
        pause_reason: pause?.reason.slice(0, 255) ?? null,
        paused_by: pause?.by ?? null,
        heartbeat_at: now,
        ...(to === 'cancelled' ? { finished_at: now } : {}),
      })
      .where('id', '=', id)
      .where('status', 'in', runStatusesLeadingTo(to))
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
