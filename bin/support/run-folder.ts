import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endLeftover, identityOf, runningFromPidFile, writePidFile } from './processes.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Everything that a start makes and git does not keep. */
export const LOCAL = join(ROOT, '.local')

export interface RunFolder {
  path: string
  /** The pid file of a process that belongs to this run, to be ended if we cannot. */
  pidFile(name: string): string
  remove(): void
}

/**
 * A folder that belongs to this process alone (`.local/test-4711`), so that any number of runs go
 * on beside each other. What crashed runs of the same kind left behind is ended and removed first.
 */
export async function createRunFolder(kind: string, parent = LOCAL): Promise<RunFolder> {
  mkdirSync(parent, { recursive: true })
  await clearLeftovers(kind, parent)
  const path = join(parent, `${kind}-${process.pid}`)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  writePidFile(join(path, 'owner'), process.pid)
  return {
    path,
    pidFile: (name) => join(path, `${name}.pid`),
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }),
  }
}

async function clearLeftovers(kind: string, parent: string): Promise<void> {
  const numberOf = (name: string) => Number(name.slice(kind.length + 1))
  const abandoned = readdirSync(parent)
    .filter((name) => name.startsWith(`${kind}-`) && numberOf(name) > 0)
    .filter((name) => !isOwned(join(parent, name), numberOf(name)))
  await Promise.all(abandoned.map((name) => clearLeftover(join(parent, name))))
}

async function clearLeftover(folder: string): Promise<void> {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    const pidFiles = names.filter((name) => name.endsWith('.pid'))
    await Promise.all(pidFiles.map((name) => endLeftover(join(folder, name))))
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  } catch (error) {
    // Another user's, or another run that clears it at the same time.
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (!['EPERM', 'EACCES', 'ENOENT'].includes(code)) throw error
  }
}

function isOwned(folder: string, pid: number): boolean {
  if (runningFromPidFile(join(folder, 'owner'))) return true
  // Between the making of the folder and of its `owner` file only its name tells.
  const isBeingMade = !hasOwnerFile(folder) && pid !== process.pid
  return isBeingMade && identityOf(pid) !== undefined
}

function hasOwnerFile(folder: string): boolean {
  try {
    return readdirSync(folder).includes('owner')
  } catch {
    return false
  }
}
