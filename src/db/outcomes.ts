import { sql } from 'kysely'
import { mailOfOutcome } from '../domain/mail.ts'
import type { DeclineCategory, InquiryOutcome, Outcome, Reply } from '../domain/outcome.ts'
import { isTooLate, type Patience } from '../domain/patience.ts'
import type { AttemptStatus, PaymentStatus } from '../domain/payment.ts'
import { attemptRow, type Claim } from './claims.ts'
import type { Db } from './connect.ts'
import { insertMails, type MailWishes, type NewMail } from './mails.ts'
import { disableMethods } from './methods.ts'
import { insertEvents } from './payment-events.ts'
import { type Move, movePayments } from './payments.ts'
import { insertRecordings } from './recordings.ts'
import type { NewAttempt } from './schema.ts'
import { type Trx, transact } from './transact.ts'

/** What was learned about one message, and from whom. */
export interface Learned {
  claim: Claim
  outcome: Outcome | InquiryOutcome | NotCharged
  /** `worker` for the gateway's own answer, else who asked. */
  actor: string
  /** How we know: "answer", "inquiry", or a person's words. */
  source: string
}

/** Proven: the gateway does not know it, twice and long after, or a person has evidence. */
export interface NotCharged {
  kind: 'not_charged'
  cause: string
  /** To be sent once more under the same TransactionID, given up, or taken back at the gateway. */
  next: 'pending' | 'cancelled' | 'voided'
}

/**
 * What became of a payment by it, now or when the same was written before. Null when the payment had
 * moved on in another way, so that nothing was changed.
 */
export type Settled = PaymentStatus | null

/**
 * The one way from an outcome to its effects, however it was learned: the payment's status, its
 * attempt, its history, the outboxes to Splynx and to the customer, the method. Writes many at once in one transaction and
 * may be repeated: what has been written is not written again. Returns one result for each, in order.
 */
export function writeOutcomes(
  db: Db,
  learned: readonly Learned[],
  now: Date,
  patience: Patience,
  wishes: MailWishes,
): Promise<Settled[]> {
  return transact(db, async (trx) => {
    const effects = learned.map((item) => effectOf(item, now, patience))
    const moved = await movePayments(
      trx,
      // Each carries its effect, because two of them may be about one payment and only one is made.
      effects.map((effect, at) => ({ ...effect.move, effect, learned: learned[at]! })),
      now,
    )
    const made = moved.map(({ effect }) => effect)
    await writeAttempts(
      trx,
      made.map(({ attempt }) => attempt),
    )
    const approved = moved.filter(({ to }) => to === 'approved')
    const fresh = approved.filter(({ learned }) => learned.source === 'answer')
    await insertRecordings(trx, idsOf(fresh), now)
    // Learned afterwards, perhaps by a database that was restored: Splynx may have it already.
    const later = approved.filter((one) => !fresh.includes(one))
    await insertRecordings(trx, idsOf(later), now, 1)
    await disableMethods(
      trx,
      made.flatMap(({ uselessMethodId }) => uselessMethodId ?? []),
      'Declined for good by the bank',
      now,
    )
    const mails = moved.flatMap(({ to, learned }) => mailAbout(to, learned) ?? [])
    await insertMails(trx, mails, wishes, now)
    const won = new Set(made)
    const late = effects.filter((effect) => effect.move.to === 'approved' && !won.has(effect))
    const known = await noteLateApprovals(trx, late, now)
    return effects.map((effect) => (won.has(effect) ? effect.move.to : (known.get(effect) ?? null)))
  })
}

const idsOf = (moves: readonly Move[]): string[] => moves.map(({ id }) => id)

function mailAbout(to: PaymentStatus, { claim, source }: Learned): NewMail | null {
  const { id, customer_id, partner_id, method_kind, channel } = claim.payment
  const { transaction_id, sent_at } = claim.attempt
  const isAnswer = source === 'answer'
  const kind = mailOfOutcome({ to, methodKind: method_kind, channel, isAnswer })
  return (
    kind && {
      kind,
      // A payment is taken once, and may be declined more often.
      subject: `${kind}:${kind === 'declined' ? transaction_id : id}`,
      customerId: customer_id,
      partnerId: partner_id,
      paymentId: id,
      sourceId: transaction_id,
      isBulk: channel === 'run' || channel === 'schedule',
      happenedAt: sent_at,
    }
  )
}

const TAKEN: readonly PaymentStatus[] = ['approved', 'recorded', 'voided', 'refunded', 'returned']

/**
 * An approval that changes nothing was either written before, or it came after the payment had been
 * given up: then the gateway has money that no status shows. The history says so, and the attempt
 * stands on the clerks' list until that money has gone back. Returns the status of the former.
 */
