import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('recordings')
    // When the payment's record in a payment statement of Splynx is due to be written; null when it
    // is there, or wanted by nobody.
    .addColumn('statement_due_at', sql`datetime(3)`)
    // Above zero: a try may have been stored by Splynx, so look it up before the next one.
    .addColumn('statement_tries', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('statement_record_id', 'bigint')
    .execute()
  await db.schema
    .createIndex('recordings_statement_due')
    .on('recordings')
    .columns(['statement_due_at'])
    .execute()

  await db.schema
    .createTable('missing_records')
    // A payment that was recorded in Splynx and is there no more, although no money went back.
    .addColumn('payment_id', sql`char(26) character set ascii collate ascii_bin`, (column) =>
      column.primaryKey().references('payments.id'),
    )
    .addColumn('splynx_payment_id', 'bigint')
    .addColumn('noticed_at', sql`datetime(3)`, (column) => column.notNull())
    // When a person has said that this is known and right.
    .addColumn('seen_at', sql`datetime(3)`)
    .addColumn('seen_by', 'varchar(100)')
    .execute()
  await db.schema
    .createIndex('missing_records_to_see')
    .on('missing_records')
    .columns(['seen_at', 'noticed_at'])
    .execute()
}
