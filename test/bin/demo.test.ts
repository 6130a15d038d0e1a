import { existsSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { identityOf } from '../../bin/support/processes.ts'
import { createRunFolder, LOCAL } from '../../bin/support/run-folder.ts'
import { startDemo } from '../browser/support/demo.ts'
import { runToItsEnd } from './support/run-to-its-end.ts'

// Two demos beside each other on two cores, each with eight processes.
const TWO_DEMOS_MS = 180_000

test(
  'the demo charges unattended until all books agree, and one that is stopped beside it leaves nothing',
  async () => {
    const { DATABASE_URL: _d, REDIS_URL: _r, ...env } = process.env
    const folder = await createRunFolder('demo-test')
    onTestFinished(() => folder.remove())

    const once = runToItsEnd(['bin/demo', '--once'], env)
    const { child, pids, url } = await startDemo(`${folder.path}/demo.log`)
    onTestFinished(() => void child.kill())
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect(Object.keys(pids).sort()).toEqual(
      ['clock', 'demo', 'mariadb', 'redis', 'sandbox', 'web', 'worker'].sort(),
    )

    expect(await child.stop()).toEqual({ code: 0, signal: null })
    const stillRunning = Object.entries(pids).filter(([, pid]) => identityOf(pid) !== undefined)
    expect(stillRunning).toEqual([])
    expect(existsSync(`${LOCAL}/demo-${pids.demo}`)).toBe(false)

    const { code, stdout, stderr } = await once
    expect({ code, stderr }).toMatchObject({ code: 0 })
    const totals = JSON.parse(stdout)
    expect(totals.agree).toBe(true)
    expect(totals.charged.count).toBeGreaterThan(300)
    expect(totals.gateway).toEqual(totals.charged)
    expect(totals.splynx).toEqual(totals.charged)
  },
  TWO_DEMOS_MS,
)
