import { readFileSync } from 'node:fs'
import { startChild } from './child.ts'
import { Household, Over } from './household.ts'
import { ROOT } from './run-folder.ts'

// A worker that is told to stop finishes the messages that are at the gateway, each of which may
// take GATEWAY_TIMEOUT_MS (75 s unless set). A second Ctrl-C ends the patience.
const STOP_DEADLINE_MS = 15_000 + Number(process.env.GATEWAY_TIMEOUT_MS || 75_000)

export interface Line {
  name: string
  command: string
}

/** The lines of a Procfile; what is not `name: command` is a comment. */
export function readProcfile(text: string): Line[] {
  return [...text.matchAll(/^([\w-]+):[ \t]*(\S.*)$/gm)].map(([, name = '', command = '']) => ({
    name,
    command: command.trim(),
  }))
}

/**
 * Runs every line of a Procfile until one of them ends or we are told to stop, and then stops the
 * others. Returns the exit code: 0 when it was told to, 1 when one ended by itself.
 */
export async function runProcfile(text: string, print: (line: string) => void): Promise<number> {
  const lines = readProcfile(text)
  const width = Math.max(...lines.map(({ name }) => name.length))
  const household = new Household({ stopDeadlineMs: STOP_DEADLINE_MS })
  try {
    for (const { name, command } of lines) {
      const onLine = (line: string) => print(`${name.padEnd(width)} | ${line}`)
      const shell = ['sh', '-c', `exec ${command}`] as const
      await household.bring(startChild({ name, command: shell, cwd: ROOT, onLine }))
    }
    return await household.untilOver()
  } catch (error) {
    if (!(error instanceof Over)) throw error
    print(`${error.message}; stopping the others`)
    return error.kind === 'asked' ? 0 : 1
  } finally {
    await household.stop()
  }
}

if (process.argv[1] === import.meta.filename) {
  process.exitCode = await runProcfile(readFileSync(`${ROOT}/Procfile`, 'utf8'), console.log)
}
