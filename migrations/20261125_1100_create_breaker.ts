import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // One row for the one gateway: open while it answers nobody.
  await db.schema
    .createTable('breaker')
    .addColumn('id', 'smallint', (column) => column.primaryKey())
    .addColumn('state', sql`enum('closed','open')`, (column) => column.notNull())
    .addColumn('reason', 'varchar(255)')
    .addColumn('opened_at', sql`datetime(3)`)
    // How often it opened without a quiet time in between: each time it stays open longer.
    .addColumn('openings', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('probes_ok', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('next_probe_at', sql`datetime(3)`)
    .execute()
  await sql`insert into breaker (id, state) values (1, 'closed')`.execute(db)
  // To count what the gateway answered lately.
  await db.schema
    .createIndex('attempts_by_time')
    .on('attempts')
    .columns(['sent_at', 'status'])
    .execute()
  // A run that the breaker paused goes on by itself; one that a person paused does not.
  await db.schema.alterTable('runs').addColumn('paused_by', sql`enum('person','breaker')`).execute()
}
