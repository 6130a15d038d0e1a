import type { Db } from './connect.ts'
import { movePayments } from './payments.ts'
import { transact } from './transact.ts'

/** Payments of a run that wait to be sent. There are few: a run's payments are claimed at once. */
export const listPendingRunPayments = (db: Db, runId: number) =>
  db
    .selectFrom('payments')
    .select(['id', 'purpose', 'run_id'])
    .where('run_id', '=', runId)
    .where('status', '=', 'pending')
    .limit(10_000)
    .execute()

/** Cancels what a cancelled run has not sent. */
export async function cancelRunPayments(
  db: Db,
  { runId, actor, reason: because }: { runId: number; actor: string; reason?: string },
  now: Date,
): Promise<void> {
  const pending = await listPendingRunPayments(db, runId)
  const reason = `The run was cancelled${because ? `: ${because}` : ''}`.slice(0, 255)
  const moves = pending.map(({ id }) => ({
    id,
    to: 'cancelled' as const,
    from: ['pending'] as const,
    changes: { reason, look_at: null },
    actor,
    reason,
  }))
  await transact(db, (trx) => movePayments(trx, moves, now))
}
