import type { Db } from './connect.ts'
import { insertEvents } from './payment-events.ts'
import type { Payment } from './schema.ts'
import { type Trx, transact } from './transact.ts'

// Payments that Splynx had and has no more, although the money did not go back.

export type RecordedPayment = Pick<Payment, 'id' | 'transaction_id'> & {
  splynx_payment_id: number | null
}

/** Of these payments, those that must be in Splynx: recorded, and nothing of them undone or refunded. */
export const findRecordedPayments = async (
  db: Db,
  paymentIds: readonly string[],
): Promise<RecordedPayment[]> =>
  paymentIds.length === 0 ? [] : recorded(db).where('payments.id', 'in', paymentIds).execute()

/** The same for one after another, by ascending id. */
export const listRecordedPayments = (
  db: Db,
  { afterId, limit }: { afterId: string; limit: number },
): Promise<RecordedPayment[]> =>
  recorded(db).where('payments.id', '>', afterId).orderBy('payments.id').limit(limit).execute()

const recorded = (db: Db) =>
  db
    .selectFrom('payments')
    .innerJoin('recordings', 'recordings.payment_id', 'payments.id')
    .leftJoin('undoings', 'undoings.payment_id', 'payments.id')
    .leftJoin('missing_records', 'missing_records.payment_id', 'payments.id')
    .select(['payments.id', 'payments.transaction_id', 'recordings.splynx_payment_id'])
    .where('payments.status', '=', 'recorded')
    .where('recordings.recorded_at', 'is not', null)
    .where('undoings.payment_id', 'is', null)
    .where('missing_records.payment_id', 'is', null)

/** By the TransactionID, which is the receipt number in Splynx. */
export async function findPaymentIdsByReceipts(
  db: Db,
  receiptNumbers: readonly string[],
): Promise<string[]> {
  if (receiptNumbers.length === 0) return []
  const rows = await db
    .selectFrom('payments')
    .select('id')
    .where('transaction_id', 'in', receiptNumbers)
    .where('status', '=', 'recorded')
    .execute()
  return rows.map(({ id }) => id)
}

/** Notes it in the payment's history and on the list of what needs a person; false if it was known. */
export function noteMissingRecord(
  db: Db,
  { id, splynx_payment_id }: RecordedPayment,
  now: Date,
): Promise<boolean> {
  return transact(db, async (trx) => {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('missing_records')
      .ignore()
      .values({ payment_id: id, splynx_payment_id, noticed_at: now })
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) return false
    const reason = `Splynx has it no more: payment ${splynx_payment_id} was deleted there by somebody`
    await note(trx, id, 'splynx', reason, now)
    return true
  })
}

/** A person knows of it, and it is right so. False when it was seen before. */
export function markMissingRecordSeen(
  trx: Trx,
  { paymentId, actor, reason }: { paymentId: string; actor: string; reason: string },
  now: Date,
): Promise<boolean> {
  return trx
    .updateTable('missing_records')
    .set({ seen_at: now, seen_by: actor })
    .where('payment_id', '=', paymentId)
    .where('seen_at', 'is', null)
    .executeTakeFirst()
    .then(async ({ numUpdatedRows }) => {
      if (numUpdatedRows === 0n) return false
      await note(trx, paymentId, actor, reason, now)
      return true
    })
}

const note = (trx: Trx, paymentId: string, actor: string, reason: string, now: Date) =>
  insertEvents(trx, [{ paymentId, from: null, to: null, actor, reason }], now)

export type MissingRecord = Pick<
  Payment,
  'id' | 'customer_name' | 'document_number' | 'amount_cents' | 'currency'
> & { noticed_at: Date }

/** Those that nobody has looked at, the oldest first; of some payments, if they are named. */
export const listMissingRecords = (
  db: Db,
  limit: number,
  paymentIds?: readonly string[],
): Promise<MissingRecord[]> =>
  db
    .selectFrom('missing_records')
    .innerJoin('payments', 'payments.id', 'missing_records.payment_id')
    .select([
      'payments.id',
      'payments.customer_name',
      'payments.document_number',
      'payments.amount_cents',
      'payments.currency',
      'missing_records.noticed_at',
    ])
    .where('missing_records.seen_at', 'is', null)
    .$if(paymentIds !== undefined, (query) =>
      query.where('missing_records.payment_id', 'in', paymentIds!),
    )
    .orderBy('missing_records.noticed_at')
    .limit(limit)
    .execute()

export async function countMissingRecords(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('missing_records')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('seen_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/**
 * Of these documents, those that look open only because somebody deleted our payment in Splynx: to
 * charge them would take the money twice, so nobody does until a person has said that it is right so.
 */
export async function findMissingDocuments(
  db: Db,
  purpose: 'invoice' | 'proforma',
  documentIds: readonly number[],
): Promise<Set<number>> {
  if (documentIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('payments')
    .innerJoin('missing_records', 'missing_records.payment_id', 'payments.id')
    .select('payments.document_id')
    .distinct()
    .where('payments.document_id', 'in', documentIds)
    .where('payments.purpose', '=', purpose)
    .where('missing_records.seen_at', 'is', null)
    .execute()
  return new Set(rows.flatMap(({ document_id }) => document_id ?? []))
}
