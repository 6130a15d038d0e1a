import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { EVERY_VARIABLE, readConfig } from '../../../src/config.ts'
import { createContext, type LiveContext } from '../../../src/context.ts'
import { migrateToLatest } from '../../../src/db/migrate.ts'
import { importMethods } from '../../../src/operations/import-methods.ts'
import { type Child, startChild } from '../child.ts'
import { appEnvironment, type Environment, handedOnEnvironment } from '../demo-environment.ts'
import type { Household } from '../household.ts'
import { freePort } from '../ports.ts'
import { ROOT, type RunFolder } from '../run-folder.ts'
import { type Sandbox, startSandbox } from '../sandbox-process.ts'
import { type Server, startMariadb, startRedis } from '../servers.ts'
import { createGate, type Gate } from './gate.ts'
import { LINES, type LineName, PROCESSES, type ProcessName, type Rule } from './plan.ts'

/** A protection that the fault run can take away, to show that it would notice. */
export const PROTECTIONS = ['unique-key', 'inquiry', 'look-up', 'sweep'] as const
export type Protection = (typeof PROTECTIONS)[number]

/** Servers, simulators, gates and processes: everything that can go wrong. */
export interface Stage {
  mariadb: Server
  redis: Server
  sandbox: Sandbox
  gates: Record<LineName, Gate>
  /** Reaches everything by itself, past the gates: it sees what is true. */
  observer: LiveContext
  /** As a web process of its own, through the gates. */
  door: LiveContext
  webUrl: string
  /** Starts it unless it runs; resolves when it is ready, or has ended again. */
  start(name: ProcessName): Promise<void>
  running: ReadonlyMap<ProcessName, Child>
  setRules(target: 'gateway' | 'splynx', seed: number, rules: Rule[]): Promise<void>
  /** A new world: nothing was ever paid. */
  reset(): Promise<void>
  close(): Promise<void>
}

// All waits are shortened alike, so that hours of patience pass in seconds.
const PATIENCE: Environment = {
  GATEWAY_TIMEOUT_MS: '1000',
  SPLYNX_TIMEOUT_MS: '1000',
  INQUIRY_DELAYS_S: '0.5,1,1,2,2,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3',
  NOT_FOUND_QUIET_S: '4',
  NOT_FOUND_TWICE_S: '1',
  CLAIM_TURN_S: '2',
  UNREACHED_RETRY_S: '0.5',
  BREAKER_PROBE_S: '0.3',
  WORKER_CONCURRENCY: '20',
}

const CUSTOMERS = 400
const LATENCY_MS = 60

export async function setStage(
  household: Household,
  folder: RunFolder,
  without: Protection | undefined,
): Promise<Stage> {
  const { signal } = household
  const [mariadb, redis, sandbox] = await Promise.all([
    // Durable: a killed server must not forget what it said was committed.
    household.bring(startMariadb({ dir: `${folder.path}/mariadb`, durable: true, signal })),
    household.bring(startRedis({ dir: `${folder.path}/redis`, durable: false, signal })),
    household.bring(
      startSandbox(folder, handedOnEnvironment(), signal, [`--customers=${CUSTOMERS}`]),
    ),
  ])
  const gates: Record<LineName, Gate> = {
    database: await createGate(mariadb.port),
    redis: await createGate(redis.port),
    gateway: await createGate(Number(new URL(sandbox.gatewayUrl).port)),
    splynx: await createGate(Number(new URL(sandbox.splynxUrl).port)),
  }
  const webUrl = `http://127.0.0.1:${await freePort()}`
  const direct = environment({ mariadb, redis, sandbox, webUrl })
  const proxied: Environment = {
    ...direct,
    DATABASE_URL: through(mariadb.url, gates.database),
    REDIS_URL: through(redis.url, gates.redis),
    IPPAY_URL: through(direct.IPPAY_URL!, gates.gateway),
    SPLYNX_URL: through(direct.SPLYNX_URL!, gates.splynx),
  }
  const silent = (env: Environment) =>
    createContext(readConfig(EVERY_VARIABLE, { ...env, LOG_LEVEL: 'silent' }), { name: 'chaos' })
  const observer = silent(direct)
  await migrateToLatest(observer.db)
  await importMethods(observer)
  if (without === 'unique-key') {
    await sql`alter table payments drop index document_under_way`.execute(observer.db)
  }

  const running = new Map<ProcessName, Child>()
  return {
    mariadb,
    redis,
    sandbox,
    gates,
    observer,
    door: silent(proxied),
    webUrl,
    running,
    async start(name) {
      if (running.get(name)?.isRunning || signal.aborted) return
      if (without === 'sweep' && name.startsWith('clock')) return
      const logPath = `${folder.path}/${name}.log`
      let ready: () => void = () => {}
      const isReady = new Promise<void>((resolve) => {
        ready = resolve
      })
      const child = await startChild({
        name,
        command: [process.execPath, '--import', 'tsx', ...scriptOf(name, without)],
        cwd: ROOT,
        env: { ...proxied, LOG_LEVEL: 'info' },
        onLine(line) {
          appendFileSync(logPath, `${line}\n`)
          if (/is (ready|listening)/.test(line)) ready()
        },
        pidFile: folder.pidFile(name),
      })
      running.set(name, child)
      await Promise.race([isReady, child.ended])
    },
    setRules: (target, seed, rules) => {
      const url = target === 'gateway' ? sandbox.gatewayUrl : sandbox.splynxUrl
      return send('PUT', `${url}/_sandbox/faults`, { seed, latencyMs: LATENCY_MS, rules })
    },
    async reset() {
      await reset(observer, sandbox)
      // A gateway that books a repeat is what makes a blind second sale a second charge.
      const settings = { repeatedId: without === 'inquiry' ? 'book-again' : 'refuse-900' }
      await send('PUT', `${sandbox.gatewayUrl}/_sandbox/settings`, settings)
    },
    async close() {
      await Promise.all([...running.values()].map((child) => child.kill()))
      for (const line of LINES) gates[line].close()
    },
  }
}

