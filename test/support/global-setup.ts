import { sql } from 'kysely'
import type { TestProject } from 'vitest/node'
import { createRunFolder } from '../../bin/support/run-folder.ts'
import { startServers } from '../../bin/support/servers.ts'
import { createDb } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's root address, without a database: see `testDatabase`. */
    mariadbUrl: string
    redisUrl: string
    /** What makes all tables, as one text of many statements. */
    schema: string
  }
}

/** One MariaDB and one Redis for all test files of this run, in a folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await createRunFolder('test')
  const { mariadb, redis } = await startServers({ dir: folder.path, durable: false })
  project.provide('mariadbUrl', mariadb.url.slice(0, mariadb.url.lastIndexOf('/')))
  project.provide('schema', await readSchema(mariadb.url))
  project.provide('redisUrl', redis.url)
  return async () => {
    await Promise.all([mariadb.stop(), redis.stop()])
    folder.remove()
  }
}

/** Migrates the server's own database and says how its tables are made. */
async function readSchema(url: string): Promise<string> {
  const db = createDb(url, { poolSize: 1 })
  await migrateToLatest(db)
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  const statements: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<
      Record<string, string>
    >`show create table ${sql.table(name)}`.execute(db)
    statements.push(rows[0]!['Create Table']!)
    if (name.startsWith('kysely_')) {
      const own = new URL(url).pathname.slice(1)
      statements.push(`insert into ${name} select * from ${own}.${name}`)
    }
  }
  await db.destroy()
  return statements.join(';')
}
