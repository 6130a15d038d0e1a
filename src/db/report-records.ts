import { type Selectable, sql } from 'kysely'
import type { Db } from './connect.ts'
import type { Attempt, AttemptsTable, NewStoredRecord, Payment, StoredRecord } from './schema.ts'

const ROWS_PER_STATEMENT = 500

/** Stores what a report said. A record that is there already stays as it is. */
export async function insertRecords(db: Db, records: readonly NewStoredRecord[]): Promise<void> {
  for (let at = 0; at < records.length; at += ROWS_PER_STATEMENT) {
    await db
      .insertInto('report_records')
      .values(records.slice(at, at + ROWS_PER_STATEMENT))
      .onDuplicateKeyUpdate({ read_at: sql`report_records.read_at` })
      .execute()
  }
}

/** A record whose consequences have not been drawn, with the message of ours that it is about. */
export interface RecordToTakeIn {
  record: StoredRecord
  attempt: Pick<
    Selectable<AttemptsTable>,
    'payment_id' | 'kind' | 'status' | 'amount_cents' | 'refund_id' | 'transaction_id'
  > | null
  payment: Pick<Payment, 'status' | 'transaction_id'> | null
}

export async function listRecordsToTakeIn(
  db: Db,
  kind: string,
  afterId: number,
  limit: number,
): Promise<RecordToTakeIn[]> {
  const records = await db
    .selectFrom('report_records')
    .selectAll()
    .where('kind', '=', kind)
    .where('taken_in_at', 'is', null)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
  if (records.length === 0) return []
  const rows = await db
    .selectFrom('attempts')
    .innerJoin('payments', 'payments.id', 'attempts.payment_id')
    .select([
      'attempts.transaction_id',
      'attempts.payment_id',
      'attempts.kind',
      'attempts.status',
      'attempts.amount_cents',
      'attempts.refund_id',
      'payments.status as payment_status',
      'payments.transaction_id as current_id',
    ])
    .where(
      'attempts.transaction_id',
      'in',
      records.map(({ transaction_id }) => transaction_id),
    )
    .execute()
  const byId = new Map(rows.map((row) => [row.transaction_id, row]))
  return records.map((record) => {
    const row = byId.get(record.transaction_id)
    if (!row) return { record, attempt: null, payment: null }
    const { payment_status, current_id, ...attempt } = row
    return { record, attempt, payment: { status: payment_status, transaction_id: current_id } }
  })
}

export async function writeTakenIn(db: Db, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length === 0) return
  await db.updateTable('report_records').set({ taken_in_at: now }).where('id', 'in', ids).execute()
}

/** What the reports have said about these messages, oldest first. */
export async function findRecords(
  db: Db,
  transactionIds: readonly string[],
): Promise<Map<string, StoredRecord[]>> {
  if (transactionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('report_records')
    .selectAll()
    .where('transaction_id', 'in', transactionIds)
    .orderBy('id')
    .execute()
  const byId = new Map<string, StoredRecord[]>()
  for (const row of rows) {
    byId.set(row.transaction_id, [...(byId.get(row.transaction_id) ?? []), row])
  }
  return byId
}

/**
 * Approved messages of a stretch of time of which no report knows anything: at most `limit`, the
 * oldest first.
 */
export const listMissing = (
  db: Db,
  { kind, from, to }: { kind: 'sale' | 'check'; from: Date; to: Date },
  limit: number,
): Promise<
  Pick<Attempt, 'transaction_id' | 'payment_id' | 'kind' | 'amount_cents' | 'sent_at'>[]
> =>
  db
    .selectFrom('attempts')
    .select(['transaction_id', 'payment_id', 'kind', 'amount_cents', 'sent_at'])
    .where('kind', '=', kind)
    .where('status', '=', 'approved')
    .where('sent_at', '>', from)
    .where('sent_at', '<=', to)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('report_records')
            .select('report_records.id')
            .whereRef('report_records.transaction_id', '=', 'attempts.transaction_id'),
        ),
      ),
    )
    .orderBy('sent_at')
    .limit(limit)
    .execute()

/** When the first message of ours was sent: what the gateway took before is not ours to judge. */
export async function findFirstSentAt(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('attempts')
    .select(({ fn }) => fn.min('sent_at').as('at'))
    .executeTakeFirst()
  return row?.at ?? null
}
