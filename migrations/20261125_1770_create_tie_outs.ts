import { type Kysely, sql } from 'kysely'

const ULID = sql`char(26) character set ascii collate ascii_bin`
const ASCII = (length: number) =>
  sql`varchar(${sql.lit(length)}) character set ascii collate ascii_bin`
const TIME = sql`datetime(3)`
/** `YYYY-MM-DD` in the business's zone. */
const DAY = sql`char(10) character set ascii collate ascii_bin`
const METHOD = sql`enum('card','bank')`
const LINE = sql`enum('taken','given_back','returned')`

export async function up(db: Kysely<unknown>): Promise<void> {
  await createSplynxPayments(db)
  await createTieOuts(db)
  await createDifferences(db)
  await createDuplicates(db)
  // What the gateway booked on a day; the report's records are otherwise found by their number.
  await createIndexes(db, 'report_records', { report_records_by_time: ['at', 'id'] })
  await createIndexes(db, 'recordings', { recordings_by_splynx_payment: ['splynx_payment_id'] })
}

/** What Splynx listed when its payments of a day were last read: its own books, as the reports are IPpay's. */
async function createSplynxPayments(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('splynx_payments')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('customer_id', 'bigint', (column) => column.notNull())
    .addColumn('payment_type', 'integer', (column) => column.notNull())
    .addColumn('receipt_number', 'varchar(64)', (column) => column.notNull())
    .addColumn('paid_on', DAY, (column) => column.notNull())
    .addColumn('amount_cents', 'bigint', (column) => column.notNull())
    .addColumn('invoice_id', 'bigint')
    .addColumn('proforma_id', 'bigint')
    .addColumn('seen_at', TIME, (column) => column.notNull())
    // When it was not there any more; null again should it come back.
    .addColumn('gone_at', TIME)
    .execute()
  await createIndexes(db, 'splynx_payments', {
    splynx_payments_by_receipt: ['receipt_number'],
    splynx_payments_by_day: ['paid_on', 'id'],
    splynx_payments_by_customer: ['customer_id', 'amount_cents', 'paid_on'],
  })
  await db.schema
    .createTable('splynx_readings')
    .addColumn('day', DAY, (column) => column.primaryKey())
    .addColumn('started_at', TIME, (column) => column.notNull())
    // Null while it is being read, and when it could not be read to its end.
    .addColumn('finished_at', TIME)
    .execute()
}

async function createTieOuts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tie_outs')
    .addColumn('day', DAY, (column) => column.primaryKey())
    .addColumn('tried_at', TIME, (column) => column.notNull())
    .addColumn('calculated_at', TIME)
    .addColumn('lease_until', TIME)
    .addColumn('gateway_state', sql`enum('compared','waiting','none')`, (column) =>
      column.notNull().defaultTo('waiting'),
    )
    // Why it was not compared, in words for a clerk.
    .addColumn('gateway_note', 'varchar(255)')
    .addColumn('splynx_state', sql`enum('compared','waiting')`, (column) =>
      column.notNull().defaultTo('waiting'),
    )
    .addColumn('splynx_note', 'varchar(255)')
    .execute()
  const sums = ['taken', 'given_back', 'returned'].flatMap((line) => [
    `${line}_cents`,
    `${line}_count`,
  ])
  let table = db.schema
    .createTable('tie_out_sums')
    .addColumn('day', DAY, (column) => column.notNull().references('tie_outs.day'))
    .addColumn('side', sql`enum('ledger','gateway','splynx')`, (column) => column.notNull())
    .addColumn('method_kind', METHOD, (column) => column.notNull())
  for (const name of sums) table = table.addColumn(name, 'bigint', (column) => column.notNull())
  await table.addPrimaryKeyConstraint('tie_out_sums_once', ['day', 'side', 'method_kind']).execute()
}