function environment(parts: {
  mariadb: Server
  redis: Server
  sandbox: Sandbox
  webUrl: string
}): Environment {
  const { mariadb, redis, sandbox, webUrl } = parts
  const places = { databaseUrl: mariadb.url, redisUrl: redis.url, sandbox, publicUrl: webUrl }
  return { ...appEnvironment(places), ...PATIENCE }
}

function through(url: string, { port }: Gate): string {
  const changed = new URL(url)
  changed.port = String(port)
  return changed.href
}

function scriptOf(name: ProcessName, without: Protection | undefined): string[] {
  const role = name.replace(/-\d$/, '')
  const isCrippled = role === 'worker' && (without === 'inquiry' || without === 'look-up')
  return isCrippled ? ['bin/support/chaos/worker-without.ts', without] : [`src/${role}.ts`]
}

const TABLES = [
  'payment_events',
  'recordings',
  'attempts',
  'run_items',
  'payments',
  'runs',
  'audit_events',
]

async function reset({ db, redis }: LiveContext, sandbox: Sandbox): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`set foreign_key_checks = 0`.execute(connection)
    for (const table of TABLES) await sql`truncate table ${sql.table(table)}`.execute(connection)
    await sql`update breaker set state = 'closed', openings = 0, opened_at = null`.execute(
      connection,
    )
    await sql`update methods set status = 'active', disabled_reason = null`.execute(connection)
    await sql`set foreign_key_checks = 1`.execute(connection)
  })
  await redis.flushall()
  for (const url of [sandbox.gatewayUrl, sandbox.splynxUrl]) {
    await send('POST', `${url}/_sandbox/reset`)
  }
}

const CONTROL_DEADLINE_MS = 15_000

/** A simulator that plays "nobody listens" does not hear us either, until its time is over. */
async function send(method: string, url: string, body?: object): Promise<void> {
  const deadline = Date.now() + CONTROL_DEADLINE_MS
  const headers = { 'content-type': 'application/json' }
  const request = { method, headers, body: body === undefined ? null : JSON.stringify(body) }
  for (;;) {
    try {
      const response = await fetch(url, { ...request, signal: AbortSignal.timeout(5_000) })
      if (response.ok) return
      throw new Error(`${method} ${url} answered ${response.status}`)
    } catch (error) {
      if (Date.now() > deadline || !(error instanceof TypeError)) throw error
      await sleep(100)
    }
  }
}

/** All of them, as they are after a deployment. */
export async function startAll(stage: Stage): Promise<void> {
  await Promise.all(PROCESSES.map((name) => stage.start(name)))
}
