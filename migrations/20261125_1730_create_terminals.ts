import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('terminals')
    // Of the gateway. Kept apart from the setting that names one, because messages that were sent
    // under a terminal are asked about there, long after another one was chosen.
    .addColumn('id', sql`varchar(40) character set ascii collate ascii_bin`, (column) =>
      column.primaryKey(),
    )
    // Null: none, or that of the environment's terminal.
    .addColumn('password_sealed', 'varchar(600)')
    // When a setting named it first: from then on money may have gone there, and it stays.
    .addColumn('chosen_at', sql`datetime(3)`)
    .addColumn('created_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('updated_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('updated_by', 'varchar(100)', (column) => column.notNull())
    .execute()
}
