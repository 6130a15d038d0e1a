import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('refillers')
    // Locked while a refill of the customer is judged, so that two of them are judged one after the
    // other: what is allowed depends on the refills that are there already.
    .addColumn('customer_id', 'bigint', (column) => column.primaryKey())
    .execute()
  await createAutoRefills(db)
  await db.schema
    .alterTable('recordings')
    // A refill by bank debit that is credited only when its bank can hardly take it back any more.
    .addColumn('held_until', sql`datetime(3)`)
    .execute()
}

async function createAutoRefills(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('auto_refills')
    // A customer has at most one. One that was ended stays, because its consent has to be kept.
    .addColumn('customer_id', 'bigint', (column) => column.primaryKey())
    .addColumn('method_id', 'bigint', (column) => column.notNull().references('methods.id'))
    // Refilled by the amount whenever the balance is below the threshold.
    .addColumn('threshold_cents', 'integer', (column) =>
      column.notNull().check(sql`threshold_cents >= 0`),
    )
    .addColumn('amount_cents', 'integer', (column) => column.notNull().check(sql`amount_cents > 0`))
    // What was agreed to, when, from where and with which browser.
    .addColumn('consent_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('consent_version', 'varchar(40)', (column) => column.notNull())
    .addColumn('consent_address', 'varchar(45)', (column) => column.notNull())
    .addColumn('consent_agent', 'varchar(255)', (column) => column.notNull())
    // Nothing is charged until the customer has agreed again.
    .addColumn('paused_at', sql`datetime(3)`)
    .addColumn('pause_reason', sql`enum('declined','returned','method')`)
    .addColumn('ended_at', sql`datetime(3)`)
    .addColumn('ended_by', 'varchar(100)')
    .addColumn('last_payment_id', sql`char(26) character set ascii collate ascii_bin`, (column) =>
      column.references('payments.id'),
    )
    // When the balance is looked at next; null while it is paused or ended.
    .addColumn('next_look_at', sql`datetime(3)`)
    .addColumn('updated_at', sql`datetime(3)`, (column) => column.notNull())
    .addCheckConstraint(
      'auto_refills_paused_for_a_reason',
      sql`(paused_at is null) = (pause_reason is null)`,
    )
    .addCheckConstraint(
      'auto_refills_ended_by_somebody',
      sql`(ended_at is null) = (ended_by is null)`,
    )
    .addCheckConstraint(
      'auto_refills_looked_at_while_on',
      sql`next_look_at is null or (paused_at is null and ended_at is null)`,
    )
    .execute()
  await db.schema
    .createIndex('auto_refills_next_look')
    .on('auto_refills')
    .column('next_look_at')
    .execute()
}
