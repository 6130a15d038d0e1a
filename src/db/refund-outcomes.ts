import { sql } from 'kysely'
import type { DeclineCategory, InquiryOutcome, Outcome, Reply } from '../domain/outcome.ts'
import type { Patience } from '../domain/patience.ts'
import type { AttemptStatus } from '../domain/payment.ts'
import { REFUND_GIVEN_UP_MS, type RefundStatus, refundStatusesLeadingTo } from '../domain/refund.ts'
import { type AuditEvent, recordAudit } from './audit.ts'
import type { Db } from './connect.ts'
import type { MailWishes } from './mails.ts'
import { insertEvents } from './payment-events.ts'
import type { RefundClaim } from './refund-claims.ts'
import { giveBack, makeRoom } from './refund-effects.ts'
import { findRefund, lockPayment } from './refunds.ts'
import type { Refund } from './schema.ts'
import { type Trx, transact } from './transact.ts'

/** What was learned about one message of a refund, and from whom. */
export interface RefundLearned {
  claim: RefundClaim
  outcome: Outcome | InquiryOutcome | NotGivenBack
  /** `gateway` for its own answer, else who asked. */
  actor: string
  /** How we know: "answer", "inquiry", "report", or a person's words. */
  source: string
  /** Our words for it, where the gateway's would not help a clerk. */
  word?: string
  /** Written in the same transaction, if it changed something. */
  audit?: AuditEvent
}

/** Proven: no money went back. A void is then sent once more, everything else is given up. */
export interface NotGivenBack {
  kind: 'not_given_back'
  cause: string
  next: 'pending' | 'cancelled'
}

/** What became of the refund by it, now or before; null when it had moved on in another way. */
export type RefundSettled = RefundStatus | null

/**
 * The one way from an outcome to its effects, however it was learned: the refund's status, its
 * attempt, the payment's status and what was given back of it, the outbox to Splynx, the history.
 * May be repeated: what has been written is not written again. Returns one result for each, in order.
 */
export async function writeRefundOutcomes(
  db: Db,
  learned: readonly RefundLearned[],
  now: Date,
  patience: Patience,
  wishes: MailWishes,
): Promise<RefundSettled[]> {
  const settled: RefundSettled[] = []
  // One transaction each: refunds are few, and each locks the payment that it belongs to.
  for (const item of learned) {
    settled.push(await transact(db, (trx) => writeOne(trx, item, now, patience, wishes)))
  }
  return settled
}

async function writeOne(
  trx: Trx,
  learned: RefundLearned,
  now: Date,
  patience: Patience,
  wishes: MailWishes,
): Promise<RefundSettled> {
  const { claim, outcome, actor, source } = learned
  const payment = await lockPayment(trx, claim.refund.payment_id)
  const refund = await findRefund(trx, claim.refund.id)
  if (!payment || !refund || refund.transaction_id !== claim.attempt.transaction_id) return null
  const effect = effectOf(learned, refund, now, patience)
  const { to, word } = effect
  if (to === 'approved' && refund.status === 'approved') return 'approved'

  const note = (reason: string) =>
    insertEvents(
      trx,
      [
        {
          paymentId: payment.id,
          from: null,
          to: null,
          actor,
          reason: `refund: ${reason}`,
          transactionId: refund.transaction_id,
        },
      ],
      now,
    )
  // A refund that had been given up and went through after all.
  const isLate = refund.status === 'declined' || refund.status === 'cancelled'
  if (to === 'approved' && isLate && !(await makeRoom(trx, refund, now))) {
    await note(
      `${source}: approved although it was ${refund.status}: MORE WENT BACK THAN WAS TAKEN`,
    )
    return null
  }
  if (!(await move(trx, refund, effect, now))) return null
  await writeAttempt(trx, claim, effect, outcome, now)
  await note(`${refund.kind} ${to} (${source}): ${word}`)
  if (to === 'approved') await giveBack(trx, { payment, refund, actor }, now, wishes)
  if (learned.audit) await recordAudit(trx, learned.audit)
  return to
}

