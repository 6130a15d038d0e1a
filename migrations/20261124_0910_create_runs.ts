import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('schedules')
    .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('name', 'varchar(100)', (column) => column.notNull())
    .addColumn('is_enabled', 'boolean', (column) => column.notNull())
    .addColumn('filter', 'json', (column) => column.notNull())
    .addColumn('time_of_day', sql`char(5)`, (column) => column.notNull())
    .addColumn('zone', 'varchar(64)', (column) => column.notNull())
    .addColumn('weekdays', 'json', (column) => column.notNull())
    .addColumn('catch_up_minutes', 'integer', (column) => column.notNull())
    .addColumn('created_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('updated_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('updated_by', 'varchar(100)', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('runs')
    .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('source', sql`enum('manual','auto')`, (column) => column.notNull())
    .addColumn('schedule_id', 'bigint', (column) => column.references('schedules.id'))
    .addColumn('business_date', sql`char(10)`)
    // Schedule and business date in one: however many clocks there are, the second is refused.
    .addColumn('slot_key', 'varchar(40)', (column) => column.unique())
    // From the form that asked for it: a second click finds the first click's run.
    .addColumn('request_key', 'varchar(64)', (column) => column.unique())
    .addColumn('status', sql`enum('running','paused','cancelled','finished')`, (column) =>
      column.notNull(),
    )
    .addColumn('filter', 'json', (column) => column.notNull())
    .addColumn('actor', 'varchar(100)', (column) => column.notNull())
    // How late a missed run was caught up, for the console to say.
    .addColumn('late_minutes', 'integer')
    .addColumn('pause_reason', 'varchar(255)')
    // Selection reads Splynx in ascending id and goes on from here after a crash.
    .addColumn('select_after_id', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('select_lease_until', sql`datetime(3)`)
    .addColumn('selected_at', sql`datetime(3)`)
    .addColumn('heartbeat_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('created_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('finished_at', sql`datetime(3)`)
    .execute()
  await db.schema
    .createIndex('runs_by_status')
    .on('runs')
    .columns(['status', 'heartbeat_at'])
    .execute()

  await db.schema
    .createTable('run_items')
    .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('run_id', 'bigint', (column) => column.notNull().references('runs.id'))
    .addColumn('document_id', 'bigint', (column) => column.notNull())
    .addColumn('document_number', 'varchar(64)', (column) => column.notNull())
    .addColumn('customer_id', 'bigint', (column) => column.notNull())
    .addColumn('customer_name', 'varchar(200)', (column) => column.notNull())
    .addColumn('partner_id', 'bigint')
    .addColumn('method_id', 'bigint')
    // What was due when it was selected; the payment carries what was really asked for.
    .addColumn('amount_cents', 'integer', (column) => column.notNull())
    .addColumn('state', sql`enum('waiting','taken','skipped','cancelled')`, (column) =>
      column.notNull(),
    )
    .addColumn('skip_reason', 'varchar(32)')
    .addColumn('skip_detail', 'varchar(200)')
    .addCheckConstraint(
      'run_items_skip_has_reason',
      sql`state <> 'skipped' or skip_reason is not null`,
    )
    // A selection that is repeated after a crash cannot take a document twice.
    .addUniqueConstraint('run_items_document', ['run_id', 'document_id'])
    .execute()
  await db.schema
    .createIndex('run_items_by_state')
    .on('run_items')
    .columns(['run_id', 'state', 'amount_cents'])
    .execute()
  await db.schema
    .createIndex('run_items_by_document')
    .on('run_items')
    .columns(['document_id', 'run_id'])
    .execute()
}
