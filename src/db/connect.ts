import { Kysely, type LogEvent, MysqlDialect } from 'kysely'
import { createPool } from 'mysql2'
import type { Database } from './schema.ts'

export type Db = Kysely<Database>

interface ConnectOptions {
  /** Connections of this process; 10 to 20 serve hundreds of charges in flight. */
  poolSize?: number
  onQuery?: (event: LogEvent) => void
}

/**
 * No transaction here waits for anything outside the database. One that stands still for so long
 * belongs to a host that is gone, and would hold its rows for hours; MariaDB alone can be told.
 */
const LET_GO = '/*M!100300 , idle_transaction_timeout = 20 */'

/**
 * Connects to MySQL or MariaDB. Times are UTC. READ COMMITTED, because workers that insert into
 * neighbouring gaps at once would otherwise deadlock, and every rule that matters is a unique key
 * or a guarded statement.
 */
export function createDb(url: string, { poolSize = 12, onQuery }: ConnectOptions = {}): Db {
  const pool = createPool({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    connectionLimit: poolSize,
    timezone: 'Z',
    charset: 'utf8mb4_bin',
    supportBigNumbers: true,
    enableKeepAlive: true,
    connectTimeout: 5_000,
  })
  pool.on('connection', (connection) => {
    connection.query('set session transaction isolation level read committed')
    connection.query(`set session time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES' ${LET_GO}`)
  })
  return new Kysely<Database>({
    dialect: new MysqlDialect({ pool }),
    ...(onQuery ? { log: onQuery } : {}),
  })
}
