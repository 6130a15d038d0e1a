import { afterAll } from 'vitest'
import { type Child, lastLines, startChild } from '../../../bin/support/child.ts'
import { freePort } from '../../../bin/support/ports.ts'
import { createRunFolder, ROOT } from '../../../bin/support/run-folder.ts'

export interface Login {
  login: string
  password: string
}

/** The line that `bin/demo --json` prints when all is ready. */
export interface Demo {
  url: string
  addresses: Record<'web' | 'console' | 'customer' | 'gateway' | 'splynx', string>
  logins: Record<'staff' | 'customer', Login>
  pids: Record<string, number>
}

export interface DemoProcess extends Demo {
  child: Child
}

/**
 * Starts the whole product as `bin/demo` does, on ports and in folders of its own. It dies with
 * us, whatever becomes of us.
 */
export async function startDemo(
  logPath: string,
  changes: Record<string, string> = {},
): Promise<DemoProcess> {
  // Servers that a developer's shell names are not for tests.
  const { DATABASE_URL: _d, REDIS_URL: _r, ...env } = process.env
  let heard: (line: string) => void = () => {}
  const firstLine = new Promise<string>((resolve) => {
    heard = resolve
  })
  const child = await startChild({
    name: 'demo',
    command: [
      process.execPath,
      ...['--import', 'tsx', 'bin/support/demo.ts', '--json'],
      ...['--port', String(await freePort())],
    ],
    cwd: ROOT,
    env: { ...env, ...changes },
    logPath,
    onLine: (line) => heard(line),
  })
  const line = await Promise.race([firstLine, child.ended.then(() => undefined)])
  if (line === undefined) throw new Error(`the demo did not start\n${lastLines(logPath, 30)}`)
  return { ...(JSON.parse(line) as Demo), child }
}

/** A demo for the calling test file alone, stopped when the file is done. */
export async function fileDemo(changes: Record<string, string> = {}): Promise<DemoProcess> {
  const folder = await createRunFolder('browser')
  const demo = await startDemo(`${folder.path}/demo.log`, changes)
  afterAll(async () => {
    await demo.child.stop(30_000)
    folder.remove()
  })
  return demo
}
