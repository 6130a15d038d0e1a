import { type Child, lastLines, startChild } from './child.ts'
import { appEnvironment, type Environment, handedOnEnvironment } from './demo-environment.ts'
import type { DemoOptions } from './demo-options.ts'
import { prepareGivenDatabase, prepareGivenRedis } from './given-servers.ts'
import type { Household } from './household.ts'
import { type HeldPort, holdPort, isPortTaken, PORT_TRIES } from './ports.ts'
import { ROOT, type RunFolder } from './run-folder.ts'
import { type Sandbox, startSandbox } from './sandbox-process.ts'
import { startMariadb, startRedis } from './servers.ts'

export interface Demo {
  /** The root of everything that people open. */
  publicUrl: string
  sandbox: Sandbox
  /** What `web`, `worker` and `clock` were started with: enough to start another one. */
  env: Environment
  pids: Record<string, number>
}

interface Start {
  options: DemoOptions
  folder: RunFolder
  household: Household
  pids: Record<string, number>
}

/** Shows a step while it lasts. */
export type Progress = <T>(label: string, step: Promise<T>) => Promise<T>

const READY_DEADLINE_MS = 60_000

/** Starts all parts, each as soon as what it needs is there. */
export async function startDemo(
  options: DemoOptions,
  folder: RunFolder,
  household: Household,
  progress: Progress,
): Promise<Demo> {
  const start: Start = { options, folder, household, pids: { demo: process.pid } }
  const port = await holdWebPort(options.port)
  const [databaseUrl, redisUrl, sandbox] = await progress(
    'MariaDB, Redis, simulators',
    Promise.all([
      bringDatabase(start),
      bringRedis(start),
      household.bring(
        startSandbox(folder, handedOnEnvironment(), household.signal, [
          `--add-on-url=${addressOf(port.port)}`,
        ]),
      ),
    ]),
  )
  start.pids.sandbox = sandbox.pid

  const publicUrl = addressOf(port.port)
  const env = appEnvironment({ databaseUrl, redisUrl, sandbox, publicUrl })
  await progress('tables', runScript(start, 'migrate', 'src/migrate.ts', env))

  household.nextFloor()
  await progress(
    'web, saved payment methods',
    Promise.all([
      bringWeb(start, port, env),
      runScript(start, 'seed', 'bin/support/seed-demo.ts', env),
    ]),
  )
  await Promise.all([
    bringApp(start, 'worker', env),
    bringApp(start, 'clock', env),
    addHook(sandbox, env),
  ])
  return { publicUrl: env.PUBLIC_URL as string, sandbox, env, pids: start.pids }
}

/** Has the simulated Splynx tell us what changes, as an operator sets it up there; it pings at once. */
async function addHook({ splynxUrl }: Sandbox, env: Environment): Promise<void> {
  const post = (path: string, body: object) =>
    fetch(new URL(path, splynxUrl), { method: 'POST', body: JSON.stringify(body) })
  const response = await post('/_sandbox/hooks', {
    url: new URL('/ippay/webhooks/splynx', env.PUBLIC_URL).href,
    secret: env.SPLYNX_WEBHOOK_SECRET,
  })
  if (!response.ok) throw new Error(`the webhook could not be set up: ${await response.text()}`)
  const { id } = (await response.json()) as { id: number }
  await post('/_sandbox/hooks/ping', { id })
}

/** The simulated Splynx's host, so that browsers show us its session, too. */
const addressOf = (port: number): string => `http://127.0.0.1:${port}`

async function holdWebPort(wanted: number | undefined): Promise<HeldPort> {
  try {
    return await holdPort(wanted ?? 3000)
  } catch (error) {
    if (!isPortTaken(error)) throw error
    if (wanted !== undefined) throw new Error(`port ${wanted} is in use: choose another --port`)
    return holdPort(0)
  }
}

async function bringDatabase({ options, folder, household, pids }: Start): Promise<string> {
  const given = process.env.DATABASE_URL
  if (given) {
    await prepareGivenDatabase(given, options.fresh)
    return given
  }
  const place = { dir: `${folder.path}/mariadb`, durable: true, signal: household.signal }
  const mariadb = await household.bring(startMariadb(place))
  pids.mariadb = mariadb.pid
  return mariadb.url
}

async function bringRedis({ folder, household, pids }: Start): Promise<string> {
  const given = process.env.REDIS_URL
  if (given) {
    await prepareGivenRedis(given)
    return given
  }
  const place = { dir: `${folder.path}/redis`, durable: true, signal: household.signal }
  const redis = await household.bring(startRedis(place))
  pids.redis = redis.pid
  return redis.url
}

function runScript({ folder, household }: Start, name: string, file: string, env: Environment) {
  return household.run({
    name,
    command: [process.execPath, '--import', 'tsx', file],
    cwd: ROOT,
    env,
    logPath: `${folder.path}/${name}.log`,
  })
}

async function bringApp(start: Start, name: string, env: Environment): Promise<Child> {
  const child = await start.household.bring(startApp(start, name, env))
  start.pids[name] = child.pid
  return child
}

function startApp({ folder }: Start, name: string, env: Environment): Promise<Child> {
  return startChild({
    name,
    command: [process.execPath, '--import', 'tsx', `src/${name}.ts`],
    cwd: ROOT,
    env,
    logPath: `${folder.path}/${name}.log`,
    pidFile: folder.pidFile(name),
  })
}

/**
 * Starts web and waits until it is ready. Between our release of the port and web's use of it
 * another program may take it; then web gets another one, unless the port was asked for.
 */
async function bringWeb(start: Start, port: HeldPort, env: Environment): Promise<void> {
  const { options, household, pids } = start
  const web = await household.bring(
    (async () => {
      for (let held = port, tries = 1; ; tries += 1) {
        env.PORT = String(held.port)
        env.PUBLIC_URL = addressOf(held.port)
        await held.release()
        const child = await startApp(start, 'web', env)
        if (await becomesReady(child, `${env.PUBLIC_URL}/readyz`, household.signal)) return child
        const log = lastLines(`${start.folder.path}/web.log`)
        const mayMove = options.port === undefined && log.includes('EADDRINUSE')
        if (!mayMove || tries === PORT_TRIES) throw new Error(`web did not start\n${log}`)
        held = await holdPort(0)
      }
    })(),
  )
  pids.web = web.pid
}

/** False when it ended instead. */
async function becomesReady(child: Child, url: string, signal: AbortSignal): Promise<boolean> {
  const deadline = Date.now() + READY_DEADLINE_MS
  let last = 'no answer'
  while (child.isRunning) {
    if (signal.aborted || Date.now() > deadline) {
      await child.stop()
      signal.throwIfAborted()
      throw new Error(`web was not ready within ${READY_DEADLINE_MS / 1000} s (${last})`)
    }
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) })
      if (response.ok) return true
      last = `${response.status} ${(await response.text()).slice(0, 300)}`
    } catch {
      // not listening yet
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}
