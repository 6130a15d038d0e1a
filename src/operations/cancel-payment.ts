import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { movePayments } from '../db/payments.ts'
import { transact } from '../db/transact.ts'
import { finishRun } from './finish-run.ts'

/**
 * Stops a payment that the gateway has not heard of. False when it is too late: a worker has taken
 * it, so only the gateway's answer tells what became of it.
 */
export async function cancelPayment(
  context: Context,
  { paymentId, runId, actor }: { paymentId: string; runId: number | null; actor: string },
): Promise<boolean> {
  const { db, now } = context
  const at = now()
  const reason = 'cancelled before it was sent'
  const isCancelled = await transact(db, async (trx) => {
    const moved = await movePayments(
      trx,
      [
        {
          id: paymentId,
          to: 'cancelled',
          from: ['pending'],
          changes: { look_at: null, reason },
          actor,
          reason,
        },
      ],
      at,
    )
    if (moved.length === 0) return false
    const subject = `payment:${paymentId}`
    await recordAudit(trx, { at, actor, action: 'payment.cancelled', subject })
    return true
  })
  if (isCancelled && runId !== null) await finishRun(context, runId)
  return isCancelled
}
