import { type Kysely, sql } from 'kysely'

const ULID = sql`char(26) character set ascii collate ascii_bin`
const TRANSACTION_ID = sql`char(18) character set ascii collate ascii_bin`

export async function up(db: Kysely<unknown>): Promise<void> {
  await createRefunds(db)
  await createUndoings(db)
  await db.schema
    .alterTable('payments')
    // What approved refunds have given back so far; all of it makes the payment `refunded`.
    .addColumn('refunded_cents', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('payments')
    .addCheckConstraint(
      'payments_refunded_at_most_once',
      sql`refunded_cents between 0 and amount_cents`,
    )
    .execute()
  await db.schema
    .alterTable('attempts')
    // A message that gives money back belongs to its refund.
    .addColumn('refund_id', ULID)
    // A void names the original's TransactionID at the gateway; its own is ours alone.
    .addColumn('original_id', TRANSACTION_ID)
    // When an approval came that no status could show any more, because the payment had been given
    // up. Null again once that money has gone back: until then it is a clerk's task.
    .addColumn('late_at', sql`datetime(3)`)
    .execute()
  await db.schema.createIndex('attempts_by_refund').on('attempts').columns(['refund_id']).execute()
  await db.schema.createIndex('attempts_late').on('attempts').columns(['late_at']).execute()
}

async function createRefunds(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('refunds')
    .addColumn('id', ULID, (column) => column.primaryKey())
    .addColumn('payment_id', ULID, (column) => column.notNull().references('payments.id'))
    // The approved message whose money goes back: the payment's own, or one that came too late.
    .addColumn('original_id', TRANSACTION_ID, (column) => column.notNull())
    // Before settlement a void of the whole, afterwards a credit (card) or a reversal (bank).
    .addColumn('kind', sql`enum('void','credit','reversal')`, (column) => column.notNull())
    .addColumn('amount_cents', 'integer', (column) => column.notNull().check(sql`amount_cents > 0`))
    .addColumn('currency', sql`char(3)`, (column) => column.notNull())
    .addColumn(
      'status',
      sql`enum('pending','submitting','unknown','review','approved','declined','cancelled')`,
      (column) => column.notNull(),
    )
    // Whether the document is to be paid again, or stays paid although the money went back.
    .addColumn('reopens', 'boolean', (column) => column.notNull())
    .addColumn('reason', 'varchar(255)', (column) => column.notNull())
    .addColumn('actor', 'varchar(100)', (column) => column.notNull())
    .addColumn('request_key', 'varchar(64)', (column) => column.unique())
    // The attempt that counts.
    .addColumn('transaction_id', TRANSACTION_ID)
    // When an answer about it got lost for the first time. From then on a refusal of the gateway may
    // mean that the lost message had its effect.
    .addColumn('lost_at', sql`datetime(3)`)
    .addColumn('last_word', 'varchar(255)')
    .addColumn('attempts_made', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('inquiries_made', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('lease_until', sql`datetime(3)`)
    .addColumn('look_at', sql`datetime(3)`)
    .addColumn('created_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('updated_at', sql`datetime(3)`, (column) => column.notNull())
    // Unique and null once over: one refund of a payment at a time, whoever asks for it.
    .addColumn('under_way_of', ULID, (column) =>
      column
        .generatedAlwaysAs(
          sql`if(status in ('pending','submitting','unknown','review'), rtrim(payment_id), null)`,
        )
        .stored()
        .unique(),
    )
    .execute()
  const indexes: Record<string, string[]> = {
    refunds_to_look_at: ['status', 'look_at'],
    refunds_by_payment: ['payment_id', 'created_at'],
    refunds_by_original: ['original_id'],
    refunds_by_time: ['created_at'],
  }
  for (const [name, columns] of Object.entries(indexes)) {
    await db.schema.createIndex(name).on('refunds').columns(columns).execute()
  }
}

async function createUndoings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('undoings')
    // The second outbox to Splynx: money that went back, until Splynx shows it.
    .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('payment_id', ULID, (column) => column.notNull().references('payments.id'))
    .addColumn('cause', sql`enum('void','refund','return')`, (column) => column.notNull())
    // The refund's or the return's id.
    .addColumn('source_id', 'varchar(40)', (column) => column.notNull())
    .addColumn('amount_cents', 'integer', (column) => column.notNull().check(sql`amount_cents > 0`))
    .addColumn('reopens', 'boolean', (column) => column.notNull())
    // Under which a negative payment is found again before it is created.
    .addColumn('receipt_number', 'varchar(32)', (column) => column.notNull().unique())
    .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('lease_until', sql`datetime(3)`)
    .addColumn('next_try_at', sql`datetime(3)`)
    .addColumn('splynx_payment_id', 'bigint')
    .addColumn('how', 'varchar(100)')
    .addColumn('done_at', sql`datetime(3)`)
    .addColumn('last_error', 'varchar(255)')
    .addColumn('created_at', sql`datetime(3)`, (column) => column.notNull())
    .addUniqueConstraint('undoings_of_source', ['cause', 'source_id'])
    .execute()
  await db.schema.createIndex('undoings_due').on('undoings').columns(['next_try_at']).execute()
  await db.schema
    .createIndex('undoings_by_payment')
    .on('undoings')
    .columns(['payment_id'])
    .execute()
}
