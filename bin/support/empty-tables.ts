import { sql } from 'kysely'
import type { Db } from '../../src/db/connect.ts'

/** What belongs to the installation and to nothing that was charged. */
const KEPT = new Set([
  'methods',
  'staff',
  'breaker',
  'settings',
  'terminals',
  'safe_mode',
  'installation',
])

/** Every table that a new world begins without. */
export async function listEmptied(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables()
  return tables.map(({ name }) => name).filter((name) => !KEPT.has(name))
}

/**
 * Nobody has a payment any more. The journal begins anew too: else it would know messages that the
 * emptied tables do not.
 */
export async function emptyTables(db: Db, tables: readonly string[]): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`set foreign_key_checks = 0`.execute(connection)
    for (const table of tables) await sql`truncate table ${sql.table(table)}`.execute(connection)
    await sql`update installation set uuid = uuid()`.execute(connection)
    await sql`set foreign_key_checks = 1`.execute(connection)
  })
}
