import { appendFileSync } from 'node:fs'
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
import { createGates, type Gates } from './gates.ts'
import { type Member, PROCESSES, type Rule, type ServerName } from './plan.ts'
import { createReset, tell } from './reset.ts'
import { WEBHOOK_SECRET } from './splynx-hooks.ts'

/** A protection that the fault run can take away, to show that it would notice. */
export const PROTECTIONS = ['unique-key', 'inquiry', 'look-up', 'sweep'] as const
export type Protection = (typeof PROTECTIONS)[number]

/** Servers, simulators, gates and processes: everything that can go wrong. */
export interface Stage {
  servers: Record<ServerName, Server>
  sandbox: Sandbox
  gates: Gates
  /** Reaches everything by itself, past the gates: it sees what is true. */
  observer: LiveContext
  /** Where people find the pages: through a gate. */
  pagesUrl: string
  /** Starts it unless it runs; resolves when it is ready, or has ended again. */
  start(name: Member): Promise<void>
  running: ReadonlyMap<Member, Child>
  setRules(target: 'gateway' | 'splynx', seed: number, rules: readonly Rule[]): Promise<void>
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
  // Every person has an address of his own, as behind a proxy.
  TRUST_PROXY: '1',
  SPLYNX_WEBHOOK_SECRET: WEBHOOK_SECRET,
}

export const STAFF = [
  'ada',
  'ben',
  'cleo',
  'dora',
  'eve',
  'finn',
  'gina',
  'hugo',
  'ina',
  'jo',
] as const
export type StaffLogin = (typeof STAFF)[number]

const LATENCY_MS = 60

export interface StageOptions {
  without?: Protection | undefined
  customers: number
}

export async function setStage(
  household: Household,
  folder: RunFolder,
  { without, customers }: StageOptions,
): Promise<Stage> {
  const { signal } = household
  const sandboxArgs = [
    `--customers=${customers}`,
    ...STAFF.map((name) => `--staff=${name}:${name}`),
  ]
  const [mariadb, redis, sandbox] = await Promise.all([
    // Durable: a killed server must not forget what it said was committed.
    household.bring(startMariadb({ dir: `${folder.path}/mariadb`, durable: true, signal })),
    household.bring(startRedis({ dir: `${folder.path}/redis`, durable: false, signal })),
    household.bring(startSandbox(folder, handedOnEnvironment(), signal, sandboxArgs)),
  ])
  const webPort = await freePort()
  const ports = {
    database: mariadb.port,
    redis: redis.port,
    gateway: portIn(sandbox.gatewayUrl),
    splynx: portIn(sandbox.splynxUrl),
  }
  const gates = await createGates(ports, webPort)
  const pagesUrl = `http://127.0.0.1:${gates.pagesPort}`
  const places = { databaseUrl: mariadb.url, redisUrl: redis.url, sandbox, publicUrl: pagesUrl }
  const direct = { ...appEnvironment(places), ...PATIENCE, PORT: String(webPort) }
  const observer = createContext(readConfig(EVERY_VARIABLE, { ...direct, LOG_LEVEL: 'silent' }), {
    name: 'chaos',
  })
  await migrateToLatest(observer.db)
  await importMethods(observer)
  if (without === 'unique-key') {
    await sql`alter table payments drop index document_under_way`.execute(observer.db)
  }
  const reset = await createReset(observer, sandbox)

  const running = new Map<Member, Child>()
  return {
    servers: { mariadb, redis },
    sandbox,
    gates,
    observer,
    pagesUrl,
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
        env: { ...throughGates(direct, gates, name), LOG_LEVEL: 'info' },
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
      return tell('PUT', `${url}/_sandbox/faults`, { seed, latencyMs: LATENCY_MS, rules })
    },
    async reset() {
      await reset()
      // A gateway that books a repeat is what makes a blind second sale a second charge.
      const settings = { repeatedId: without === 'inquiry' ? 'book-again' : 'refuse-900' }
      await tell('PUT', `${sandbox.gatewayUrl}/_sandbox/settings`, settings)
    },
    async close() {
      await Promise.all([...running.values()].map((child) => child.kill()))
      gates.close()
    },
  }
}

const portIn = (url: string): number => Number(new URL(url).port)

/** The same places, each behind the gate of this process. */
function throughGates(direct: Environment, gates: Gates, member: Member): Environment {
  const through = (url = '', line: Parameters<Gates['portOf']>[1]) => {
    const changed = new URL(url)
    changed.port = String(gates.portOf(member, line))
    return changed.href
  }
  return {
    ...direct,
    DATABASE_URL: through(direct.DATABASE_URL, 'database'),
    REDIS_URL: through(direct.REDIS_URL, 'redis'),
    IPPAY_URL: through(direct.IPPAY_URL, 'gateway'),
    IPPAY_REPORT_URL: through(direct.IPPAY_REPORT_URL, 'gateway'),
    SPLYNX_URL: through(direct.SPLYNX_URL, 'splynx'),
  }
}

function scriptOf(name: Member, without: Protection | undefined): string[] {
  const role = name.replace(/-\d$/, '')
  const isCrippled = role === 'worker' && (without === 'inquiry' || without === 'look-up')
  return isCrippled ? ['bin/support/chaos/worker-without.ts', without] : [`src/${role}.ts`]
}

/** All of them, as they are after a deployment. */
export async function startAll(stage: Stage): Promise<void> {
  await Promise.all(PROCESSES.map((name) => stage.start(name)))
}
