import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Child, lastLines, startChild } from './child.ts'
import { freePort, PORT_TRIES } from './ports.ts'
import { endLeftover } from './processes.ts'

export interface ServerOptions {
  /** Where its data, log and pid file are. The same folder again finds the same data. */
  dir: string
  /** Every commit is on the disk (a demo, a measurement) or speed alone counts (tests). */
  durable: boolean
  /** Gives up the start. */
  signal?: AbortSignal
}

/** A private database server on a free port of the loopback. */
export interface Server {
  readonly name: string
  readonly url: string
  readonly port: number
  readonly pid: number
  readonly logPath: string | undefined
  /** Resolves with a sentence if it ends without being asked to. */
  readonly crashed: Promise<string>
  /** SIGTERM, then SIGKILL after the deadline (10 s unless told otherwise). */
  stop(deadlineMs?: number): Promise<void>
  /** SIGKILL, as if the power of this one process had failed. */
  kill(): Promise<void>
  /** Stops it, if it runs, and starts it again on the same port with the same data. */
  restart(): Promise<void>
}

/** What differs between one server and another. */
export interface Recipe {
  name: string
  command(port: number): readonly [file: string, ...args: string[]]
  cwd: string
  env: Record<string, string>
  url(port: number): string
  /** True once it really answers, and it is ours and not another's on a port that we lost. */
  answers(port: number, pid: number): Promise<boolean>
  /** Whether its log says that the port is in use. */
  saysPortTaken(log: string): boolean
}

const START_DEADLINE_MS = 60_000

export async function startServer(recipe: Recipe, options: ServerOptions): Promise<Server> {
  const pidFile = join(options.dir, 'server.pid')
  mkdirSync(options.dir, { recursive: true, mode: 0o700 })
  await endLeftover(pidFile)

  let { child, port } = await launch(recipe, options)
  let reportCrash: (sentence: string) => void
  const crashed = new Promise<string>((resolve) => {
    reportCrash = resolve
  })
  child.crashed.then((sentence) => reportCrash(sentence))

  return {
    name: recipe.name,
    url: recipe.url(port),
    port,
    get pid() {
      return child.pid
    },
    logPath: child.logPath,
    crashed,
    async stop(deadlineMs) {
      await child.stop(deadlineMs)
    },
    async kill() {
      await child.kill()
    },
    async restart() {
      await child.stop()
      ;({ child, port } = await launch(recipe, options, port))
      child.crashed.then((sentence) => reportCrash(sentence))
    },
  }
}

interface Launched {
  child: Child
  port: number
}

// Neither server can be told "any free port", so we choose one and choose again if we lost it.
async function launch(
  recipe: Recipe,
  options: ServerOptions,
  samePort?: number,
): Promise<Launched> {
  const logPath = join(options.dir, 'server.log')
  for (let tries = 1; ; tries += 1) {
    options.signal?.throwIfAborted()
    const port = samePort ?? (await freePort())
    rmSync(logPath, { force: true })
    const child = await startChild({
      name: recipe.name,
      command: recipe.command(port),
      cwd: recipe.cwd,
      env: { ...process.env, ...recipe.env },
      logPath,
      pidFile: join(options.dir, 'server.pid'),
    })
    if (await becomesReady(recipe, child, port, options.signal)) return { child, port }
    const log = lastLines(logPath)
    if (!recipe.saysPortTaken(log) || tries === PORT_TRIES) {
      throw new Error(`${recipe.name} did not start\n${log}`)
    }
  }
}

/** False when it ended instead. Kills it when it takes too long or the start is given up. */
async function becomesReady(
  recipe: Recipe,
  child: Child,
  port: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const deadline = Date.now() + START_DEADLINE_MS
  while (child.isRunning) {
    if (signal?.aborted) {
      await child.kill()
      throw signal.reason
    }
    if (Date.now() > deadline) {
      await child.kill()
      throw new Error(`${recipe.name} did not answer within ${START_DEADLINE_MS / 1000} s`)
    }
    if (await recipe.answers(port, child.pid)) return child.isRunning
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return false
}
