import { type Kysely, sql } from 'kysely'

const ULID = sql`char(26) character set ascii collate ascii_bin`
const ASCII = (length: number) =>
  sql`varchar(${sql.lit(length)}) character set ascii collate ascii_bin`
const TIME = sql`datetime(3)`

/** The outbox to customers, and what they wish of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mails')
    .addColumn('id', ULID, (column) => column.primaryKey())
    .addColumn('kind', ASCII(12), (column) => column.notNull())
    // What it is about, for instance `paid:` and the payment's id. No mail twice, ever.
    .addColumn('subject_key', ASCII(120), (column) => column.notNull().unique())
    .addColumn('customer_id', 'bigint', (column) => column.notNull())
    .addColumn('partner_id', 'bigint')
    .addColumn('payment_id', ULID, (column) => column.references('payments.id'))
    .addColumn('method_id', 'bigint')
    // The attempt, refund or return that it tells of.
    .addColumn('source_id', ASCII(26))
    // What stands in no other table: of an upcoming debit, its amount, day and document.
    .addColumn('facts', 'json', (column) => column.notNull())
    .addColumn(
      'state',
      sql`enum('waiting','sending','sent','uncertain','failed','given_up','not_wanted')`,
      (column) => column.notNull(),
    )
    // Of a run or of the calendar: goes after what people are waiting for.
    .addColumn('is_bulk', 'boolean', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('next_try_at', TIME)
    .addColumn('lease_until', TIME)
    .addColumn('give_up_at', TIME, (column) => column.notNull())
    // Known from the first try on. The address is masked: Splynx has it.
    .addColumn('language', ASCII(2))
    .addColumn('sent_to', 'varchar(254)')
    .addColumn('message_id', ASCII(160))
    .addColumn('sent_at', TIME)
    .addColumn('last_error', 'varchar(255)')
    // Sent once more because a person asked for it.
    .addColumn('copy_of', ULID, (column) => column.references('mails.id'))
    .addColumn('created_by', 'varchar(100)', (column) => column.notNull())
    .addColumn('created_at', TIME, (column) => column.notNull())
    .execute()
  const indexes = {
    mails_due: ['state', 'is_bulk', 'next_try_at'],
    mails_by_state: ['state', 'id'],
    mails_by_customer: ['customer_id', 'id'],
  }
  for (const [name, columns] of Object.entries(indexes)) {
    await db.schema.createIndex(name).on('mails').columns(columns).execute()
  }
  await db.schema
    .createTable('mail_preferences')
    .addColumn('customer_id', 'bigint', (column) => column.primaryKey())
    // As chosen on our pages; null for the language of the partner.
    .addColumn('language', ASCII(2))
    .addColumn('opted_out_at', TIME)
    .addColumn('updated_at', TIME, (column) => column.notNull())
    .execute()
}
