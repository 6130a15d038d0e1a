import type { Kysely } from 'kysely'

/** The trail is read by who, by what and by subject; each index ends in the order of the list. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['actor', 'action', 'subject']) {
    await db.schema
      .createIndex(`audit_events_by_${column}`)
      .on('audit_events')
      .columns([column, 'id'])
      .execute()
  }
}
