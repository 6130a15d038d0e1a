import { type StdioOptions, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { dieWithParent, signalGroup, writePidFile } from './processes.ts'

export interface Ending {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface Child {
  readonly name: string
  readonly pid: number
  readonly logPath: string | undefined
  /** Resolves once it has ended, asked or not. */
  readonly ended: Promise<Ending>
  /** Resolves with a sentence if it ends without being asked to. */
  readonly crashed: Promise<string>
  readonly isRunning: boolean
  /** SIGTERM, then SIGKILL after the deadline. Resolves when it is gone. */
  stop(deadlineMs?: number): Promise<Ending>
  kill(): Promise<Ending>
}

export interface ChildOptions {
  name: string
  command: readonly [file: string, ...args: string[]]
  cwd: string
  env?: NodeJS.ProcessEnv
  /** Takes what it prints. */
  logPath?: string
  /** Hears each line that it prints; with a log, only those of stdout, and the log the others. */
  onLine?: (line: string) => void
  /** It prints where we print. */
  isOpen?: boolean
  pidFile?: string
}

/**
 * Starts a command in a process group of its own, so that a Ctrl-C reaches only us and we decide
 * the order in which things stop. It dies with us, whatever kills us.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, cwd, env = process.env, pidFile } = options
  const [file = '', ...args] = [...dieWithParent(), ...options.command]
  const { stdio, close } = streams(options)
  const child = spawn(file, args, { cwd, env, stdio, detached: true })
  close()

  const ended = new Promise<Ending>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error) => reject(new Error(`${name} cannot start: ${error.message}`)))
  })
  const pid = child.pid as number
  if (pidFile) writePidFile(pidFile, pid)

  let isRunning = true
  let isAsked = false
  const gone = ended.then((ending) => {
    isRunning = false
    signalGroup(pid, 'SIGKILL') // what it started and left behind
    if (pidFile) rmSync(pidFile, { force: true })
    return ending
  })
  if (options.onLine) {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', options.onLine)
    }
  }

  const crashed = new Promise<string>((resolve) => {
    gone.then((ending) => isAsked || resolve(`${name} ${describeEnding(ending)}`))
  })
  const send = (signal: NodeJS.Signals) => {
    isAsked = true
    if (isRunning) signalGroup(pid, signal)
    return gone
  }
  return {
    name,
    pid,
    logPath: options.logPath,
    ended: gone,
    crashed,
    get isRunning() {
      return isRunning
    },
    kill: () => send('SIGKILL'),
    async stop(deadlineMs = 10_000) {
      const deadline = setTimeout(() => send('SIGKILL'), deadlineMs)
      try {
        return await send('SIGTERM')
      } finally {
        clearTimeout(deadline)
      }
    },
  }
}

interface Streams {
  stdio: StdioOptions
  close(): void
}

function streams({ logPath, onLine, isOpen }: ChildOptions): Streams {
  if (isOpen) return { stdio: ['ignore', 'inherit', 'inherit'], close() {} }
  if (!logPath) {
    const stdio: StdioOptions = onLine ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'ignore', 'ignore']
    return { stdio, close() {} }
  }
  const log = openSync(logPath, 'a', 0o600)
  return { stdio: ['ignore', onLine ? 'pipe' : log, log], close: () => closeSync(log) }
}

/** `ended with code 1`, `was ended by SIGKILL`. */
export function describeEnding({ code, signal }: Ending): string {
  return signal ? `was ended by ${signal}` : `ended with code ${code}`
}

/** The last lines of a log, for the message that says why something did not start. */
export function lastLines(path: string, count = 12): string {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
  } catch {
    return ''
  }
}
