import type { Context } from '../../context.ts'
import { cancelWaitingRefund } from '../../db/refund-claims.ts'

/** Stops a refund that the gateway has not heard of. False when it is too late. */
export function cancelRefund(
  { db, now }: Context,
  { refundId, actor, address }: { refundId: string; actor: string; address: string },
): Promise<boolean> {
  const at = now()
  const subject = `refund:${refundId}`
  const audit = { at, actor, action: 'refund.cancelled', subject, address }
  return cancelWaitingRefund(db, refundId, { actor, because: 'taken back by hand', audit }, at)
}
