import type { Context } from '../context.ts'
import type { Claim } from '../db/claims.ts'
import { claimInquiries, writeStillOpen } from '../db/inquiries.ts'
import { type NotCharged, writeOutcomes } from '../db/outcomes.ts'
import { findRecords } from '../db/report-records.ts'
import { RESTORED } from '../domain/forgotten.ts'
import type { InquiryOutcome } from '../domain/outcome.ts'
import { isTooLate, type Patience, patienceOf } from '../domain/patience.ts'
import { mailWishes } from './mails/mail-wishes.ts'
import { outcomeOfRecords } from './reports/outcome-of-records.ts'
import { type ReportWord, readReportSilence } from './reports/report-silence.ts'
import { ringForWhatFollows } from './ring-for-what-follows.ts'

export interface Asked {
  /** Who asked: `worker` by the clock, or a person. */
  actor: string
  /** A person asks now, whenever the next time would be. */
  isAsked?: boolean
}

/**
 * Finds out about unknown outcomes and stores what it learns: from the gateway's report where that
 * shows the message already, else by asking the gateway. Returns how many are decided and how many
 * stay open. Failing to ask says nothing about the payment.
 */
export async function resolvePayments(
  context: Context,
  paymentIds: readonly string[],
  { actor, isAsked = false }: Asked,
): Promise<{ decided: number; open: number }> {
  const { db, gateway, config, now } = context
  const leaseMs = config.GATEWAY_TIMEOUT_MS + 10_000
  const claims = await claimInquiries(db, paymentIds, { now: now(), leaseMs, isAsked })
  const transactionIds = claims.map(({ attempt }) => attempt.transaction_id)
  const [records, silence] = await Promise.all([
    findRecords(db, transactionIds),
    readReportSilence(context),
  ])
  const results = await Promise.all(
    claims.map(async (claim) => {
      const shown = records.get(claim.attempt.transaction_id)
      const reported = shown && outcomeOfRecords(shown, claim.attempt)
      if (reported) return learn(context, claim, reported, { actor, source: 'report' })
      const { transaction_id, terminal_id: terminalId } = claim.attempt
      const outcome = await gateway.inquire(transaction_id, { terminalId })
      const report = shown ? 'shown' : silence(claim.attempt)
      const verdict = verdictOf(claim, outcome, now(), patienceOf(config), report)
      return learn(context, claim, verdict, { actor, source: 'inquiry', report })
    }),
  )
  const decided = results.filter(Boolean).length
  return { decided, open: results.length - decided }
}

interface Source {
  actor: string
  source: 'inquiry' | 'report'
  report?: ReportWord
}

/** True when the payment is decided. */
async function learn(
  context: Context,
  claim: Inquired,
  verdict: InquiryOutcome | NotCharged,
  { actor, source, report }: Source,
): Promise<boolean> {
  const { db, config, now } = context
  const patience = patienceOf(config)
  const isOpen =
    verdict.kind === 'unknown' ||
    verdict.kind === 'not_found' ||
    // Words that can be read two ways are a person's to read, and not taken back by silence.
    (claim.payment.status === 'review' &&
      (verdict.kind === 'review' || verdict.kind === 'not_charged'))
  if (isOpen) {
    const isNotFound = verdict.kind === 'not_found'
    const said = isNotFound ? NOT_FOUND[report ?? 'none'] : verdict.cause
    // What two answers "not found" could have settled and did not has time.
    const delayMs =
      isNotFound && !isProof(claim, now(), patience)
        ? patience.notFoundTwiceMs
        : patience.inquiryDelayMs(claim.payment.inquiries_made + 1)
    const lookAt = new Date(now().getTime() + delayMs)
    await writeStillOpen(db, { claim, said, isNotFound, actor, lookAt }, now())
    return false
  }
  const learned = { claim, outcome: verdict, actor, source }
  const wishes = await mailWishes(context, [claim.payment])
  const [settled] = await writeOutcomes(db, [learned], now(), patience, wishes)
  await ringForWhatFollows(context, claim, settled ?? null)
  return settled !== null && settled !== 'review'
}

const NOT_FOUND: Record<ReportWord, string> = {
  none: 'the gateway does not know it',
  unread: 'the gateway does not know it, and its report is not read that far',
  silent: 'the gateway does not know it, and its report does not show it',
  shown: 'the gateway does not know it, but its report shows it',
}

/** A claim of an inquiry, with what the gateway has said before. */
type Inquired = Claim & { notFoundAt: Date | null; cause: string | null }

/**
 * "Not found" counts as not charged only when the message is old enough to have arrived or be lost,
 * when the gateway has said so before, long enough ago (rules of the trade §1.4), and while no report
 * shows the message. It is then sent again under its TransactionID, which the gateway takes once.
 *
 * Where that is too late the payment is given up, and its document is free for a payment under
 * another TransactionID. There the gateway would refuse nothing, so where there are reports one must
 * have been read far past the message without it. It never counts after a refusal as a duplicate.
 * What a restored backup had forgotten is always too late: nobody knows what was agreed since.
 *
 * A bank debit is never given up by itself: whether an inquiry finds those is not known (IPpay facts
 * §7), and a report that lacks it may be late. What is known stands in the history, and a person
 * decides.
 */
export function verdictOf(
  claim: Inquired,
  outcome: InquiryOutcome,
  now: Date,
  patience: Patience,
  report: ReportWord = 'none',
): InquiryOutcome | NotCharged {
  const { payment, cause } = claim
  if (outcome.kind !== 'not_found' || !isProof(claim, now, patience)) return outcome
  if (report === 'shown' || cause === 'duplicate') return outcome
  const isLate =
    cause === RESTORED || isTooLate(payment.channel, now.getTime() - payment.created_at.getTime())
  if (!isLate) {
    return {
      kind: 'not_charged',
      cause: 'the gateway does not know it, asked twice',
      next: 'pending',
    }
  }
  if (payment.method_kind === 'bank' || report === 'unread') return outcome
  return {
    kind: 'not_charged',
    cause:
      report === 'silent'
        ? 'the gateway does not know it, asked twice, and its report does not show it'
        : 'the gateway does not know it, asked twice',
    next: 'cancelled',
  }
}

/** Another "not found" is the second one, long enough after the first and after the message. */
function isProof({ attempt, notFoundAt }: Inquired, now: Date, patience: Patience): boolean {
  if (notFoundAt === null) return false
  const isQuiet = now.getTime() - attempt.sent_at.getTime() >= patience.quietMs
  return isQuiet && now.getTime() - notFoundAt.getTime() >= patience.notFoundTwiceMs
}
