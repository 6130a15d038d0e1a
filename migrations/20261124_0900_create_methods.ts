import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('methods')
    .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('customer_id', 'bigint', (column) => column.notNull())
    .addColumn('kind', sql`enum('card','bank')`, (column) => column.notNull())
    // one_time: typed in for one payment, never offered again, kept for a refund of that payment.
    .addColumn('status', sql`enum('active','one_time','disabled','removed')`, (column) =>
      column.notNull(),
    )
    .addColumn('brand', 'varchar(20)')
    .addColumn('last4', sql`char(4)`, (column) => column.notNull())
    .addColumn('holder_name', 'varchar(100)', (column) => column.notNull())
    .addColumn('exp_month', 'smallint')
    .addColumn('exp_year', 'smallint')
    .addColumn('account_type', sql`enum('checking','savings')`)
    .addColumn('postal_code', 'varchar(16)')
    // The gateway's token can charge by itself, so it is sealed with the key ring.
    .addColumn('token_sealed', 'varchar(255)', (column) => column.notNull())
    // Tells the same card or account again without keeping its token: limits count per card.
    // No `char`, which MariaDB refuses inside a stored column such as saved_key.
    .addColumn('fingerprint', 'varchar(32)', (column) => column.notNull())
    .addColumn('is_default', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('disabled_reason', 'varchar(200)')
    .addColumn('consent_at', sql`datetime(3)`)
    .addColumn('consent_version', 'varchar(20)')
    .addColumn('consent_address', 'varchar(45)')
    .addColumn('consent_agent', 'varchar(255)')
    .addColumn('created_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('updated_at', sql`datetime(3)`, (column) => column.notNull())
    // Unique and null where it does not apply: a customer has at most one default method…
    .addColumn('default_of', 'bigint', (column) =>
      column
        .generatedAlwaysAs(sql`if(is_default and status = 'active', customer_id, null)`)
        .stored()
        .unique(),
    )
    // …and never the same saved card twice.
    .addColumn('saved_key', 'varchar(60)', (column) =>
      column
        .generatedAlwaysAs(
          sql`if(status in ('active','disabled'), concat(customer_id, ':', fingerprint), null)`,
        )
        .stored()
        .unique(),
    )
    .addCheckConstraint(
      'methods_card_has_expiry',
      sql`kind <> 'card' or (exp_month between 1 and 12 and exp_year between 2000 and 2100)`,
    )
    .execute()
  await db.schema
    .createIndex('methods_by_customer')
    .on('methods')
    .columns(['customer_id', 'status'])
    .execute()
  await db.schema
    .createIndex('methods_by_fingerprint')
    .on('methods')
    .column('fingerprint')
    .execute()
}
