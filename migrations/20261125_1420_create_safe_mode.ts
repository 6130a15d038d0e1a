import { type Kysely, sql } from 'kysely'

const ULID = sql`char(26) character set ascii collate ascii_bin`
const TRANSACTION_ID = sql`char(18) character set ascii collate ascii_bin`

export async function up(db: Kysely<unknown>): Promise<void> {
  await createInstallation(db)
  await createSafeMode(db)
  await createForgottenMessages(db)
  await sql`alter table runs modify paused_by enum('person','breaker','safe_mode')`.execute(db)
}

async function createInstallation(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('installation')
    .addColumn('id', 'smallint', (column) => column.primaryKey())
    // Restored with a backup and new in a new database: it tells whose journal is whose.
    .addColumn('uuid', sql`char(36)`, (column) => column.notNull())
    .addColumn('created_at', sql`datetime(3)`, (column) => column.notNull())
    .execute()
  await sql`insert into installation (id, uuid, created_at) values (1, uuid(), utc_timestamp(3))`.execute(
    db,
  )
  await db.schema
    .createTable('journal_marks')
    // A stream, or a file by its name.
    .addColumn('source', 'varchar(150)', (column) => column.primaryKey())
    // Up to here every message of the journal was found in `attempts`. It stands in MySQL, so that
    // a restored backup brings its old mark along, and everything behind it is looked at again.
    .addColumn('position', 'varchar(64)')
    // Since then the journal may lack messages; they are written to it from `attempts`.
    .addColumn('behind_since', sql`datetime(3)`)
    .addColumn('checked_at', sql`datetime(3)`)
    .execute()
}

async function createSafeMode(db: Kysely<unknown>): Promise<void> {
  // One row. Every claim reads it with a shared lock, so none can slip past the switching on.
  await db.schema
    .createTable('safe_mode')
    .addColumn('id', 'smallint', (column) => column.primaryKey())
    .addColumn('state', sql`enum('off','on')`, (column) => column.notNull())
    .addColumn('cause', sql`enum('restore','person')`)
    .addColumn('reason', 'varchar(255)')
    .addColumn('entered_at', sql`datetime(3)`)
    .addColumn('entered_by', 'varchar(100)')
    .addColumn('released_at', sql`datetime(3)`)
    .addColumn('released_by', 'varchar(100)')
    .addColumn('release_reason', 'varchar(255)')
    .execute()
  await sql`insert into safe_mode (id, state) values (1, 'off')`.execute(db)
}

async function createForgottenMessages(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('forgotten_messages')
    // A message that the journal knows and the database, being an older one, does not.
    .addColumn('transaction_id', TRANSACTION_ID, (column) => column.primaryKey())
    .addColumn('kind', sql`enum('sale','check','void','credit','reversal')`, (column) =>
      column.notNull(),
    )
    .addColumn('payment_id', ULID, (column) => column.notNull())
    .addColumn('customer_id', 'bigint', (column) => column.notNull())
    .addColumn('purpose', sql`enum('invoice','proforma','refill')`, (column) => column.notNull())
    .addColumn('document_id', 'bigint')
    .addColumn('document_number', 'varchar(64)')
    .addColumn('amount_cents', 'integer', (column) => column.notNull())
    .addColumn('method_id', 'bigint', (column) => column.notNull())
    .addColumn('fingerprint', 'varchar(32)', (column) => column.notNull())
    .addColumn('channel', sql`enum('customer','clerk','link','run','schedule')`, (column) =>
      column.notNull(),
    )
    .addColumn('run_id', 'bigint')
    .addColumn('terminal', 'varchar(30)', (column) => column.notNull())
    .addColumn('refund_id', ULID)
    .addColumn('original_id', TRANSACTION_ID)
    .addColumn('reopens', 'boolean')
    .addColumn('sent_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('found_at', sql`datetime(3)`, (column) => column.notNull())
    // waiting: for another payment of its document to end. by_hand: nothing here can carry it.
    .addColumn('state', sql`enum('waiting','placed','by_hand')`, (column) => column.notNull())
    .addColumn('note', 'varchar(255)')
    .execute()
  await db.schema
    .createIndex('forgotten_messages_by_state')
    .on('forgotten_messages')
    .columns(['state', 'sent_at'])
    .execute()
  await db.schema
    .createIndex('forgotten_messages_by_payment')
    .on('forgotten_messages')
    .columns(['payment_id', 'state'])
    .execute()
}
