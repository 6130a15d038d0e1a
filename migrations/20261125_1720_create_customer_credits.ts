import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('customer_credits')
    // A payment whose document was gone, deleted or paid in another way by the time Splynx was told:
    // its money is the customer's credit there, and a clerk decides what becomes of it.
    .addColumn('payment_id', sql`char(26) character set ascii collate ascii_bin`, (column) =>
      column.primaryKey().references('payments.id'),
    )
    // What was wrong with the document; null where an earlier try had recorded it without a word.
    .addColumn('document_was', sql`enum('gone','paid','deleted','other')`)
    .addColumn('noticed_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('done_at', sql`datetime(3)`)
    .addColumn('done_by', 'varchar(100)')
    .addColumn('note', 'varchar(255)')
    .addCheckConstraint(
      'customer_credits_done_by_somebody',
      sql`(done_at is null) = (done_by is null)`,
    )
    .execute()
  await db.schema
    .createIndex('customer_credits_open')
    .on('customer_credits')
    .columns(['done_at', 'noticed_at'])
    .execute()
}
