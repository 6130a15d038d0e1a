import type { Redis } from 'ioredis'
import type { Config } from './config.ts'
import { createDb, type Db } from './db/connect.ts'
import type { Gateway } from './gateway/gateway.ts'
import { createIppayClient } from './gateway/ippay-client.ts'
import { createLog, type Log } from './log.ts'
import { type Bell, createBell } from './queue/bell.ts'
import { connectRedis } from './queue/connection.ts'
import type { Splynx } from './splynx/splynx.ts'
import { createSplynxClient } from './splynx/splynx-client.ts'
import { createVault, type Vault } from './vault/vault.ts'

/** What every operation and route works with. Tests make their own, with a clock that they move. */
export interface Context {
  readonly config: Config
  readonly db: Db
  readonly redis: Redis
  readonly gateway: Gateway
  readonly splynx: Splynx
  readonly bell: Bell
  readonly vault: Vault
  readonly log: Log
  readonly now: () => Date
}

export interface LiveContext extends Context {
  close(): Promise<void>
}

/** Payments of people, inquiries and tokens, beside those of runs. */
const ATTENDED_CONNECTIONS = 40
const SPLYNX_CONNECTIONS = 40

/** Builds all that one process needs, and closes it. */
export function createContext(config: Config, { name }: { name: string }): LiveContext {
  const log = createLog(config.LOG_LEVEL, name)
  const db = createDb(config.DATABASE_URL)
  const redis = connectRedis(config.REDIS_URL, 'commands', (error) =>
    log.warn({ error }, 'Redis is away'),
  )
  const bell = createBell(redis, log)
  const gateway = createIppayClient({
    url: config.IPPAY_URL,
    terminalId: config.IPPAY_TERMINAL_ID,
    password: config.IPPAY_PASSWORD,
    timeoutMs: config.GATEWAY_TIMEOUT_MS,
    connections: config.WORKER_CONCURRENCY + ATTENDED_CONNECTIONS,
  })
  const splynx = createSplynxClient({
    url: config.SPLYNX_URL,
    key: config.SPLYNX_API_KEY,
    secret: config.SPLYNX_API_SECRET,
    timeoutMs: config.SPLYNX_TIMEOUT_MS,
    connections: SPLYNX_CONNECTIONS,
  })
  return {
    config,
    db,
    redis,
    gateway,
    splynx,
    bell,
    vault: createVault(config.APP_KEYS),
    log,
    now: () => new Date(),
    async close() {
      await bell.close()
      await Promise.all([gateway.close(), splynx.close()])
      redis.disconnect()
      await db.destroy()
    },
  }
}