async function createDifferences(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tie_out_differences')
    .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('day', DAY, (column) => column.notNull().references('tie_outs.day'))
    .addColumn('side', sql`enum('gateway','splynx')`, (column) => column.notNull())
    .addColumn(
      'kind',
      sql`enum('gateway_only','gateway_missing','gateway_amount','gateway_twice','splynx_only',
        'splynx_missing','splynx_amount','splynx_twice','splynx_not_undone')`,
      (column) => column.notNull(),
    )
    .addColumn('line', LINE, (column) => column.notNull())
    .addColumn('method_kind', METHOD, (column) => column.notNull())
    // The TransactionID, the gateway's own number, the id of a return or Splynx's id of a payment.
    .addColumn('reference', ASCII(40), (column) => column.notNull())
    .addColumn('payment_id', ULID, (column) => column.references('payments.id'))
    .addColumn('return_id', ULID)
    .addColumn('splynx_payment_id', 'bigint')
    .addColumn('customer_id', 'bigint')
    .addColumn('customer_name', 'varchar(200)')
    // What each side says; null where it says nothing. Their differences are those of the sums.
    .addColumn('ours_cents', 'bigint')
    .addColumn('theirs_cents', 'bigint')
    .addColumn('at', TIME)
    .addColumn('found_at', TIME, (column) => column.notNull())
    .addColumn('seen_at', TIME, (column) => column.notNull())
    // Not found any more when the day was compared again.
    .addColumn('resolved_at', TIME)
    .addColumn('explained_at', TIME)
    .addColumn('explained_by', 'varchar(100)')
    .addColumn('explanation', 'varchar(255)')
    .addColumn('is_open', 'boolean', (column) =>
      column.generatedAlwaysAs(sql`resolved_at is null and explained_at is null`).stored(),
    )
    .addUniqueConstraint('tie_out_differences_once', ['kind', 'line', 'reference'])
    .execute()
  await createIndexes(db, 'tie_out_differences', {
    tie_out_differences_by_day: ['day', 'side', 'resolved_at'],
    tie_out_differences_open: ['is_open', 'day'],
  })
}

/** Two payments that look like one that was made twice. */
async function createDuplicates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('duplicates')
    .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('later_id', ULID, (column) => column.notNull().references('payments.id'))
    // Ours, or one that was entered in Splynx by somebody.
    .addColumn('earlier_id', ULID, (column) => column.references('payments.id'))
    .addColumn('splynx_payment_id', 'bigint')
    .addColumn('certainty', sql`enum('certain','likely','possible')`, (column) => column.notNull())
    .addColumn('reason', ASCII(30), (column) => column.notNull())
    .addColumn('amount_cents', 'integer', (column) => column.notNull())
    .addColumn('found_at', TIME, (column) => column.notNull())
    // One of the two went back, or is not in Splynx any more.
    .addColumn('resolved_at', TIME)
    .addColumn('dismissed_at', TIME)
    .addColumn('dismissed_by', 'varchar(100)')
    .addColumn('note', 'varchar(255)')
    .addColumn('open_certainty', sql`varchar(10) character set ascii collate ascii_bin`, (column) =>
      column
        .generatedAlwaysAs(
          sql`if(resolved_at is null and dismissed_at is null, concat(certainty), null)`,
        )
        .stored(),
    )
    .addColumn('pair_key', ASCII(60), (column) =>
      column
        .generatedAlwaysAs(
          sql`concat(rtrim(later_id), ':', coalesce(rtrim(earlier_id), splynx_payment_id))`,
        )
        .stored()
        .unique(),
    )
    .addCheckConstraint(
      'duplicates_of_something',
      sql`(earlier_id is null) <> (splynx_payment_id is null)`,
    )
    .execute()
  await createIndexes(db, 'duplicates', {
    duplicates_open: ['open_certainty', 'id'],
    duplicates_by_earlier: ['earlier_id'],
    duplicates_by_splynx_payment: ['splynx_payment_id'],
  })
}

async function createIndexes(
  db: Kysely<unknown>,
  table: string,
  indexes: Record<string, string[]>,
): Promise<void> {
  for (const [name, columns] of Object.entries(indexes)) {
    await db.schema.createIndex(name).on(table).columns(columns).execute()
  }
}
