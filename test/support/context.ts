import { JOBS } from '../../jobs/index.ts'
import { EVERY_VARIABLE, readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import type { Db } from '../../src/db/connect.ts'
import { findInstallation } from '../../src/db/journal-marks.ts'
import { type BogusGateway, createBogusGateway, type Script } from '../../src/gateway/bogus.ts'
import { type BogusReports, createBogusReports } from '../../src/gateway/reports/bogus-reports.ts'
import { createJournal } from '../../src/journal/create-journal.ts'
import { createLog } from '../../src/log.ts'
import { type BogusMail, createBogusMail } from '../../src/mail/bogus-mail.ts'
import { createSender } from '../../src/operations/sending/sender.ts'
import { type Bell, createBell, type RingOptions } from '../../src/queue/bell.ts'
import { connectRedis } from '../../src/queue/connection.ts'
import { type JobDefinition, performJob } from '../../src/queue/job.ts'
import type { JobName, Payloads } from '../../src/queue/payloads.ts'
import { createSettings } from '../../src/settings/settings.ts'
import { createVault } from '../../src/vault/vault.ts'
import type { WorkerContext } from '../../src/worker-context.ts'
import { renderLetter } from '../../views/mails/render-letter.tsx'
import { beforeEachTest } from './anew.ts'
import { type BogusSplynx, createBogusSplynx } from './bogus-splynx.ts'
import { testDatabase } from './database.ts'
import { testRedis } from './redis.ts'

// A file that imports this has a migrated MariaDB and a Redis, empty before each test: its own, or those of
// all files that share a process.

const database = await testDatabase({ isKept: true })
const { url: redisUrl, flush } = await testRedis({ isKept: true })
export const databaseUrl = database.url
export const flushRedis = flush
/** Empties MariaDB and Redis, as before each test. */
export async function startAnew(): Promise<void> {
  await Promise.all([database.truncate(), flush()])
}
beforeEachTest(startAnew)

const redis = connectRedis(redisUrl, 'commands')

export const KEY = `test:${Buffer.alloc(32, 7).toString('base64')}`

export const config = readConfig(EVERY_VARIABLE, {
  DATABASE_URL: database.url,
  REDIS_URL: redisUrl,
  APP_KEYS: KEY,
  SPLYNX_URL: 'http://127.0.0.1:9',
  SPLYNX_API_KEY: 'key',
  SPLYNX_API_SECRET: 'secret',
  IPPAY_URL: 'http://127.0.0.1:9/ippay',
  IPPAY_TERMINAL_ID: 'TESTTERMINAL',
  LOG_LEVEL: 'debug',
  TZ: 'America/Chicago',
  SPLYNX_STATEMENT_GROUPING: 'off',
})

/** The hour at which every test begins, a Tuesday morning in Chicago. */
export const START = new Date('2026-11-24T15:00:00Z')

export interface Clock {
  now(): Date
  /** Moves on; a negative figure moves back. */
  forward(ms: number): void
}

export function createClock(start = START): Clock {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    forward(ms) {
      at += ms
    },
  }
}

export interface Ring<N extends JobName = JobName> {
  name: N
  payload: Payloads[N]
  options: RingOptions
}

export interface TestContext extends WorkerContext {
  readonly gateway: BogusGateway
  readonly reports: BogusReports
  readonly splynx: BogusSplynx
  readonly mail: BogusMail
  readonly clock: Clock
  /** What was rung for and not taken by `drain`, in order. */
  readonly rings: Ring[]
  /** Everything that was logged, as text. */
  logged(): string
  /**
   * Does the jobs that were rung for, and what they ring for in turn, as a worker does; rings with
   * a delay stay in `rings`. Returns what came of each as `name: result`.
   */
  drain(): Promise<string[]>
  /** Another worker: the same rows and clock, its own ways to the gateway and its own rings. */
  another(): TestContext
}

interface Parts {
  /** What the gateway answers; where it has run out, everything is approved. */
  script?: Script
  /** In place of a scripted one of its own. */
  gateway?: BogusGateway
  reports?: BogusReports
  splynx?: BogusSplynx
  clock?: Clock
  db?: Db
  /** Hears of every ring; without it rings are only noted. `realBell()` rings in Redis. */
  bell?: Bell
  /** Messages at the gateway at once. */
  concurrency?: number
  /** Any other part exchanged, for instance a client of a simulator in place of `splynx`. */
  changes?: Partial<Context>
}

/** Everything an operation or a job needs, with outside systems in memory and a clock to move. */
export function testContext(parts: Parts = {}): TestContext {
  const clock = parts.clock ?? createClock()
  const gateway = parts.gateway ?? createBogusGateway(parts.script)
  const reports = parts.reports ?? createBogusReports()
  const splynx = parts.splynx ?? createBogusSplynx()
  const rings: Ring[] = []
  const lines: string[] = []
  const journal = createJournal({
    redis,
    folder: '',
    findInstallation: () => findInstallation(parts.db ?? database.db),
    now: clock.now,
    onTrouble: () => {},
  })
  const vault = createVault(config.APP_KEYS)
  const base = {
    config,
    db: parts.db ?? database.db,
    redis,
    journal,
    gateway,
    reports,
    splynx,
    bell: notingBell(rings, parts.bell),
    mail: createBogusMail(renderLetter),
    vault,
    settings: createSettings({
      config: parts.changes?.config ?? config,
      db: parts.db ?? database.db,
      vault,
      now: clock.now,
    }),
    log: createLog('debug', 'test', { write: (line) => lines.push(line) }),
    now: clock.now,
    ...parts.changes,
  }
  const concurrency = parts.concurrency ?? 50
  const context: TestContext = {
    ...(base as typeof base & Pick<TestContext, 'gateway' | 'reports' | 'splynx' | 'mail'>),
    splynxAttended: base.splynx,
    sendAttended: createSender(base, { concurrency }),
    sendRuns: createSender(base, { concurrency }),
    clock,
    rings,
    logged: () => lines.join(''),
    drain: () => drain(context),
    another: () => testContext({ ...parts, gateway, reports, splynx, clock }),
  }
  return context
}

/** Rings in the Redis of this file. Close it in the test. */
export const realBell = (): Bell => createBell(redis, createLog('silent', 'test'))

function notingBell(rings: Ring[], bell?: Bell): Bell {
  return {
    async ring(name, payload, options = {}) {
      rings.push({ name, payload, options })
      await bell?.ring(name, payload, options)
    },
    async ringMany(name, payloads) {
      rings.push(...payloads.map((payload) => ({ name, payload, options: {} })))
      await bell?.ringMany(name, payloads)
    },
    queues: bell?.queues ?? new Map(),
    close: async () => {},
  }
}

async function drain(context: TestContext): Promise<string[]> {
  const results: string[] = []
  for (;;) {
    const at = context.rings.findIndex(({ options }) => !options.delayMs)
    if (at < 0) return results
    const [{ name, payload }] = context.rings.splice(at, 1) as [Ring]
    results.push(`${name}: ${await perform(context, name, payload)}`)
  }
}

/** Does one job, once. */
export const perform = <N extends JobName>(
  context: WorkerContext,
  name: N,
  payload: Payloads[N],
): Promise<string> =>
  performJob(context, JOBS[name] as JobDefinition<N>, { data: payload, attemptsMade: 0 })
