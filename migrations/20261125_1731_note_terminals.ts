import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('attempts')
    // Where the message went, and where it is asked about, voided and given back. Null for what was
    // sent while there was one terminal only, that of the environment.
    .addColumn('terminal_id', sql`varchar(40) character set ascii collate ascii_bin`)
    .execute()
}
