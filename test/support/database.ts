import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { createConnection } from 'mysql2/promise'
import { afterAll, inject } from 'vitest'
import { createDb, type Db } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'

export interface TestDatabase {
  url: string
  db: Db
  /** Empties every table, for `beforeEach`. Ids go on counting. */
  truncate(): Promise<void>
}

/**
 * A migrated database for the calling test file alone, dropped when the file is done:
 * `const { db, truncate } = await testDatabase()` at its top.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('mariadbUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = `${server}/${name}`
  await runOnServer(server, `create database ${name} character set utf8mb4 collate utf8mb4_bin`)
  const db = createDb(url)
  await migrateToLatest(db)
  afterAll(async () => {
    await db.destroy()
    await runOnServer(server, `drop database ${name}`)
  })
  const tables = await ownTables(db)
  return { url, db, truncate: () => truncate(db, tables) }
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const connection = await createConnection(url)
  await connection.query(statement)
  await connection.end()
}

async function ownTables(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables()
  return tables.map(({ name }) => name).filter((name) => !name.startsWith('kysely_migration'))
}

// `delete` is ten times as fast as `truncate` on tables of a few rows.
async function truncate(db: Db, tables: string[]): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`set foreign_key_checks = 0`.execute(connection)
    for (const table of tables) await sql`delete from ${sql.table(table)}`.execute(connection)
    // The rows that migrations make. A new installation, as every empty database is.
    await sql`insert into breaker (id, state) values (1, 'closed')`.execute(connection)
    await sql`insert into safe_mode (id, state) values (1, 'off')`.execute(connection)
    await sql`insert into installation (id, uuid, created_at) values (1, uuid(), now(3))`.execute(
      connection,
    )
    await sql`set foreign_key_checks = 1`.execute(connection)
  })
}
