import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { resolvePayments } from './resolve-payments.ts'

/** `busy`: somebody else is asking at this moment, or it is decided already. */
export type AskResult = 'decided' | 'open' | 'busy'

/** Asks the gateway about one payment because a person wants to know now. */
export async function askGateway(
  context: Context,
  { paymentId, actor }: { paymentId: string; actor: string },
): Promise<AskResult> {
  const { decided, open } = await resolvePayments(context, [paymentId], { actor, isAsked: true })
  const result = decided > 0 ? 'decided' : open > 0 ? 'open' : 'busy'
  await recordAudit(context.db, {
    at: context.now(),
    actor,
    action: 'payment.asked_about',
    subject: `payment:${paymentId}`,
    details: { result },
  })
  return result
}
