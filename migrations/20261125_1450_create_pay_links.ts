import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pay_links')
    // With a keyed mark behind it, it is the link: who can read the table cannot make one.
    .addColumn('id', sql`char(26) character set ascii collate ascii_bin`, (column) =>
      column.primaryKey(),
    )
    .addColumn('kind', sql`enum('invoice','proforma')`, (column) => column.notNull())
    .addColumn('document_id', 'bigint', (column) => column.notNull())
    .addColumn('document_number', 'varchar(64)', (column) => column.notNull())
    .addColumn('customer_id', 'bigint', (column) => column.notNull())
    .addColumn('created_by', 'varchar(100)', (column) => column.notNull())
    .addColumn('created_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('expires_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('revoked_at', sql`datetime(3)`)
    .execute()
  await db.schema
    .createIndex('pay_links_by_document')
    .on('pay_links')
    .columns(['document_id', 'kind'])
    .execute()
}
