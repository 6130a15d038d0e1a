import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readProcfile } from '../../bin/support/procfile.ts'
import { ROOT } from '../../bin/support/run-folder.ts'
import { runToItsEnd } from './support/run-to-its-end.ts'

/** Each process as it is started for real. */
const COMMANDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    readProcfile(readFileSync(`${ROOT}/Procfile`, 'utf8')).map((line) => [line.name, line.command]),
  ),
  migrate: JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')).scripts.migrate,
}

// Complete; at none of these addresses anybody listens.
const SENSIBLE: Readonly<Record<string, string>> = {
  DATABASE_URL: 'mysql://nobody:secret@127.0.0.1:9/none',
  REDIS_URL: 'redis://127.0.0.1:9',
  APP_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  SPLYNX_URL: 'http://127.0.0.1:9',
  SPLYNX_API_KEY: 'key',
  SPLYNX_API_SECRET: 'secret',
  IPPAY_URL: 'http://127.0.0.1:9/ippay',
  IPPAY_TERMINAL_ID: 'TESTTERMINAL',
}

test('the Procfile has the three processes of the product', () => {
  expect(Object.keys(COMMANDS)).toEqual(['web', 'worker', 'clock', 'migrate'])
})

// An empty variable is a missing one.
test.each([
  ['web', 'APP_KEYS', '', 'is missing'],
  ['web', 'PORT', '80o0', 'must be a number'],
  ['worker', 'IPPAY_TERMINAL_ID', '', 'is missing'],
  ['worker', 'WORKER_CONCURRENCY', '0', 'must be at least 1'],
  ['clock', 'REDIS_URL', '', 'is missing'],
  ['clock', 'TZ', 'Mars/Olympus', 'must be a time zone such as America/Chicago'],
  ['migrate', 'DATABASE_URL', '', 'is missing'],
  ['migrate', 'DATABASE_URL', 'postgres://localhost/x', 'must be an address that starts with'],
])(
  '%s does not start with %s=%s and says so in one line',
  async (name, variable, value, problem) => {
    const { code, stdout, stderr } = await runToItsEnd(['sh', '-c', `exec ${COMMANDS[name]}`], {
      PATH: process.env.PATH,
      ...SENSIBLE,
      [variable]: value,
    })
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^[^\n]+\n$/)
    expect(stderr).toContain(`${variable} ${problem}`)
  },
)
