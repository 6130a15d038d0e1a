import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/**
 * What tells a process from a later one with the same number: its start time. Undefined when it
 * has ended. A zombie has ended too, although signal 0 still reaches it: not every process 1
 * reaps at once.
 */
export function identityOf(pid: number): string | undefined {
  return process.platform === 'linux' ? identityFromProc(pid) : identityFromPs(pid)
}

function identityFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name may hold spaces and brackets, so count from the last bracket: state is the first
    // field behind it, the start time the twentieth.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

function identityFromPs(pid: number): string | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
    return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '')
  } catch {
    return undefined
  }
}

/** Notes a process, so that whoever comes later can tell whether it still runs. */
export function writePidFile(path: string, pid: number): void {
  const identity = identityOf(pid)
  if (identity !== undefined) writeFileSync(path, `${pid} ${identity}\n`, { mode: 0o600 })
}

/** The process that `writePidFile` noted, if that very process still runs. */
export function runningFromPidFile(path: string): number | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
  const [, digits = '', identity] = /^(\d+) (.+)\n$/.exec(text) ?? []
  const pid = Number(digits)
  return pid > 1 && identityOf(pid) === identity ? pid : undefined
}

/** Ends the process of a pid file that an earlier, crashed owner left behind. */
export async function endLeftover(pidFile: string, deadlineMs = 10_000): Promise<void> {
  const deadline = Date.now() + deadlineMs
  for (let signal: NodeJS.Signals = 'SIGTERM'; ; ) {
    const pid = runningFromPidFile(pidFile)
    if (pid === undefined) break
    if (Date.now() >= deadline) signal = 'SIGKILL'
    signalGroup(pid, signal)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  rmSync(pidFile, { force: true })
}

/** Signals a process and everything that it started. A group that has ended is no error. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

let deathSignal: string[] | undefined

/**
 * The words before a command that make Linux end it when its parent dies, even by `kill -9`;
 * none where there is no such `setpriv`. SIGKILL, because a MariaDB that is told to stop while it
 * still starts never stops; InnoDB and the append-only file are made to survive that.
 */
export function dieWithParent(): string[] {
  const words = ['setpriv', '--pdeathsig', 'KILL', '--']
  const [file = '', ...rest] = words
  deathSignal ??= spawnSync(file, [...rest, 'true']).status === 0 ? words : []
  return deathSignal
}
