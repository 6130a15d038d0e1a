import { sql } from 'kysely'
import type { Db } from './connect.ts'
import type { SplynxPayment } from './schema.ts'

// Splynx's own list of payments, as it was last read. Nothing is decided by it but what is shown to
// people.

const ROWS_PER_STATEMENT = 500

export type SeenPayment = Omit<SplynxPayment, 'seen_at' | 'gone_at'>

/** Notes what Splynx lists at this moment. */
export async function writeSplynxPayments(
  db: Db,
  rows: readonly SeenPayment[],
  now: Date,
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) {
    const part = rows.slice(at, at + ROWS_PER_STATEMENT)
    await db
      .insertInto('splynx_payments')
      .values(part.map((row) => ({ ...row, seen_at: now, gone_at: null })))
      .onDuplicateKeyUpdate({
        customer_id: sql`values(customer_id)`,
        payment_type: sql`values(payment_type)`,
        receipt_number: sql`values(receipt_number)`,
        paid_on: sql`values(paid_on)`,
        amount_cents: sql`values(amount_cents)`,
        invoice_id: sql`values(invoice_id)`,
        proforma_id: sql`values(proforma_id)`,
        seen_at: sql`values(seen_at)`,
        gone_at: null,
      })
      .execute()
  }
}

/** Of these, what Splynx was asked for and does not have. */
export async function markSplynxPaymentsGone(
  db: Db,
  ids: readonly number[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('splynx_payments')
    .set({ gone_at: now })
    .where('id', 'in', ids)
    .where('gone_at', 'is', null)
    .execute()
}

export async function startSplynxReading(db: Db, day: string, now: Date): Promise<void> {
  const columns = { started_at: now, finished_at: null }
  await db
    .insertInto('splynx_readings')
    .values({ day, ...columns })
    .onDuplicateKeyUpdate(columns)
    .execute()
}

/** The list of the day was read to its end: what was known of it and did not come is gone. */
export async function endSplynxReading(
  db: Db,
  day: string,
  { startedAt, now }: { startedAt: Date; now: Date },
): Promise<void> {
  await db
    .updateTable('splynx_payments')
    .set({ gone_at: now })
    .where('paid_on', '=', day)
    .where('seen_at', '<', startedAt)
    .where('gone_at', 'is', null)
    .execute()
  await db
    .updateTable('splynx_readings')
    .set({ finished_at: now })
    .where('day', '=', day)
    .where('started_at', '=', startedAt)
    .execute()
}

/** When the last whole reading of the day's list began. */
export async function findSplynxReading(db: Db, day: string): Promise<Date | null> {
  const row = await db
    .selectFrom('splynx_readings')
    .select('started_at')
    .where('day', '=', day)
    .where('finished_at', 'is not', null)
    .executeTakeFirst()
  return row?.started_at ?? null
}

/** Of these ids, those that were seen in Splynx since then. */
export async function listFreshIds(db: Db, ids: readonly number[], since: Date): Promise<number[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('splynx_payments')
    .select('id')
    .where('id', 'in', ids)
    .where('seen_at', '>=', since)
    .where('gone_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** What is there, by its id or by its receipt number. */
export async function findSplynxPayments(
  db: Db,
  { ids, receipts }: { ids: readonly number[]; receipts: readonly string[] },
): Promise<SplynxPayment[]> {
  const [byId, byReceipt] = await Promise.all([
    ids.length === 0 ? [] : there(db).where('id', 'in', ids).execute(),
    receipts.length === 0 ? [] : there(db).where('receipt_number', 'in', receipts).execute(),
  ])
  return [...new Map([...byId, ...byReceipt].map((row) => [row.id, row])).values()]
}

const there = (db: Db) => db.selectFrom('splynx_payments').selectAll().where('gone_at', 'is', null)

/** The list of a day under these payment types, by ascending id. */
export const listSplynxPayments = (
  db: Db,
  { day, types, afterId }: { day: string; types: readonly number[]; afterId: number },
  limit: number,
): Promise<SplynxPayment[]> =>
  there(db)
    .where('paid_on', '=', day)
    .where('payment_type', 'in', types)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()

/**
 * Of these ids and receipt numbers of Splynx's payments, those that are ours: an approved message, an
 * undoing, or what a recording names.
 */
export async function listOwnAmong(
  db: Db,
  rows: readonly Pick<SplynxPayment, 'id' | 'receipt_number'>[],
): Promise<Set<number>> {
  if (rows.length === 0) return new Set()
  const receipts = rows.map(({ receipt_number }) => receipt_number)
  const ids = rows.map(({ id }) => id)
  const [messages, undoings, recordings] = await Promise.all([
    db
      .selectFrom('attempts')
      .select('transaction_id')
      .where('transaction_id', 'in', receipts)
      .where('status', '=', 'approved')
      .execute(),
    db
      .selectFrom('undoings')
      .select('receipt_number')
      .where('receipt_number', 'in', receipts)
      .execute(),
    db
      .selectFrom('recordings')
      .select('splynx_payment_id')
      .where('splynx_payment_id', 'in', ids)
      .execute(),
  ])
  const known = new Set([
    ...messages.map(({ transaction_id }) => transaction_id),
    ...undoings.map(({ receipt_number }) => receipt_number),
  ])
  const recorded = new Set(recordings.map(({ splynx_payment_id }) => splynx_payment_id))
  return new Set(
    rows.flatMap(({ id, receipt_number }) =>
      known.has(receipt_number) || recorded.has(id) ? id : [],
    ),
  )
}
