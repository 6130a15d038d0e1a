import type { Context } from '../../context.ts'
import { cancelWaitingRefund } from '../../db/refund-claims.ts'
import { scrub } from '../../gateway/scrub.ts'

/** Stops a refund that the gateway has not heard of. False when it is too late. */
export function cancelRefund(
  { db, now }: Context,
  {
    refundId,
    actor,
    address,
    because,
  }: { refundId: string; actor: string; address: string; because: string },
): Promise<boolean> {
  const at = now()
  const subject = `refund:${refundId}`
  const reason = scrub(because).slice(0, 200)
  const audit = { at, actor, action: 'refund.cancelled', subject, details: { reason }, address }
  return cancelWaitingRefund(db, refundId, { actor, because: reason, audit }, at)
}
