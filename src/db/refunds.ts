import { REFUND_COUNTS, type RefundFacts, VOID_REFUSALS } from '../domain/refund.ts'
import type { Db } from './connect.ts'
import { insertEvents } from './payment-events.ts'
import type { Attempt, NewRefund, Payment, Refund } from './schema.ts'
import type { Trx } from './transact.ts'

/** An approved message about a payment, whose money may go back. */
export interface Refundable {
  payment: Payment
  /** The message that took the money. */
  original: Attempt
  facts: RefundFacts
  /** The approval came after the payment had been given up: no status and no Splynx shows it. */
  isLate: boolean
}

/**
 * What can be given back of a payment: what its own approved message took or, when named, another
 * one whose approval came too late. Undefined when there is no such money.
 */
export async function findRefundable(
  db: Db,
  paymentId: string,
  originalId?: string,
): Promise<Refundable | undefined> {
  const payment = await db
    .selectFrom('payments')
    .selectAll()
    .where('id', '=', paymentId)
    .executeTakeFirst()
  return payment && refundableOf(db, payment, originalId)
}

/** The same with the payment's row locked: nobody else can open or decide a refund of it meanwhile. */
export async function lockRefundable(
  trx: Trx,
  paymentId: string,
  originalId?: string,
): Promise<Refundable | undefined> {
  const payment = await lockPayment(trx, paymentId)
  return payment && refundableOf(trx, payment, originalId)
}

/** Every change of a refund begins with this lock, so that sums over all of them hold. */
export const lockPayment = (trx: Trx, paymentId: string): Promise<Payment | undefined> =>
  trx.selectFrom('payments').selectAll().where('id', '=', paymentId).forUpdate().executeTakeFirst()

async function refundableOf(
  db: Db,
  payment: Payment,
  originalId?: string,
): Promise<Refundable | undefined> {
  const isOwn = originalId === undefined || originalId === payment.transaction_id
  const wanted = originalId ?? payment.transaction_id
  if (wanted === null) return undefined
  const original = await db
    .selectFrom('attempts')
    .selectAll()
    .where('transaction_id', '=', wanted)
    .where('payment_id', '=', payment.id)
    .where('status', '=', 'approved')
    .where('refund_id', 'is', null)
    .executeTakeFirst()
  if (!original) return undefined
  const isLate = original.late_at !== null
  const isTaken = isOwn && (payment.status === 'approved' || payment.status === 'recorded')
  if (!isLate && !isTaken) return undefined
  const [{ cents }, refusal] = await Promise.all([
    sumOfRefunds(db, original.transaction_id),
    findVoidRefusal(db, original.transaction_id),
  ])
  const facts: RefundFacts = {
    methodKind: original.kind === 'check' ? 'bank' : 'card',
    takenCents: original.amount_cents,
    spokenForCents: Number(cents ?? 0),
    sentAt: original.sent_at,
    answeredAt: original.answered_at,
    isVoidRefused: refusal !== undefined,
  }
  return { payment, original, facts, isLate }
}

const sumOfRefunds = (db: Db, originalId: string) =>
  db
    .selectFrom('refunds')
    .select(({ fn }) => fn.sum('amount_cents').as('cents'))
    .where('original_id', '=', originalId)
    .where('status', 'in', REFUND_COUNTS)
    .executeTakeFirstOrThrow()

/** A void that the gateway would not do as things stood, or of which a person says so (no code). */
const findVoidRefusal = (db: Db, originalId: string) =>
  db
    .selectFrom('refunds')
    .innerJoin('attempts', 'attempts.transaction_id', 'refunds.transaction_id')
    .select('refunds.id')
    .where('refunds.original_id', '=', originalId)
    .where('refunds.kind', '=', 'void')
    .where('refunds.status', '=', 'declined')
    .where(({ or, eb }) =>
      or([eb('attempts.action_code', 'is', null), eb('attempts.action_code', 'in', VOID_REFUSALS)]),
    )
    .limit(1)
    .executeTakeFirst()

/**
 * Stores a refund that waits to be sent. False when a unique key refuses it: the form was posted
 * before, or another refund of the payment is under way.
 */
export async function insertRefund(trx: Trx, row: NewRefund): Promise<boolean> {
  await trx
    .insertInto('refunds')
    .values(row)
    .onDuplicateKeyUpdate((refund) => ({ updated_at: refund.ref('refunds.updated_at') }))
    .execute()
  const stored = await findRefund(trx, row.id)
  if (!stored) return false
  const event = {
    paymentId: row.payment_id,
    from: null,
    to: null,
    actor: row.actor,
    reason: `refund: ${row.kind} asked for: ${row.reason}`,
  }
  await insertEvents(trx, [event], row.created_at)
  return true
}

export const findRefund = (db: Db, id: string): Promise<Refund | undefined> =>
  db.selectFrom('refunds').selectAll().where('id', '=', id).executeTakeFirst()

export const findRefundByRequestKey = (db: Db, requestKey: string): Promise<Refund | undefined> =>
  db.selectFrom('refunds').selectAll().where('request_key', '=', requestKey).executeTakeFirst()

export const findRefundUnderWay = (db: Db, paymentId: string): Promise<Refund | undefined> =>
  db.selectFrom('refunds').selectAll().where('under_way_of', '=', paymentId).executeTakeFirst()

/** Of one payment, the oldest first. */
export const listRefundsOf = (db: Db, paymentId: string): Promise<Refund[]> =>
  db
    .selectFrom('refunds')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .orderBy('created_at')
    .orderBy('id')
    .limit(100)
    .execute()

/**
 * Of these documents, those of which money was given back: no run charges them again by itself. Ask
 * after Splynx was read: the refund is here before Splynx shows the document as open.
 */
export async function findRefundedDocuments(
  db: Db,
  purpose: 'invoice' | 'proforma',
  documentIds: readonly number[],
): Promise<Set<number>> {
  if (documentIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('payments')
    .select('document_id')
    .distinct()
    .where('document_id', 'in', documentIds)
    .where('purpose', '=', purpose)
    .where(({ or, eb }) =>
      or([eb('status', 'in', ['voided', 'refunded']), eb('refunded_cents', '>', 0)]),
    )
    .execute()
  return new Set(rows.flatMap(({ document_id }) => document_id ?? []))
}
