import type { Context } from '../../context.ts'
import { closeMissing, insertMismatches } from '../../db/mismatches.ts'
import { writeOutcomes } from '../../db/outcomes.ts'
import {
  findFirstSentAt,
  listRecordsToTakeIn,
  type RecordToTakeIn,
  writeTakenIn,
} from '../../db/report-records.ts'
import type { NewMismatch } from '../../db/schema.ts'
import { listUsedTerminals } from '../../db/terminals.ts'
import { patienceOf } from '../../domain/patience.ts'
import { mailWishes } from '../mails/mail-wishes.ts'
import { resolvePayments } from '../resolve-payments.ts'
import { findLateApprovals } from './late-approvals.ts'
import { isApproved, outcomeOfRecords } from './outcome-of-records.ts'
import { settleRefundsByRecords } from './settle-refunds.ts'

const RECORDS_AT_ONCE = 200

/**
 * Draws the consequences of what the reports of messages said: unknown outcomes are settled, refunds
 * too, and where the gateway's books differ from ours people are told. Each record is taken in once;
 * a crash on the way leaves it for the next time.
 */
export async function takeInRecords(context: Context, kind: 'credit' | 'ach'): Promise<number> {
  const { db, config, now } = context
  const [firstSentAt, terminals] = await Promise.all([
    findFirstSentAt(db),
    listUsedTerminals(db, config.IPPAY_TERMINAL_ID),
  ])
  let taken = 0
  for (let afterId = 0; ; ) {
    const batch = await listRecordsToTakeIn(db, kind, afterId, RECORDS_AT_ONCE)
    if (batch.length === 0) return taken
    await closeMissing(
      db,
      batch.flatMap(({ attempt }) => attempt?.transaction_id ?? []),
      now(),
    )
    await noteLateApprovals(context, batch)
    const givenBack = await settleRefundsByRecords(context, batch)
    await insertMismatches(db, [
      ...batch.flatMap((item) => mismatchOf(item, { firstSentAt, terminals }, now()) ?? []),
      ...givenBack.map((item) => ({
        ...rowOf(item, now()),
        kind: 'not_ours' as const,
        payment_id: item.attempt?.payment_id,
      })),
    ])
    await settlePayments(context, batch)
    await writeTakenIn(
      db,
      batch.map(({ record }) => record.id),
      now(),
    )
    taken += batch.length
    afterId = batch.at(-1)!.record.id
  }
}

/** Settled now where nobody else is asking; whoever asks next finds the records as well. */
async function settlePayments(context: Context, batch: readonly RecordToTakeIn[]): Promise<void> {
  const decided = batch.flatMap(({ record, attempt, payment }) => {
    const isOpen = payment?.status === 'unknown' || payment?.status === 'review'
    return attempt && isOpen && outcomeOfRecords([record], attempt) ? attempt.payment_id : []
  })
  const ids = [...new Set(decided)]
  if (ids.length > 0) await resolvePayments(context, ids, { actor: 'report', isAsked: true })
}

/** The gateway took money for a payment that had been given up, or waits to be sent again. */
async function noteLateApprovals(
  context: Context,
  batch: readonly RecordToTakeIn[],
): Promise<void> {
  const { db, log, config, now } = context
  const late = await findLateApprovals(db, batch)
  if (late.length === 0) return
  const ids = late.map(({ claim }) => claim.payment.id)
  log.error({ paymentIds: ids }, 'the report shows approvals of payments that are not taken')
  const payments = late.map(({ claim }) => claim.payment)
  const wishes = await mailWishes(context, payments)
  await writeOutcomes(db, late, now(), patienceOf(config), wishes)
}

const MONEY_TYPES = ['SALE', 'CAPT', 'FORCE', 'CHECK', 'CREDIT', 'REVERSAL']

/**
 * What the gateway took before our first message, and what a terminal took that is none of ours, is
 * not for us to judge.
 */
function mismatchOf(
  item: RecordToTakeIn,
  { firstSentAt, terminals }: { firstSentAt: Date | null; terminals: readonly string[] },
  now: Date,
): NewMismatch | null {
  const { record, attempt } = item
  const { request_type, amount_cents, at, terminal_id } = record
  if (!isApproved(record) || !MONEY_TYPES.includes(request_type)) return null
  if (terminal_id !== '' && !terminals.includes(terminal_id)) return null
  if (!attempt) {
    const isBefore = firstSentAt === null || (at !== null && at < firstSentAt)
    return isBefore ? null : { ...rowOf(item, now), kind: 'not_ours' }
  }
  const isSameMessage = request_type === attempt.kind.toUpperCase()
  const isOther = amount_cents !== null && amount_cents !== attempt.amount_cents
  return isSameMessage && isOther && attempt.status === 'approved'
    ? { ...rowOf(item, now), kind: 'amount', payment_id: attempt.payment_id }
    : null
}

const rowOf = ({ record }: RecordToTakeIn, now: Date) => ({
  reference: record.transaction_id || record.gateway_id,
  request_type: record.request_type,
  amount_cents: record.amount_cents,
  at: record.at,
  found_at: now,
})
