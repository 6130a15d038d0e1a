import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await createPayments(db)
  await createAttempts(db)
  await createRecordings(db)
  await createEvents(db)
}

async function createPayments(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('payments')
    .addColumn('id', sql`char(26) character set ascii collate ascii_bin`, (column) =>
      column.primaryKey(),
    )
    .addColumn('customer_id', 'bigint', (column) => column.notNull())
    .addColumn('customer_name', 'varchar(200)', (column) => column.notNull())
    .addColumn('partner_id', 'bigint')
    .addColumn('purpose', sql`enum('invoice','proforma','refill')`, (column) => column.notNull())
    .addColumn('document_id', 'bigint')
    .addColumn('document_number', 'varchar(64)')
    .addColumn('method_id', 'bigint', (column) => column.notNull().references('methods.id'))
    .addColumn('method_kind', sql`enum('card','bank')`, (column) => column.notNull())
    .addColumn('brand', 'varchar(20)')
    .addColumn('last4', sql`char(4)`, (column) => column.notNull())
    .addColumn('amount_cents', 'integer', (column) => column.notNull().check(sql`amount_cents > 0`))
    .addColumn('currency', sql`char(3)`, (column) => column.notNull())
    .addColumn(
      'status',
      sql`enum('pending','submitting','unknown','review','approved','recorded','declined',
        'cancelled','voided','refunded','returned')`,
      (column) => column.notNull(),
    )
    .addColumn('channel', sql`enum('customer','clerk','link','run','schedule')`, (column) =>
      column.notNull(),
    )
    .addColumn('actor', 'varchar(100)', (column) => column.notNull())
    .addColumn('run_id', 'bigint', (column) => column.references('runs.id'))
    // A run item is charged by one payment, however often its job runs.
    .addColumn('run_item_id', 'bigint', (column) => column.unique())
    // From the form: a double click or a repeated post finds the first one's payment.
    .addColumn('request_key', 'varchar(64)', (column) => column.unique())
    .addColumn('reason', 'varchar(255)')
    .addColumn('decline_code', sql`char(3)`)
    .addColumn('decline_category', sql`enum('hard','data','soft','config')`)
    // The attempt that counts: the one on its way, or the one that took the money.
    .addColumn('transaction_id', sql`char(18) character set ascii collate ascii_bin`)
    .addColumn('attempts_made', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('inquiries_made', 'integer', (column) => column.notNull().defaultTo(0))
    // Until then a submitting payment belongs to the worker that claimed it.
    .addColumn('lease_until', sql`datetime(3)`)
    // When somebody has to look again: to send what is pending, to ask about what is unknown.
    .addColumn('look_at', sql`datetime(3)`)
    .addColumn('created_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('updated_at', sql`datetime(3)`, (column) => column.notNull())
    // Null once the payment is over, and unique: a document has at most one payment under way.
    // Customer, clerk, link, run and schedule all meet this key. An approved payment still holds
    // it, because until Splynx has recorded the money the document looks unpaid.
    .addColumn('document_under_way', 'varchar(40)', (column) =>
      column
        .generatedAlwaysAs(
          sql`if(status in ('pending','submitting','unknown','review','approved')
            and document_id is not null, concat(purpose, ':', document_id), null)`,
        )
        .stored()
        .unique(),
    )
    .addCheckConstraint('payments_document', sql`(purpose = 'refill') = (document_id is null)`)
    .addCheckConstraint(
      'payments_taken_has_transaction',
      sql`status not in ('submitting','approved','recorded') or transaction_id is not null`,
    )
    .execute()

  const indexes: Record<string, string[]> = {
    payments_to_look_at: ['status', 'look_at'],
    payments_by_customer: ['customer_id', 'created_at'],
    payments_by_run: ['run_id', 'status', 'amount_cents'],
    payments_by_time: ['created_at'],
    payments_by_status_time: ['status', 'created_at'],
    payments_by_document: ['document_id', 'purpose'],
    payments_by_number: ['document_number'],
    payments_by_name: ['customer_name'],
    payments_by_transaction: ['transaction_id'],
    payments_by_last4: ['last4', 'created_at'],
  }
  for (const [name, columns] of Object.entries(indexes)) {
    await db.schema.createIndex(name).on('payments').columns(columns).execute()
  }
}

async function createAttempts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('attempts')
    // Chosen by us and stored before the first byte leaves: it is what we ask the gateway about.
    .addColumn('transaction_id', sql`char(18) character set ascii collate ascii_bin`, (column) =>
      column.primaryKey(),
    )
    .addColumn('payment_id', sql`char(26) character set ascii collate ascii_bin`, (column) =>
      column.notNull().references('payments.id'),
    )
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('kind', sql`enum('sale','check','void','credit','reversal')`, (column) =>
      column.notNull(),
    )
    .addColumn(
      'status',
      sql`enum('sending','approved','declined','never_sent','unknown','review','not_charged')`,
      (column) => column.notNull(),
    )
    .addColumn('amount_cents', 'integer', (column) => column.notNull())
    .addColumn('method_id', 'bigint', (column) => column.notNull())
    .addColumn('action_code', sql`char(3)`)
    .addColumn('category', sql`enum('hard','data','soft','config')`)
    .addColumn('response_text', 'varchar(100)')
    .addColumn('approval_code', 'varchar(10)')
    .addColumn('avs', 'varchar(2)')
    .addColumn('cvv_result', 'varchar(2)')
    .addColumn('cause', 'varchar(255)')
    .addColumn('sent_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('answered_at', sql`datetime(3)`)
    // When the gateway first said that it does not know it. Not proof yet: it may still be under way.
    .addColumn('not_found_at', sql`datetime(3)`)
    // Unique and null once settled: no second message while the first one's outcome is open.
    // Trimmed, because MariaDB refuses a bare `char` inside a stored column.
    .addColumn('unsettled_of', sql`char(26) character set ascii collate ascii_bin`, (column) =>
      column
        .generatedAlwaysAs(
          sql`if(status in ('sending','unknown','review'), rtrim(payment_id), null)`,
        )
        .stored()
        .unique(),
    )
    .addUniqueConstraint('attempts_number', ['payment_id', 'number'])
    .addCheckConstraint(
      'attempts_answer_has_time',
      sql`status in ('sending','never_sent') or answered_at is not null`,
    )
    .execute()
  await db.schema
    .createIndex('attempts_by_method')
    .on('attempts')
    .columns(['method_id', 'sent_at'])
    .execute()
}

async function createRecordings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('recordings')
    // The outbox to Splynx: born with the approval, in the same transaction.
    .addColumn('payment_id', sql`char(26) character set ascii collate ascii_bin`, (column) =>
      column.primaryKey().references('payments.id'),
    )
    // Above zero: a try may have been stored by Splynx, so look it up before the next one.
    .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('lease_until', sql`datetime(3)`)
    // Null when done, or when Splynx refused and a person has to act.
    .addColumn('next_try_at', sql`datetime(3)`)
    .addColumn('splynx_payment_id', 'bigint')
    .addColumn('recorded_at', sql`datetime(3)`)
    .addColumn('last_error', 'varchar(255)')
    .execute()
  await db.schema.createIndex('recordings_due').on('recordings').columns(['next_try_at']).execute()
}

async function createEvents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('payment_events')
    .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('payment_id', sql`char(26) character set ascii collate ascii_bin`, (column) =>
      column.notNull(),
    )
    .addColumn('at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('from_status', 'varchar(16)')
    .addColumn('to_status', 'varchar(16)')
    .addColumn('actor', 'varchar(100)', (column) => column.notNull())
    .addColumn('reason', 'varchar(255)', (column) => column.notNull())
    .addColumn('transaction_id', sql`char(18) character set ascii collate ascii_bin`)
    .execute()
  await db.schema
    .createIndex('payment_events_by_payment')
    .on('payment_events')
    .columns(['payment_id', 'id'])
    .execute()
}
