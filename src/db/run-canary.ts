import { sql } from 'kysely'
import type { Db } from './connect.ts'
import { findRun } from './runs.ts'
import type { Run } from './schema.ts'
import { type Trx, transact } from './transact.ts'

// The first payments of a run, after which it waits for a person. Counted in MySQL under the run's
// lock, because any number of workers take items at once and any of them may end at any moment.

/** Whether the first payments still have to be looked at. Once that is over it never begins again. */
export const isInCanary = ({
  canary_count,
  canary_passed_at,
}: Pick<Run, 'canary_count' | 'canary_passed_at'>): boolean =>
  canary_count !== null && canary_passed_at === null

/** What was not sent after all is no trial. */
const countTried = async (db: Db, runId: number): Promise<number> => {
  const { count } = await db
    .selectFrom('payments')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('run_id', '=', runId)
    .where('status', '<>', 'cancelled')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** How many more payments the run may make, as things look without a lock. */
export async function findCanaryRoom(
  db: Db,
  run: Pick<Run, 'id' | 'canary_count' | 'canary_passed_at'>,
): Promise<number> {
  if (!isInCanary(run)) return Number.POSITIVE_INFINITY
  return Math.max(0, run.canary_count! - (await countTried(db, run.id)))
}

/**
 * The same, and nobody else takes any of the run's items until the transaction ends. A run that
 * stopped meanwhile has no room.
 */
export async function lockCanaryRoom(trx: Trx, runId: number): Promise<number> {
  const run = await trx
    .selectFrom('runs')
    .select(['id', 'status', 'canary_count', 'canary_passed_at'])
    .where('id', '=', runId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return run.status === 'running' ? findCanaryRoom(trx, run) : 0
}

/** Pauses a run whose first payments all have an outcome; true for the one that paused it. */
export async function pauseAfterCanary(db: Db, runId: number, now: Date): Promise<boolean> {
  if (!(await mayBeTried(db, runId))) return false
  const payments = (status: ReturnType<typeof sql>) => sql<number>`
    (select count(*) from payments where payments.run_id = runs.id and payments.status ${status})`
  const { numUpdatedRows } = await transact(db, (trx) =>
    trx
      .updateTable('runs')
      .set({
        status: 'paused',
        paused_by: 'canary',
        pause_reason: sql<string>`concat('The first ', canary_count, ' payments have an outcome. Look at them, then go on or cancel')`,
        heartbeat_at: now,
      })
      .where('id', '=', runId)
      .where('status', '=', 'running')
      .where('canary_count', 'is not', null)
      .where('canary_passed_at', 'is', null)
      .where(payments(sql`<> 'cancelled'`), '>=', sql<number>`canary_count`)
      .where(payments(sql`in ('pending', 'submitting')`), '=', 0)
      .executeTakeFirst(),
  )
  return numUpdatedRows === 1n
}

/** Looks without a lock, because everybody who works on a run asks after every stretch. */
async function mayBeTried(db: Db, runId: number): Promise<boolean> {
  const run = await findRun(db, runId)
  return run?.status === 'running' && isInCanary(run) && (await findCanaryRoom(db, run)) === 0
}
