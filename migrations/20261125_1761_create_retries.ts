import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('retry_policies')
    // Only what somebody has changed; the rest are the defaults of `domain/retry.ts`.
    .addColumn('method_kind', sql`enum('card','bank')`, (column) => column.notNull())
    .addColumn('category', sql`enum('soft','data','returned')`, (column) => column.notNull())
    .addColumn('tries_max', 'smallint', (column) => column.notNull())
    .addColumn('window_days', 'smallint', (column) => column.notNull())
    .addColumn('spacing_days', 'smallint', (column) => column.notNull())
    .addColumn('month_days', 'json', (column) => column.notNull())
    .addColumn('weekdays', 'json', (column) => column.notNull())
    .addColumn('updated_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('updated_by', 'varchar(100)', (column) => column.notNull())
    .addPrimaryKeyConstraint('retry_policies_key', ['method_kind', 'category'])
    .execute()

  await db.schema
    .createTable('retry_plans')
    // What a clerk has decided about the next automatic try of a document.
    .addColumn('purpose', sql`enum('invoice','proforma')`, (column) => column.notNull())
    .addColumn('document_id', 'bigint', (column) => column.notNull())
    .addColumn('customer_id', 'bigint', (column) => column.notNull())
    // Not before this day. It has served once another try was made.
    .addColumn('not_before', sql`char(10)`)
    .addColumn('is_cancelled', 'boolean', (column) => column.notNull())
    .addColumn('reason', 'varchar(255)', (column) => column.notNull())
    .addColumn('made_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('made_by', 'varchar(100)', (column) => column.notNull())
    .addPrimaryKeyConstraint('retry_plans_key', ['purpose', 'document_id'])
    .addCheckConstraint(
      'retry_plans_day_or_none',
      sql`(not_before is null) = (is_cancelled = true)`,
    )
    .execute()

  await db.schema
    .createTable('customer_holds')
    // No automatic charge of this customer: until a day, or until a person lifts it.
    .addColumn('customer_id', 'bigint', (column) => column.primaryKey())
    .addColumn('kind', sql`enum('paused','opted_out')`, (column) => column.notNull())
    .addColumn('until_day', sql`char(10)`)
    .addColumn('reason', 'varchar(255)', (column) => column.notNull())
    .addColumn('made_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('made_by', 'varchar(100)', (column) => column.notNull())
    .addCheckConstraint(
      'customer_holds_pause_ends',
      sql`(until_day is not null) = (kind = 'paused')`,
    )
    .execute()

  await db.schema
    .alterTable('methods')
    // When its details were last entered again: declines before that were about other details.
    .addColumn('renewed_at', sql`datetime(3)`)
    .execute()
}
