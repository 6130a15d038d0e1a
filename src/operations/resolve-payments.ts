import type { Context } from '../context.ts'
import type { Claim } from '../db/claims.ts'
import { claimInquiries, writeStillOpen } from '../db/inquiries.ts'
import { type NotCharged, writeOutcomes } from '../db/outcomes.ts'
import type { InquiryOutcome } from '../domain/outcome.ts'
import { type Patience, patienceOf } from '../domain/patience.ts'
import { isAttended } from '../domain/payment.ts'
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
  claim: Claim & { notFoundAt: Date | null },
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

/**
 * "Not found" counts as not charged only when the message is old enough to have arrived or be lost,
 * and when the gateway has said so before, long enough ago (rules of the trade §1.4).
 */
export function verdictOf(
  { payment, attempt, notFoundAt }: Claim & { notFoundAt: Date | null },
  outcome: InquiryOutcome,
  now: Date,
  patience: Patience,
): InquiryOutcome | NotCharged {
  if (outcome.kind !== 'not_found' || notFoundAt === null) return outcome
  const isQuiet = now.getTime() - attempt.sent_at.getTime() >= patience.quietMs
  const isTwice = now.getTime() - notFoundAt.getTime() >= patience.notFoundTwiceMs
  if (!isQuiet || !isTwice) return outcome
  return {
    kind: 'not_charged',
    cause: 'the gateway does not know it, asked twice',
    // Nobody waits at a screen for a run. Whoever does has been told to wait, and pays anew.
    next: isAttended(payment.channel) ? 'cancelled' : 'pending',
  }
}
