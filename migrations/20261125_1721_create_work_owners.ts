import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('work_owners')
    // Who looks after a piece of open work. The work itself is what other tables say; a row whose
    // work is done means nothing any more and is cleared away.
    .addColumn('kind', sql`varchar(40) character set ascii collate ascii_bin`, (column) =>
      column.notNull(),
    )
    .addColumn('subject', sql`varchar(40) character set ascii collate ascii_bin`, (column) =>
      column.notNull(),
    )
    // A login of the staff; null when somebody only moved the due time.
    .addColumn('owner', 'varchar(100)')
    // In place of the due time that its kind has.
    .addColumn('due_at', sql`datetime(3)`)
    .addColumn('note', 'varchar(255)')
    .addColumn('given_by', 'varchar(100)', (column) => column.notNull())
    .addColumn('updated_at', sql`datetime(3)`, (column) => column.notNull())
    .addPrimaryKeyConstraint('work_owners_subject', ['kind', 'subject'])
    .execute()
  await createIndexes(db)
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('work_owners_by_owner').on('work_owners').columns(['owner']).execute()
  await db.schema
    .createIndex('work_owners_by_time')
    .on('work_owners')
    .columns(['updated_at'])
    .execute()
  // Cards that end with a month, and methods that became useless lately.
  await db.schema
    .createIndex('methods_by_expiry')
    .on('methods')
    .columns(['exp_year', 'exp_month', 'status'])
    .execute()
  await db.schema
    .createIndex('methods_by_status_time')
    .on('methods')
    .columns(['status', 'updated_at'])
    .execute()
}
