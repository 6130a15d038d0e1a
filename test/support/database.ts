import { randomBytes } from 'node:crypto'
import { type Connection, createConnection } from 'mysql2/promise'
import { afterAll, inject } from 'vitest'
import { createDb, type Db } from '../../src/db/connect.ts'

export interface TestDatabase {
  url: string
  db: Db
  /** Empties every table, for `beforeEach`. Ids go on counting. */
  truncate(): Promise<void>
}

/**
 * A migrated database for the calling test file alone, dropped when the file is done:
 * `const { db, truncate } = await testDatabase()` at its top. Its tables are copies of those that the
 * migrations made once for all files. One that `isKept` is for every file of this process.
 */
export async function testDatabase({ isKept = false } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const server = await createConnection({ uri: inject('mariadbUrl'), multipleStatements: true })
  await server.query(`create database ${name} character set utf8mb4 collate utf8mb4_bin`)
  await server.changeUser({ database: name })
  await server.query(`set foreign_key_checks = 0; ${inject('schema')}`)
  const url = `${inject('mariadbUrl')}/${name}`
  const db = createDb(url)
  const drop = async () => {
    await db.destroy()
    await server.query(`drop database ${name}`)
    await server.end()
  }
  if (!isKept) afterAll(drop)
  const emptying = await emptyingOf(server, name)
  const truncate = async () => {
    await server.query(emptying)
  }
  await truncate()
  return { url, db, truncate }
}

// The rows that migrations make. A new installation, as every empty database is.
const FIRST_ROWS = `
  insert into breaker (id, state) values (1, 'closed');
  insert into safe_mode (id, state) values (1, 'off');
  insert into installation (id, uuid, created_at) values (1, uuid(), utc_timestamp(3))`

/** One journey for all tables. `delete` is ten times as fast as `truncate` on tables of a few rows. */
async function emptyingOf(server: Connection, name: string): Promise<string> {
  const [rows] = await server.query(
    `select table_name as name from information_schema.tables
      where table_schema = '${name}' and table_name not like 'kysely_migration%'`,
  )
  const deletes = (rows as { name: string }[]).map(({ name: table }) => `delete from ${table}`)
  return [...deletes, FIRST_ROWS].join(';')
}