async function noteLateApprovals(
  trx: Trx,
  late: readonly Effect[],
  now: Date,
): Promise<Map<Effect, PaymentStatus>> {
  const known = new Map<Effect, PaymentStatus>()
  if (late.length === 0) return known
  const rows = await trx
    .selectFrom('payments')
    .select(['id', 'status', 'transaction_id'])
    .where(
      'id',
      'in',
      late.map(({ move }) => move.id),
    )
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const lost = late.filter((effect) => {
    const row = byId.get(effect.move.id)
    if (!row) return false
    const isKnown = row.transaction_id === effect.move.transactionId && TAKEN.includes(row.status)
    if (isKnown) known.set(effect, row.status)
    return !isKnown
  })
  const news: Effect[] = []
  for (const effect of lost) if (await keepLateApproval(trx, effect, now)) news.push(effect)
  const events = news.map(({ move }) => ({
    paymentId: move.id,
    from: null,
    to: null,
    actor: move.actor,
    reason: `${move.reason}, too late: it was ${byId.get(move.id)?.status} by then`,
    transactionId: move.transactionId ?? null,
  }))
  await insertEvents(trx, events, now)
  return known
}

/** False when it is known already, whether that money has gone back since or not. */
async function keepLateApproval(trx: Trx, { attempt }: Effect, now: Date): Promise<boolean> {
  const { action_code, response_text, approval_code } = attempt
  const { numUpdatedRows } = await trx
    .updateTable('attempts')
    .set({
      status: 'approved',
      action_code,
      response_text,
      approval_code,
      cause: null,
      category: null,
      answered_at: now,
      late_at: now,
    })
    .where('transaction_id', '=', attempt.transaction_id)
    .where('status', '<>', 'approved')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Where an outcome is still to be learned. What is certain changes by other doors only. */
const OPEN = ['submitting', 'unknown', 'review'] as const

interface Effect {
  move: Move
  attempt: NewAttempt
  uselessMethodId?: number
}

function effectOf(
  { claim, outcome, actor, source }: Learned,
  now: Date,
  patience: Patience,
): Effect {
  const { payment } = claim
  const move = (to: PaymentStatus, reason: string, changes: Move['changes'] = {}): Move => ({
    id: payment.id,
    to,
    from: OPEN,
    transactionId: claim.attempt.transaction_id,
    changes: { lease_until: null, look_at: null, reason: reason.slice(0, 255), ...changes },
    actor,
    reason: `${source}: ${reason}`,
  })
  const attempt = (status: AttemptStatus, cause: string | null, reply?: Reply): NewAttempt => ({
    ...attemptRow(claim),
    status,
    cause: cause?.slice(0, 255) ?? null,
    answered_at: now,
    ...replyColumns(reply),
  })
  const later = (delayMs: number) => new Date(now.getTime() + delayMs)

  switch (outcome.kind) {
    case 'approved':
      return {
        // One that waits to be sent once more need not be sent any more.
        move: { ...move('approved', 'approved'), from: [...OPEN, 'pending'] },
        attempt: attempt('approved', null, outcome.reply),
      }
    case 'declined': {
      const { reply, category } = outcome
      const reason = reply.responseText ?? 'declined'
      const changes = { decline_code: reply.actionCode, decline_category: category }
      return {
        move: move('declined', reason, changes),
        attempt: { ...attempt('declined', null, reply), category },
        ...(isForGood(category) ? { uselessMethodId: payment.method_id } : {}),
      }
    }
    case 'unreached': {
      const waitedMs = now.getTime() - payment.created_at.getTime()
      const lookAt = later(patience.unreachedDelayMs(waitedMs))
      return {
        move: isTooLate(payment.channel, waitedMs)
          ? move('cancelled', `the gateway could not be reached: ${outcome.cause}`)
          : move('pending', `not sent: ${outcome.cause}`, { look_at: lookAt }),
        attempt: { ...attempt('never_sent', outcome.cause), answered_at: null },
      }
    }
    case 'not_charged':
      return {
        move: move(outcome.next, outcome.cause, outcome.next === 'pending' ? { look_at: now } : {}),
        attempt: attempt('not_charged', outcome.cause),
      }
    case 'review':
      return {
        move: move('review', outcome.cause),
        attempt: attempt('review', outcome.cause, outcome.reply),
      }
    case 'unknown':
    case 'not_found': {
      const cause = outcome.kind === 'unknown' ? outcome.cause : 'the gateway does not know it yet'
      const reply = outcome.kind === 'unknown' ? outcome.reply : undefined
      return {
        move: move('unknown', cause, { look_at: later(patience.inquiryDelayMs(0)) }),
        attempt: attempt('unknown', cause, reply),
      }
    }
  }
}

const isForGood = (category: DeclineCategory): boolean => category === 'hard'

const replyColumns = (reply: Reply | undefined) => ({
  action_code: reply?.actionCode ?? null,
  response_text: reply?.responseText ?? null,
  approval_code: reply?.approvalCode ?? null,
  avs: reply?.avs ?? null,
  cvv_result: reply?.cvvResult ?? null,
})

const GIVEN = [
  'status',
  'action_code',
  'category',
  'response_text',
  'approval_code',
  'avs',
  'cvv_result',
  'cause',
  'answered_at',
] as const

async function writeAttempts(trx: Trx, rows: NewAttempt[]): Promise<void> {
  if (rows.length === 0) return
  await trx
    .insertInto('attempts')
    .values(rows.map((row) => ({ category: null, ...row })))
    .onDuplicateKeyUpdate(
      Object.fromEntries(GIVEN.map((column) => [column, sql`values(${sql.ref(column)})`])),
    )
    .execute()
}
