import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { movePayments } from '../db/payments.ts'
import { transact } from '../db/transact.ts'
import { scrub } from '../gateway/scrub.ts'
import { finishRun } from './finish-run.ts'

/**
 * Stops a payment that the gateway has not heard of. False when it is too late: a worker has taken
 * it, so only the gateway's answer tells what became of it.
 */
export async function cancelPayment(
  context: Context,
  {
    paymentId,
    runId,
    actor,
    because,
  }: { paymentId: string; runId: number | null; actor: string; because: string },
): Promise<boolean> {
  const { db, now } = context
  const at = now()
  const why = scrub(because)
  const reason = `cancelled before it was sent: ${why}`.slice(0, 255)
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
    const details = { reason: why }
    await recordAudit(trx, { at, actor, action: 'payment.cancelled', subject, details })
    return true
  })
  if (isCancelled && runId !== null) await finishRun(context, runId)
  return isCancelled
}
