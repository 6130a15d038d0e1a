import { movePayments } from '../db/payments.ts'
import type { Payment } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'

/** Cancels payments that nobody may charge any more, of which the gateway has not heard. */
export async function cancelUnasked(
  trx: Trx,
  waiting: readonly Payment[],
  { because, actor, at }: { because: string; actor: string; at: Date },
): Promise<Payment[]> {
  const moves = waiting.map(({ id }) => ({
    id,
    to: 'cancelled' as const,
    from: ['pending'] as const,
    changes: { reason: because, look_at: null },
    actor,
    reason: because,
  }))
  const cancelled = new Set((await movePayments(trx, moves, at)).map(({ id }) => id))
  return waiting.filter(({ id }) => cancelled.has(id))
}
