import { sql } from 'kysely'
import type { CountAndSum } from '../domain/run.ts'
import type { Db } from './connect.ts'
import { listRunsSince } from './recent-runs.ts'
import { type Trx, transact } from './transact.ts'

// The one door into waiting for approval and out of it.

/** Lets a run go on that waits for approval. False when it does not, or when this person asked for it. */
export async function approveRunRow(
  trx: Trx,
  { runId, actor, seen, now }: { runId: number; actor: string; seen: CountAndSum; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('runs')
    .set({
      status: 'running',
      approved_by: actor,
      approved_at: now,
      asked_count: seen.count,
      asked_cents: seen.cents,
      // What is selected is held against what the approver saw.
      checks_limits: true,
      heartbeat_at: now,
    })
    .where('id', '=', runId)
    .where('status', '=', 'awaiting_approval')
    .where('actor', '<>', actor)
    .where((run) => run.or([run('asked_by', 'is', null), run('asked_by', '<>', actor)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

interface Measured {
  runId: number
  sum: CountAndSum
  /** Why a second person has to agree; null when nobody has to. */
  reason: string | null
  now: Date
}

/**
 * Notes what a run would charge, measured before anything of it is selected: it goes on, or waits
 * for approval. False when it was paused, cancelled or measured by somebody else meanwhile.
 */
export async function noteMeasured(
  db: Db,
  { runId, sum, reason, now }: Measured,
): Promise<boolean> {
  const { numUpdatedRows } = await transact(db, (trx) =>
    trx
      .updateTable('runs')
      .set({
        checks_limits: false,
        ...(reason === null
          ? {}
          : {
              status: 'awaiting_approval' as const,
              approval_reason: reason.slice(0, 255),
              approved_by: null,
              approved_at: null,
              select_lease_until: null,
            }),
        // What an approver saw stays: the run is held against it.
        asked_count: sql<number>`if(approved_at is null, ${sum.count}, asked_count)`,
        asked_cents: sql<number>`if(approved_at is null, ${sum.cents}, asked_cents)`,
        heartbeat_at: now,
      })
      .where('id', '=', runId)
      .where('status', '=', 'running')
      .where('checks_limits', '=', 1)
      .where('select_after_id', '=', 0)
      .where('selected_at', 'is', null)
      .executeTakeFirst(),
  )
  return numUpdatedRows === 1n
}

/** What a person has started since then without a second one, beside one run. */
export async function sumStartedAlone(
  db: Db,
  { actor, since, besideRunId }: { actor: string; since: Date; besideRunId?: number },
): Promise<CountAndSum> {
  const runs = await listRunsSince(db, since)
  const ids = runs
    .filter((run) => run.actor === actor && run.approved_at === null && run.id !== besideRunId)
    .map(({ id }) => id)
  if (ids.length === 0) return { count: 0, cents: 0 }
  const row = await db
    .selectFrom('run_items')
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('amount_cents').as('cents')])
    .where('run_id', 'in', ids)
    .where('state', 'in', ['waiting', 'taken'])
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), cents: Number(row.cents ?? 0) }
}

/** Whether another run has gone on since then. One that waits, or was cancelled, counts as none. */
export async function hasRunSince(db: Db, since: Date, besideRunId?: number): Promise<boolean> {
  const row = await db
    .selectFrom('runs')
    .select('id')
    .where('created_at', '>=', since)
    .where('status', 'in', ['running', 'paused', 'finished'])
    // One whose sums are still being checked has not gone on yet.
    .where('checks_limits', '=', 0)
    .$if(besideRunId !== undefined, (query) => query.where('id', '<>', besideRunId!))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
