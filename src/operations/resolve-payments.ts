import type { Context } from '../context.ts'
import type { Claim } from '../db/claims.ts'
import { claimInquiries, writeStillOpen } from '../db/inquiries.ts'
import { type NotCharged, writeOutcomes } from '../db/outcomes.ts'
import type { InquiryOutcome } from '../domain/outcome.ts'
import { isTooLate, type Patience, patienceOf } from '../domain/patience.ts'
import { finishRun } from './finish-run.ts'
import { ringPayment } from './ring-payment.ts'

export interface Asked {
  /** Who asked: `worker` by the clock, or a person. */
  actor: string
  /** A person asks now, whenever the next time would be. */
  isAsked?: boolean
}

/**
 * Asks the gateway about unknown outcomes and stores what it says. Returns how many are decided and
 * how many stay open. Failing to ask says nothing about the payment.
 */
export async function resolvePayments(
  context: Context,
  paymentIds: readonly string[],
  { actor, isAsked = false }: Asked,
): Promise<{ decided: number; open: number }> {
  const { db, gateway, config, now } = context
  const leaseMs = config.GATEWAY_TIMEOUT_MS + 10_000
  const patience = patienceOf(config)
  const claims = await claimInquiries(db, paymentIds, { now: now(), leaseMs, isAsked })
  const results = await Promise.all(
    claims.map(async (claim) => {
      const outcome = await gateway.inquire(claim.attempt.transaction_id)
      return learn(context, claim, outcome, actor, patience)
    }),
  )
  const decided = results.filter(Boolean).length
  return { decided, open: results.length - decided }
}

/** True when the payment is decided. */
async function learn(
  context: Context,
  claim: Inquired,
  outcome: InquiryOutcome,
  actor: string,
  patience: Patience,
): Promise<boolean> {
  const { db, now } = context
  const verdict = verdictOf(claim, outcome, now(), patience)
  const isOpen =
    verdict.kind === 'unknown' ||
    verdict.kind === 'not_found' ||
    // Words that can be read two ways are a person's to read, and not taken back by silence.
    (claim.payment.status === 'review' &&
      (verdict.kind === 'review' || verdict.kind === 'not_charged'))
  if (isOpen) {
    const isNotFound = verdict.kind === 'not_found'
    const said = isNotFound ? 'the gateway does not know it' : verdict.cause
    const delayMs = isNotFound
      ? patience.notFoundTwiceMs
      : patience.inquiryDelayMs(claim.payment.inquiries_made + 1)
    const lookAt = new Date(now().getTime() + delayMs)
    await writeStillOpen(db, { claim, said, isNotFound, actor, lookAt }, now())
    return false
  }
  const [settled] = await writeOutcomes(
    db,
    [{ claim, outcome: verdict, actor, source: 'inquiry' }],
    now(),
    patience,
  )
  await ringForWhatFollows(context, claim, settled ?? null)
  return settled !== null && settled !== 'review'
}

async function ringForWhatFollows(
  context: Context,
  { payment }: Claim,
  settled: string | null,
): Promise<void> {
  if (settled === 'approved')
    await context.bell.ring('record-payment', { paymentIds: [payment.id] })
  if (settled === 'pending') await ringPayment(context, payment)
  else if (settled && payment.run_id !== null) await finishRun(context, payment.run_id)
}

/** A claim of an inquiry, with what the gateway has said before. */
type Inquired = Claim & { notFoundAt: Date | null; cause: string | null }

/**
 * "Not found" counts as not charged only when the message is old enough to have arrived or be lost,
 * and when the gateway has said so before, long enough ago (rules of the trade §1.4). It is then sent
 * again under its TransactionID, which the gateway takes once, or given up when that is too late.
 * It never counts after a refusal as a duplicate, and never frees a bank debit's document, because
 * whether the gateway finds those is not known (IPpay facts §7).
 */
export function verdictOf(
  { payment, attempt, notFoundAt, cause }: Inquired,
  outcome: InquiryOutcome,
  now: Date,
  patience: Patience,
): InquiryOutcome | NotCharged {
  if (outcome.kind !== 'not_found' || notFoundAt === null) return outcome
  const isQuiet = now.getTime() - attempt.sent_at.getTime() >= patience.quietMs
  const isTwice = now.getTime() - notFoundAt.getTime() >= patience.notFoundTwiceMs
  if (!isQuiet || !isTwice || cause === 'duplicate') return outcome
  const isLate = isTooLate(payment.channel, now.getTime() - payment.created_at.getTime())
  if (isLate && payment.method_kind === 'bank') return outcome
  return {
    kind: 'not_charged',
    cause: 'the gateway does not know it, asked twice',
    next: isLate ? 'cancelled' : 'pending',
  }
}
