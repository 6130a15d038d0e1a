import { type Kysely, sql } from 'kysely'

const ULID = sql`char(26) character set ascii collate ascii_bin`
const CODE = sql`char(3) character set ascii collate ascii_bin`
const ASCII = (length: number) =>
  sql`varchar(${sql.lit(length)}) character set ascii collate ascii_bin`
const TIME = sql`datetime(3)`

export async function up(db: Kysely<unknown>): Promise<void> {
  await createReportCursors(db)
  await createReportRecords(db)
  await createMismatches(db)
  await createReturns(db)
  await createReturnFees(db)
  await db.schema
    .alterTable('methods')
    // The customer took the authorization back. It stands beside the consent, which is evidence; a
    // later consent is a new authorization.
    .addColumn('mandate_revoked_at', TIME)
    // The bank says that details have changed; null again once somebody has dealt with it.
    .addColumn('change_noted_at', TIME)
    .execute()
  // For the rates of returns, and for approvals that the gateway's report lacks.
  await createIndexes(db, 'attempts', { attempts_by_kind: ['kind', 'sent_at', 'status'] })
}

/** How far each kind of report has been read. */
async function createReportCursors(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('report_cursors')
    .addColumn('kind', ASCII(40), (column) => column.primaryKey())
    .addColumn('read_until', TIME)
    // The last stretch without a gap in which every record could be read: only there is silence
    // about a message worth anything.
    .addColumn('complete_from', TIME)
    .addColumn('complete_until', TIME)
    // So far, every approval of ours was looked for in it.
    .addColumn('compared_until', TIME)
    .addColumn('last_run_at', TIME)
    .addColumn('failing_since', TIME)
    .addColumn('last_error', 'varchar(255)')
    .addColumn('lease_until', TIME)
    .execute()
}

/** What the reports said. No card number, account number or token is among it. */
async function createReportRecords(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('report_records')
    .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
    // Ranges overlap, so most records are read again: the same one is one.
    .addColumn('record_key', ASCII(43), (column) => column.notNull().unique())
    .addColumn('kind', ASCII(40), (column) => column.notNull())
    .addColumn('transaction_id', ASCII(18), (column) => column.notNull())
    .addColumn('gateway_id', ASCII(26), (column) => column.notNull())
    .addColumn('terminal_id', 'varchar(40)', (column) => column.notNull())
    .addColumn('request_type', 'varchar(20)', (column) => column.notNull())
    .addColumn('at', TIME)
    .addColumn('action_code', CODE)
    .addColumn('response_text', 'varchar(100)')
    .addColumn('approval_code', 'varchar(10)')
    .addColumn('amount_cents', 'integer')
    .addColumn('status', CODE)
    .addColumn('completed_at', TIME)
    // Of a notice of change: the new data, all but the last digits of its numbers hidden.
    .addColumn('correction', 'varchar(100)')
    .addColumn('read_at', TIME, (column) => column.notNull())
    // When its consequences were drawn; null until then, so that a crash between loses none.
    .addColumn('taken_in_at', TIME)
    .execute()
  await createIndexes(db, 'report_records', {
    report_records_by_transaction: ['transaction_id'],
    report_records_to_take_in: ['kind', 'taken_in_at', 'id'],
  })
}

/** Where the gateway's books and ours differ. Nothing is done about it but to tell people. */
async function createMismatches(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mismatches')
    .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('kind', sql`enum('not_ours','missing','amount')`, (column) => column.notNull())
    // The TransactionID, or the gateway's own number where there is none.
    .addColumn('reference', ASCII(40), (column) => column.notNull())
    .addColumn('payment_id', ULID, (column) => column.references('payments.id'))
    .addColumn('request_type', 'varchar(20)', (column) => column.notNull())
    .addColumn('amount_cents', 'integer')
    .addColumn('at', TIME)
    .addColumn('found_at', TIME, (column) => column.notNull())
    .addColumn('closed_at', TIME)
    .addColumn('closed_by', 'varchar(100)')
    .addColumn('closed_note', 'varchar(255)')
    .addUniqueConstraint('mismatches_once', ['kind', 'reference'])
    .execute()
  await createIndexes(db, 'mismatches', { mismatches_open: ['closed_at', 'id'] })
}

async function createReturns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('returns')
    .addColumn('id', ULID, (column) => column.primaryKey())
    .addColumn('transaction_id', ASCII(18), (column) => column.notNull())
    // R01 and so on came back; C01 and so on is a notice of change.
    .addColumn('code', CODE, (column) => column.notNull())
    // Null for a debit that is not one of ours.
    .addColumn('payment_id', ULID, (column) => column.references('payments.id'))
    .addColumn('customer_id', 'bigint')
    .addColumn('amount_cents', 'integer')
    .addColumn('returned_at', TIME, (column) => column.notNull())
    .addColumn('source', sql`enum('report','person')`, (column) => column.notNull())
    // When the report had it; later than `created_at` for one that a person entered first.
    .addColumn('reported_at', TIME)
    .addColumn('actor', 'varchar(100)', (column) => column.notNull())
    .addColumn('evidence', 'varchar(255)')
    // Whether the payment was taken back by it. At most one return does that to a payment.
    .addColumn('is_undone', 'boolean', (column) => column.notNull())
    .addColumn('is_stopped', 'boolean', (column) => column.notNull())
    .addColumn('note', 'varchar(255)')
    .addColumn('correction', 'varchar(100)')
    // What a person has to do, and the last day for it.
    .addColumn(
      'task',
      sql`enum('revoke','correct','hold','person','alarm','change','refund_back','no_payment',
        'not_undone')`,
    )
    .addColumn('act_by', sql`char(10)`)
    .addColumn('done_at', TIME)
    .addColumn('done_by', 'varchar(100)')
    .addColumn('done_note', 'varchar(255)')
    .addColumn('created_at', TIME, (column) => column.notNull())
    .addColumn('open_task', 'varchar(20)', (column) =>
      column.generatedAlwaysAs(sql`if(done_at is null, task, null)`).stored(),
    )
    .addColumn('undone_of', ULID, (column) =>
      // Trimmed, because MariaDB refuses a bare `char` inside a stored column.
      column.generatedAlwaysAs(sql`if(is_undone, rtrim(payment_id), null)`).stored().unique(),
    )
    .addUniqueConstraint('returns_once', ['transaction_id', 'code'])
    .execute()
  await createIndexes(db, 'returns', {
    returns_by_payment: ['payment_id'],
    returns_by_time: ['returned_at', 'code'],
    returns_by_code: ['code', 'id'],
    returns_open: ['open_task', 'id'],
    returns_by_customer: ['customer_id', 'open_task'],
  })
}

/** The third outbox to Splynx: fees for returned items, until Splynx has each of them. */
async function createReturnFees(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('return_fees')
    .addColumn('return_id', ULID, (column) => column.primaryKey().references('returns.id'))
    .addColumn('customer_id', 'bigint', (column) => column.notNull())
    .addColumn('amount_cents', 'integer', (column) => column.notNull().check(sql`amount_cents > 0`))
    // Above zero: a try may have been stored by Splynx, so look it up before the next one.
    .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('lease_until', TIME)
    .addColumn('next_try_at', TIME)
    .addColumn('splynx_transaction_id', 'bigint')
    .addColumn('done_at', TIME)
    .addColumn('last_error', 'varchar(255)')
    .addColumn('created_at', TIME, (column) => column.notNull())
    .execute()
  await createIndexes(db, 'return_fees', { return_fees_due: ['next_try_at'] })
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
