import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import type { Claim } from '../db/claims.ts'
import { claimInquiries } from '../db/inquiries.ts'
import { type Learned, writeOutcomes } from '../db/outcomes.ts'
import { insertEvents } from '../db/payment-events.ts'
import { findPayment } from '../db/payments.ts'
import { patienceOf } from '../domain/patience.ts'
import { canMove, type PaymentStatus } from '../domain/payment.ts'
import { scrub } from '../gateway/scrub.ts'
import { finishRun } from './finish-run.ts'
import { mailWishes } from './mails/mail-wishes.ts'

export const ANSWERS = ['charged', 'declined', 'voided', 'never_arrived', 'not_known'] as const

/** What a person found out at the gateway or the bank about a payment that nobody was sure of. */
export interface Verdict {
  paymentId: string
  actor: string
  answer: (typeof ANSWERS)[number]
  /** Of the gateway, for `charged`. */
  approvalCode?: string
  /** Where it was seen: kept for ever in the history. */
  evidence: string
}

export type SettleResult =
  | { kind: 'settled'; status: PaymentStatus }
  | { kind: 'noted' }
  /** A worker is asking the gateway at this moment. */
  | { kind: 'busy' }
  /** It is not unknown any more. */
  | { kind: 'over' }

/** While a person's answer is written nobody asks the gateway; the write ends it. */
const LEASE_MS = 30_000

/**
 * Settles an unknown payment by what a person knows, with all the effects that the gateway's own
 * answer has. The claim keeps workers away, so that a payment which one of them has just sent again
 * cannot be settled by what was true before.
 */
export async function settleUnknown(
  context: Context,
  { evidence, ...said }: Verdict,
): Promise<SettleResult> {
  const { db, config, now } = context
  const verdict = { ...said, evidence: scrub(evidence) }
  const { answer } = verdict
  const payment = await findPayment(db, verdict.paymentId)
  if (payment?.status !== 'unknown' && payment?.status !== 'review') return { kind: 'over' }
  if (answer === 'not_known') {
    await note(context, verdict, payment.transaction_id)
    await audit(context, verdict, payment.status)
    return { kind: 'noted' }
  }
  const [claim] = await claimInquiries(db, [payment.id], {
    now: now(),
    leaseMs: LEASE_MS,
    isAsked: true,
  })
  if (!claim) return { kind: 'busy' }
  await note(context, verdict, claim.attempt.transaction_id)
  const learned = {
    claim,
    outcome: outcomeOf(claim, answer, verdict),
    actor: verdict.actor,
    source: 'by hand',
  }
  const wishes = await mailWishes(context, [claim.payment])
  const [status] = await writeOutcomes(db, [learned], now(), patienceOf(config), wishes)
  if (!status) return { kind: 'over' }
  await audit(context, verdict, status)
  await letItGoOn(context, claim, status)
  return { kind: 'settled', status }
}

const WORDS: Record<Verdict['answer'], string> = {
  charged: 'it was charged',
  declined: 'it was declined',
  voided: 'it was voided',
  never_arrived: 'it never arrived',
  not_known: 'not known yet',
}

function outcomeOf(
  { payment }: Claim,
  answer: Exclude<Verdict['answer'], 'not_known'>,
  { approvalCode, evidence }: Verdict,
): Learned['outcome'] {
  const reply = {
    actionCode: null,
    responseText: `By hand: ${evidence}`.slice(0, 100),
    approvalCode: approvalCode ?? null,
  }
  switch (answer) {
    case 'charged':
      return { kind: 'approved', reply }
    case 'declined':
      // Without the gateway's code nobody knows why, and no card is given up on hearsay.
      return { kind: 'declined', category: 'soft', reply: { ...reply, approvalCode: null } }
    case 'voided': {
      const next = canMove(payment.status, 'voided') ? 'voided' : 'cancelled'
      return { kind: 'not_charged', cause: `${WORDS.voided}: ${evidence}`, next }
    }
    case 'never_arrived':
      return { kind: 'not_charged', cause: `${WORDS[answer]}: ${evidence}`, next: 'cancelled' }
  }
}

/** What was said, in the history of the payment, whatever comes of it. */
const note = (
  { db, now }: Context,
  { paymentId, actor, answer, approvalCode, evidence }: Verdict,
  transactionId: string | null,
) => {
  const words = approvalCode ? `${WORDS[answer]} (approval ${approvalCode})` : WORDS[answer]
  const event = { paymentId, from: null, to: null, actor, reason: `${words}: ${evidence}` }
  return insertEvents(db, [{ ...event, transactionId }], now())
}

const audit = (
  { db, now }: Context,
  { paymentId, actor, ...details }: Verdict,
  status: PaymentStatus,
) =>
  recordAudit(db, {
    at: now(),
    actor,
    action: 'payment.settled_by_hand',
    subject: `payment:${paymentId}`,
    details: { ...details, status },
  })

async function letItGoOn(
  context: Context,
  { payment }: Claim,
  status: PaymentStatus,
): Promise<void> {
  if (status === 'approved') await context.bell.ring('record-payment', { paymentIds: [payment.id] })
  if (payment.run_id !== null) await finishRun(context, payment.run_id)
}
