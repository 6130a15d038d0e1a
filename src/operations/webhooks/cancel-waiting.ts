import type { Context } from '../../context.ts'
import { movePayments } from '../../db/payments.ts'
import type { Payment } from '../../db/schema.ts'
import { transact } from '../../db/transact.ts'
import { finishRun } from '../finish-run.ts'

/** Cancels payments that the gateway has not heard of, because of Splynx; returns how many. */
export async function cancelWaiting(
  context: Context,
  payments: readonly Payment[],
  because: string,
): Promise<number> {
  const { db, now } = context
  const moves = payments.map(({ id }) => ({
    id,
    to: 'cancelled' as const,
    from: ['pending'] as const,
    changes: { reason: because, look_at: null },
    actor: 'splynx',
    reason: because,
  }))
  const moved = await transact(db, (trx) => movePayments(trx, moves, now()))
  const ids = new Set(moved.map(({ id }) => id))
  const runIds = payments.filter(({ id }) => ids.has(id)).flatMap(({ run_id }) => run_id ?? [])
  for (const runId of new Set(runIds)) await finishRun(context, runId)
  return moved.length
}
