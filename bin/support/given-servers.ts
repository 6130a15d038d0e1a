import { Redis } from 'ioredis'
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise'

// Tables with rows that the simulators, which begin anew, would contradict.
const TELLING_TABLES = ['payments', 'runs', 'methods']
// Says that a demo filled this database, so that the next one may empty it unasked.
const MARK = 'filled_by_demo'

/**
 * Makes the database of DATABASE_URL fit for a demo. Throws when it holds payments that no demo
 * made, unless `fresh` says that they may go.
 */
export async function prepareGivenDatabase(url: string, fresh: boolean): Promise<void> {
  const connection = await createConnection({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    connectTimeout: 5_000,
  })
  try {
    const tables = await tablesOf(connection)
    if (fresh || tables.includes(MARK)) await dropTables(connection, tables)
    else await refuseRealPayments(connection, tables)
    await connection.query(`create table if not exists ${MARK} (at datetime not null)`)
  } finally {
    await connection.end()
  }
}

async function tablesOf(connection: Connection): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "select table_name as name from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'",
  )
  return rows.map((row) => String(row.name))
}

async function dropTables(connection: Connection, tables: string[]): Promise<void> {
  await connection.query('set foreign_key_checks = 0')
  for (const table of tables) await connection.query('drop table ??', [table])
  await connection.query('set foreign_key_checks = 1')
}

async function refuseRealPayments(connection: Connection, tables: string[]): Promise<void> {
  for (const table of TELLING_TABLES.filter((name) => tables.includes(name))) {
    const [rows] = await connection.query<RowDataPacket[]>('select 1 from ?? limit 1', [table])
    if (rows.length > 0) {
      throw new Error(
        'the database of DATABASE_URL holds payments that no demo made: give an empty one, or --fresh to empty it',
      )
    }
  }
}

/** Removes the work and the sessions that an earlier demo left in the Redis of REDIS_URL. */
export async function prepareGivenRedis(url: string): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  let problem: Error | undefined
  redis.on('error', (error: Error) => {
    problem = error
  })
  try {
    await redis.connect()
    for await (const keys of redis.scanStream({ match: '{ippay}*', count: 1_000 })) {
      if (keys.length > 0) await redis.unlink(...(keys as string[]))
    }
  } catch (error) {
    throw new Error(`REDIS_URL: ${(problem ?? (error as Error)).message}`)
  } finally {
    redis.disconnect()
  }
}
