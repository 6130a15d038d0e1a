import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table runs modify status
    enum('awaiting_approval','running','paused','cancelled','finished') not null`.execute(db)
  await sql`alter table runs modify paused_by
    enum('person','breaker','safe_mode','canary')`.execute(db)
  await db.schema
    .alterTable('runs')
    // Who asked for it, and hence may not approve it: for a schedule, who changed it last.
    .addColumn('asked_by', 'varchar(100)')
    // Nothing is selected before the sums of the whole have been held against the limits.
    .addColumn('checks_limits', 'boolean', (column) => column.notNull().defaultTo(false))
    // What was to be charged when it was asked for or, once approved, what the approver saw.
    .addColumn('asked_count', 'integer')
    .addColumn('asked_cents', 'bigint')
    .addColumn('approval_reason', 'varchar(255)')
    .addColumn('approved_by', 'varchar(100)')
    .addColumn('approved_at', sql`datetime(3)`)
    // So many payments first, then a person decides. Once decided the rest may follow.
    .addColumn('canary_count', 'integer')
    .addColumn('canary_passed_at', sql`datetime(3)`)
    .execute()
  await sql`alter table runs add constraint runs_approved_by_another
    check (approved_by is null or asked_by is null or approved_by <> asked_by)`.execute(db)

  await db.schema
    .createTable('run_exclusions')
    .addColumn('run_id', 'bigint', (column) => column.notNull().references('runs.id'))
    // Ticked off by hand before the run was started. Few: a filter is for more.
    .addColumn('document_id', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('run_exclusions_key', ['run_id', 'document_id'])
    .execute()
  // Sums per customer: what the next comparable run is held against.
  await db.schema
    .createIndex('run_items_by_customer')
    .on('run_items')
    .columns(['run_id', 'customer_id', 'state', 'amount_cents'])
    .execute()
}
