import { type Kysely, sql } from 'kysely'

const ULID = sql`char(26) character set ascii collate ascii_bin`

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('run_sign_offs')
    // Once a run: figures that are signed do not change any more, whatever happens afterwards.
    .addColumn('run_id', 'bigint', (column) => column.primaryKey().references('runs.id'))
    .addColumn('figures', 'json', (column) => column.notNull())
    .addColumn('note', 'varchar(500)')
    // Over everything that was signed, so that a later change of this row shows.
    .addColumn('hash', sql`char(64)`, (column) => column.notNull())
    .addColumn('signed_by', 'varchar(100)', (column) => column.notNull())
    .addColumn('signed_at', sql`datetime(3)`, (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('run_undos')
    .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('run_id', 'bigint', (column) => column.notNull().references('runs.id'))
    // From the form: a second click finds the first one's plan.
    .addColumn('request_key', 'varchar(64)', (column) => column.notNull().unique())
    .addColumn('reason', 'varchar(255)', (column) => column.notNull())
    .addColumn('reopens', 'boolean', (column) => column.notNull())
    .addColumn('actor', 'varchar(100)', (column) => column.notNull())
    // Limits on refunds hold here too, so it is kept what the person was when the plan was made.
    .addColumn('role', sql`enum('manager','admin')`, (column) => column.notNull())
    .addColumn('address', 'varchar(64)', (column) => column.notNull())
    .addColumn('created_at', sql`datetime(3)`, (column) => column.notNull())
    // When its next stretch is due; moved ahead by whoever works on one.
    .addColumn('look_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('finished_at', sql`datetime(3)`)
    // Unique and null once over: one plan of a run at a time.
    .addColumn('open_of', 'bigint', (column) =>
      column.generatedAlwaysAs(sql`if(finished_at is null, run_id, null)`).stored().unique(),
    )
    .execute()
  await db.schema
    .createIndex('run_undos_by_end')
    .on('run_undos')
    .columns(['finished_at', 'look_at'])
    .execute()

  await db.schema
    .createTable('run_undo_items')
    .addColumn('undo_id', 'bigint', (column) => column.notNull().references('run_undos.id'))
    .addColumn('payment_id', ULID, (column) => column.notNull().references('payments.id'))
    .addColumn('amount_cents', 'integer', (column) => column.notNull())
    // opened: it has a refund, whose status says the rest. refused: the note says why.
    .addColumn('state', sql`enum('waiting','opened','refused')`, (column) => column.notNull())
    .addColumn('refund_id', ULID)
    .addColumn('note', 'varchar(255)')
    .addPrimaryKeyConstraint('run_undo_items_key', ['undo_id', 'payment_id'])
    .execute()
  await db.schema
    .createIndex('run_undo_items_by_state')
    .on('run_undo_items')
    .columns(['undo_id', 'state', 'amount_cents'])
    .execute()
}