/** Where an outcome is still to be learned. Elsewhere only an approval can say something new. */
const OPEN = ['submitting', 'unknown', 'review'] as const
const isOpen = (status: RefundStatus): boolean => (OPEN as readonly string[]).includes(status)

/** Moves it along a legal edge, by one statement that two workers cannot both win. */
async function move(
  trx: Trx,
  refund: Refund,
  { to, word, lookAt, isLost }: Effect,
  now: Date,
): Promise<boolean> {
  const from = refundStatusesLeadingTo(to).filter((status) => to === 'approved' || isOpen(status))
  const { numUpdatedRows } = await trx
    .updateTable('refunds')
    .set({
      status: to,
      last_word: word.slice(0, 255),
      lease_until: null,
      look_at: lookAt ?? null,
      updated_at: now,
      ...(isLost ? { lost_at: sql<Date>`coalesce(lost_at, ${now})` } : {}),
    })
    .where('id', '=', refund.id)
    .where('status', 'in', from)
    .where('transaction_id', '=', refund.transaction_id)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

interface Effect {
  to: RefundStatus
  word: string
  attempt: AttemptStatus
  cause?: string
  lookAt?: Date
  /** An answer got lost. */
  isLost?: boolean
}

function effectOf(
  { outcome, word }: RefundLearned,
  refund: Refund,
  now: Date,
  patience: Patience,
): Effect {
  const later = (delayMs: number) => new Date(now.getTime() + delayMs)
  switch (outcome.kind) {
    case 'approved':
      return { to: 'approved', word: word ?? 'approved', attempt: 'approved' }
    case 'declined': {
      const said = word ?? outcome.reply.responseText ?? 'the gateway said no'
      return { to: 'declined', word: said, attempt: 'declined' }
    }
    case 'unreached': {
      const attempt = { attempt: 'never_sent', cause: outcome.cause } as const
      const waitedMs = now.getTime() - refund.created_at.getTime()
      if (waitedMs <= REFUND_GIVEN_UP_MS) {
        const lookAt = later(patience.unreachedDelayMs(waitedMs))
        return { to: 'pending', word: `not sent: ${outcome.cause}`, lookAt, ...attempt }
      }
      const gaveUp = `the gateway could not be reached: ${outcome.cause}`
      // An earlier message of a void got lost, so giving up would claim more than is known.
      if (refund.lost_at) return { to: 'review', word: gaveUp, attempt: 'review', cause: gaveUp }
      return { to: 'cancelled', word: gaveUp, ...attempt }
    }
    case 'not_given_back': {
      const { next, cause } = outcome
      const lookAt = next === 'pending' ? now : undefined
      return { to: next, word: word ?? cause, attempt: 'not_charged', cause, lookAt }
    }
    case 'review':
      return { to: 'review', word: word ?? outcome.cause, attempt: 'review', cause: outcome.cause }
    case 'unknown':
    case 'not_found': {
      const cause = outcome.kind === 'unknown' ? outcome.cause : 'the gateway does not know it yet'
      const lookAt = later(patience.inquiryDelayMs(0))
      return { to: 'unknown', word: word ?? cause, attempt: 'unknown', cause, lookAt, isLost: true }
    }
  }
}

async function writeAttempt(
  trx: Trx,
  { attempt }: RefundClaim,
  effect: Effect,
  outcome: RefundLearned['outcome'],
  now: Date,
): Promise<void> {
  const reply = 'reply' in outcome ? outcome.reply : undefined
  await trx
    .updateTable('attempts')
    .set({
      status: effect.attempt,
      cause: effect.cause?.slice(0, 255) ?? null,
      category: categoryOf(outcome),
      answered_at: effect.attempt === 'never_sent' ? null : now,
      ...replyColumns(reply),
    })
    .where('transaction_id', '=', attempt.transaction_id)
    .execute()
}

const categoryOf = (outcome: RefundLearned['outcome']): DeclineCategory | null =>
  outcome.kind === 'declined' ? outcome.category : null

const replyColumns = (reply: Reply | undefined) => ({
  action_code: reply?.actionCode ?? null,
  response_text: reply?.responseText ?? null,
  approval_code: reply?.approvalCode ?? null,
})
