import type { Context } from '../../context.ts'
import { findClaim, findVoidClaim } from '../../db/refund-claims.ts'
import {
  type RefundLearned,
  type RefundSettled,
  writeRefundOutcomes,
} from '../../db/refund-outcomes.ts'
import { patienceOf } from '../../domain/patience.ts'
import { mailWishesFor } from '../mails/mail-wishes.ts'
import { ringUndoings } from './ring-undoings.ts'

/** A record of the gateway's own reports about money that went back, or did not. */
export interface RefundRecord {
  /** As the report names it: a credit's own id, but the original's for a void. */
  transactionId: string
  requestType: 'VOID' | 'CREDIT' | 'REVERSAL'
  /** `declined` also for a void whose payment the report shows as settled. */
  outcome: Extract<RefundLearned['outcome'], { kind: 'approved' | 'declined' }>
  source: string
}

/**
 * Writes what a report says about a refund, with all the effects of the gateway's own answer. A report
 * may also correct one that had been given up. Undefined when we have no such refund.
 */
export async function resolveRefundFrom(
  context: Context,
  { transactionId, requestType, outcome, source }: RefundRecord,
): Promise<RefundSettled | undefined> {
  const { db, now, config, log } = context
  const claim = await (requestType === 'VOID'
    ? findVoidClaim(db, transactionId)
    : findClaim(db, transactionId))
  if (!claim) return undefined
  const learned = { claim, outcome, actor: 'gateway', source }
  const patience = patienceOf(config)
  const wishes = await mailWishesFor(context, claim.refund.payment_id)
  const [settled = null] = await writeRefundOutcomes(db, [learned], now(), patience, wishes)
  const { id: refundId, payment_id: paymentId } = claim.refund
  if (settled === 'approved') await ringUndoings(context, paymentId)
  else if (outcome.kind === 'approved') {
    log.error({ refundId, paymentId }, 'more went back of a payment than was taken')
  }
  return settled
}
