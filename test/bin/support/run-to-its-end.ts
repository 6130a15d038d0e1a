import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { dieWithParent } from '../../../bin/support/processes.ts'
import { ROOT } from '../../../bin/support/run-folder.ts'

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs a command of the product until it ends by itself. */
export async function runToItsEnd(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Ended> {
  const [file = '', ...args] = [...dieWithParent(), ...command]
  const child = spawn(file, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, stdout, stderr }
}
