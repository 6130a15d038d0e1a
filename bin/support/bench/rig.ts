import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { EVERY_VARIABLE, readConfig } from '../../../src/config.ts'
import { createContext, type LiveContext } from '../../../src/context.ts'
import { migrateToLatest } from '../../../src/db/migrate.ts'
import { importMethods } from '../../../src/operations/import-methods.ts'
import { type Child, startChild } from '../child.ts'
import { appEnvironment, type Environment, handedOnEnvironment } from '../demo-environment.ts'
import { emptyTables, listEmptied } from '../empty-tables.ts'
import type { Household } from '../household.ts'
import { freePort } from '../ports.ts'
import { ROOT, type RunFolder } from '../run-folder.ts'
import { type Sandbox, startSandbox } from '../sandbox-process.ts'
import { startServers } from '../servers.ts'

/** Everything that a measurement needs: real servers with durable commits, and both simulators. */
export interface Rig {
  context: LiveContext
  env: Environment
  sandbox: Sandbox
  /** Starts `web` or `worker` and waits until it says that it is ready. */
  start(name: 'web' | 'worker', env?: Environment): Promise<Child>
  /** Nothing has been paid and nobody has a payment; methods stay. */
  reset(): Promise<void>
  setLatency(latencyMs: number): Promise<void>
  close(): Promise<void>
}

export async function buildRig(
  household: Household,
  folder: RunFolder,
  customers: number,
): Promise<Rig> {
  const [{ mariadb, redis }, sandbox] = await Promise.all([
    startServers({ dir: folder.path, durable: true, signal: household.signal }),
    household.bring(
      startSandbox(folder, handedOnEnvironment(), household.signal, [`--customers=${customers}`]),
    ),
  ])
  await household.bring(Promise.resolve(mariadb))
  await household.bring(Promise.resolve(redis))
  const publicUrl = `http://127.0.0.1:${await freePort()}`
  const places = { databaseUrl: mariadb.url, redisUrl: redis.url, sandbox, publicUrl }
  const env = { ...appEnvironment(places), LOG_LEVEL: 'warn', GATEWAY_TIMEOUT_MS: '30000' }
  const context = createContext(readConfig(EVERY_VARIABLE, { ...env, LOG_LEVEL: 'error' }), {
    name: 'bench',
  })
  await migrateToLatest(context.db)
  await importMethods(context)

  return {
    context,
    env,
    sandbox,
    async start(name, extra = {}) {
      let ready: () => void = () => {}
      const isReady = new Promise<void>((resolve) => {
        ready = resolve
      })
      const child = await household.bring(
        startChild({
          name,
          command: [process.execPath, '--import', 'tsx', `src/${name}.ts`],
          cwd: ROOT,
          env: { ...env, LOG_LEVEL: 'info', ...extra },
          logPath: `${folder.path}/${name}.log`,
          onLine: (line) => /is (ready|listening)/.test(line) && ready(),
        }),
      )
      await household.unlessOver(isReady)
      return child
    },
    async reset() {
      for (const queue of context.bell.queues.values()) await queue.obliterate({ force: true })
      await emptyTables(context.db, await listEmptied(context.db))
      for (const url of [sandbox.gatewayUrl, sandbox.splynxUrl]) {
        await send('POST', `${url}/_sandbox/reset`)
      }
    },
    setLatency: (latencyMs) => send('PUT', `${sandbox.gatewayUrl}/_sandbox/faults`, { latencyMs }),
    close: () => context.close(),
  }
}

async function send(method: string, url: string, body?: object): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}`)
}

const TICK_MS = 10

/** CPU time of a process so far, all its threads, in ms. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

/** Memory of a process that is in use now, in MB. */
export function memoryMb(pid: number): number {
  const [, kb = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kb) / 1024)
}

export interface DatabaseWork {
  statements: number
  commits: number
}

/** Statements and commits of the whole server so far. */
export async function databaseWork({ db }: LiveContext): Promise<DatabaseWork> {
  const { rows } = await sql<{ Variable_name: string; Value: string }>`
    show global status where Variable_name in ('Questions', 'Com_begin', 'Com_commit')`.execute(db)
  const value = new Map(rows.map((row) => [row.Variable_name, Number(row.Value)]))
  return { statements: value.get('Questions') ?? 0, commits: value.get('Com_commit') ?? 0 }
}
