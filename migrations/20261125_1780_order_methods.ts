import type { Kysely } from 'kysely'

/** Which saved method comes after the default; new ones stand behind those that were ordered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('methods')
    .addColumn('position', 'integer', (column) => column.notNull().defaultTo(1_000))
    .execute()
}
