import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { insertEvents } from '../../db/payment-events.ts'
import type { RefundClaim } from '../../db/refund-claims.ts'
import { claimRefundInquiries } from '../../db/refund-inquiries.ts'
import { type RefundLearned, writeRefundOutcomes } from '../../db/refund-outcomes.ts'
import { findRefund } from '../../db/refunds.ts'
import { transact } from '../../db/transact.ts'
import { patienceOf } from '../../domain/patience.ts'
import type { RefundStatus } from '../../domain/refund.ts'
import { scrub } from '../../gateway/scrub.ts'
import { mailWishesFor } from '../mails/mail-wishes.ts'
import { ringUndoings } from './ring-undoings.ts'

export const REFUND_ANSWERS = [
  'went_back',
  'refused',
  'undone',
  'never_arrived',
  'not_known',
] as const

/** What a person found out about a refund that nobody was sure of. */
export interface RefundVerdictByHand {
  refundId: string
  actor: string
  /**
   * `undone`: a credit went out and was voided, so that no money left; of a void, that the payment
   * has settled and nothing was voided.
   */
  answer: (typeof REFUND_ANSWERS)[number]
  /** Where it was seen: kept for ever in the history. */
  evidence: string
  address: string
}

export type SettleRefundResult =
  | { kind: 'settled'; status: RefundStatus }
  | { kind: 'noted' }
  /** A worker is asking the gateway at this moment. */
  | { kind: 'busy' }
  /** It is not unknown any more. */
  | { kind: 'over' }

/** While a person's answer is written nobody asks the gateway; the write ends it. */
const LEASE_MS = 30_000

/** Settles an unknown refund by what a person knows, with all the effects of the gateway's answer. */
export async function settleRefund(
  context: Context,
  { evidence, ...said }: RefundVerdictByHand,
): Promise<SettleRefundResult> {
  const { db, config, now } = context
  const verdict = { ...said, evidence: scrub(evidence) }
  const refund = await findRefund(db, verdict.refundId)
  if (refund?.status !== 'unknown' && refund?.status !== 'review') return { kind: 'over' }
  if (verdict.answer === 'not_known') {
    await note(context, verdict, refund.payment_id)
    return { kind: 'noted' }
  }
  const options = { now: now(), leaseMs: LEASE_MS, isAsked: true }
  const [claim] = await claimRefundInquiries(db, [refund.id], options)
  if (!claim) return { kind: 'busy' }
  const learned = {
    claim,
    outcome: outcomeOf(claim, verdict.answer, verdict.evidence),
    word: `${wordsFor(claim.refund.kind, verdict.answer)}: ${verdict.evidence}`,
    actor: verdict.actor,
    source: 'by hand',
    audit: auditOf(context, verdict),
  }
  const wishes = await mailWishesFor(context, refund.payment_id)
  const [status] = await writeRefundOutcomes(db, [learned], now(), patienceOf(config), wishes)
  if (!status) return { kind: 'over' }
  if (status === 'approved') await ringUndoings(context, refund.payment_id)
  return { kind: 'settled', status }
}

type Decisive = Exclude<RefundVerdictByHand['answer'], 'not_known'>

const wordsFor = (kind: RefundClaim['refund']['kind'], answer: Decisive): string => {
  const isVoid = kind === 'void'
  switch (answer) {
    case 'went_back':
      return isVoid ? 'it was voided' : 'it went back'
    case 'refused':
      return 'it was refused'
    case 'undone':
      return isVoid ? 'it has settled and was not voided' : 'it was voided, no money left'
    case 'never_arrived':
      return 'it never arrived'
  }
}

function outcomeOf(
  { refund }: RefundClaim,
  answer: Decisive,
  evidence: string,
): RefundLearned['outcome'] {
  const responseText = `By hand: ${evidence}`.slice(0, 100)
  const reply = { actionCode: null, responseText, approvalCode: null }
  switch (answer) {
    case 'went_back':
      return { kind: 'approved', reply }
    case 'refused':
      return { kind: 'declined', category: 'config', reply }
    case 'undone':
      // A void that did not happen because the payment has settled is the gateway's "no".
      return refund.kind === 'void'
        ? { kind: 'declined', category: 'config', reply }
        : { kind: 'not_given_back', cause: `voided: ${evidence}`, next: 'cancelled' }
    case 'never_arrived':
      return { kind: 'not_given_back', cause: `it never arrived: ${evidence}`, next: 'cancelled' }
  }
}

const auditOf = (
  { now }: Context,
  { refundId, actor, answer, evidence, address }: RefundVerdictByHand,
) => ({
  at: now(),
  actor,
  action: 'refund.settled_by_hand',
  subject: `refund:${refundId}`,
  details: { answer, evidence },
  address,
})

/** An answer that decides nothing stays in the history all the same. */
const note = (context: Context, verdict: RefundVerdictByHand, paymentId: string) => {
  const { db, now } = context
  const { actor, evidence } = verdict
  const reason = `refund: not known yet: ${evidence}`
  return transact(db, async (trx) => {
    await insertEvents(trx, [{ paymentId, from: null, to: null, actor, reason }], now())
    await recordAudit(trx, auditOf(context, verdict))
  })
}
