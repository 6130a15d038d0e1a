import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import type { RefundClaim } from '../../db/refund-claims.ts'
import { claimRefundInquiries, writeRefundStillOpen } from '../../db/refund-inquiries.ts'
import { type RefundLearned, writeRefundOutcomes } from '../../db/refund-outcomes.ts'
import { type Patience, patienceOf } from '../../domain/patience.ts'
import type { AskResult } from '../ask-gateway.ts'
import { mailWishesFor } from '../mails/mail-wishes.ts'
import type { Asked } from '../resolve-payments.ts'
import { type RefundVerdict, refundVerdictOf } from './refund-verdict.ts'
import { ringUndoings } from './ring-undoings.ts'

/**
 * Asks the gateway about refunds whose answer was lost and stores what it says. About a credit or a
 * reversal it is asked by its own TransactionID, about a void by the payment's. Returns how many are
 * decided and how many stay open. Failing to ask says nothing.
 */
export async function resolveRefunds(
  context: Context,
  refundIds: readonly string[],
  { actor, isAsked = false }: Asked,
): Promise<{ decided: number; open: number }> {
  const { db, config, now } = context
  const leaseMs = config.GATEWAY_TIMEOUT_MS + 10_000
  const claims = await claimRefundInquiries(db, refundIds, { now: now(), leaseMs, isAsked })
  const results = await Promise.all(claims.map((claim) => ask(context, claim, actor)))
  const decided = results.filter(Boolean).length
  return { decided, open: results.length - decided }
}

/** True when the refund is decided. */
async function ask(context: Context, claim: RefundClaim, actor: string): Promise<boolean> {
  const { gateway, config, now } = context
  const { refund, attempt } = claim
  const askedFor = refund.kind === 'void' ? refund.original_id : attempt.transaction_id
  const said = await gateway.inquire(askedFor, { terminalId: attempt.terminal_id })
  const patience = patienceOf(config)
  const verdict = refundVerdictOf(claim, said, now(), patience)
  if ('said' in verdict) {
    await noteStillOpen(context, claim, verdict, actor, patience)
    return false
  }
  return store(context, { claim, ...verdict, actor, source: 'inquiry' }, patience)
}

async function noteStillOpen(
  { db, now }: Context,
  claim: RefundClaim,
  { said, isFirstHalfOfProof }: Extract<RefundVerdict, { said: string }>,
  actor: string,
  patience: Patience,
): Promise<void> {
  const delayMs = isFirstHalfOfProof
    ? patience.notFoundTwiceMs
    : patience.inquiryDelayMs(claim.refund.inquiries_made + 1)
  const lookAt = new Date(now().getTime() + delayMs)
  await writeRefundStillOpen(db, { claim, said, isFirstHalfOfProof, actor, lookAt }, now())
}

async function store(
  context: Context,
  learned: RefundLearned,
  patience: Patience,
): Promise<boolean> {
  const { db, bell, now } = context
  const { refund } = learned.claim
  const wishes = await mailWishesFor(context, refund.payment_id)
  const [settled] = await writeRefundOutcomes(db, [learned], now(), patience, wishes)
  if (settled === 'approved') await ringUndoings(context, refund.payment_id)
  if (settled === 'pending') await bell.ring('send-refund', { refundId: refund.id })
  return settled !== null && settled !== 'review'
}

/** Asks the gateway about one refund because a person wants to know now. */
export async function askAboutRefund(
  context: Context,
  { refundId, actor }: { refundId: string; actor: string },
): Promise<AskResult> {
  const { decided, open } = await resolveRefunds(context, [refundId], { actor, isAsked: true })
  const result = decided > 0 ? 'decided' : open > 0 ? 'open' : 'busy'
  await recordAudit(context.db, {
    at: context.now(),
    actor,
    action: 'refund.asked_about',
    subject: `refund:${refundId}`,
    details: { result },
  })
  return result
}
