import { ulid } from 'ulid'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { type Child, startChild } from '../../bin/support/child.ts'
import { appEnvironment, handedOnEnvironment } from '../../bin/support/demo-environment.ts'
import { createRunFolder, ROOT } from '../../bin/support/run-folder.ts'
import { startSandbox } from '../../bin/support/sandbox-process.ts'
import { EVERY_VARIABLE, readConfig } from '../../src/config.ts'
import { createContext } from '../../src/context.ts'
import { readForgottenTotals } from '../../src/db/forgotten-messages.ts'
import { findRun } from '../../src/db/runs.ts'
import { findSafeMode } from '../../src/db/safe-mode.ts'
import { importMethods } from '../../src/operations/import-methods.ts'
import { releaseSafeMode } from '../../src/operations/safe-mode/release-safe-mode.ts'
import { startRun } from '../../src/operations/start-run.ts'
import { createSimulators } from '../browser/support/simulators.ts'
import { takeBackup } from '../support/backup.ts'
import { testDatabase } from '../support/database.ts'
import { testRedis } from '../support/redis.ts'

const RESTORE_MS = 120_000

const [{ url: databaseUrl }, { url: redisUrl }] = await Promise.all([testDatabase(), testRedis()])
const folder = await createRunFolder('safe-mode-test')
const sandbox = await startSandbox(folder, handedOnEnvironment(), new AbortController().signal, [
  '--customers=40',
])
const env = appEnvironment({ databaseUrl, redisUrl, sandbox, publicUrl: 'http://localhost:3000' })
const config = readConfig(EVERY_VARIABLE, { ...env, LOG_LEVEL: 'silent' })
const context = createContext(config, { name: 'test' })
afterAll(async () => {
  await context.close()
  await sandbox.stop()
  folder.remove()
})

async function startWorker(): Promise<Child> {
  const worker = await startChild({
    name: 'worker',
    command: [process.execPath, '--import', 'tsx', 'src/worker.ts'],
    cwd: ROOT,
    env: { ...env, JOURNAL_DIR: `${folder.path}/journal` },
    logPath: `${folder.path}/worker.log`,
  })
  onTestFinished(async () => {
    await worker.kill()
  })
  return worker
}

const FILTER = { documentKind: 'invoice', status: 'not_paid' } as const

async function runToItsEnd(): Promise<void> {
  const run = { source: 'manual', filter: FILTER, actor: 'staff:test', requestKey: ulid() } as const
  const { runId } = await startRun(context, run)
  const status = async () => (await findRun(context.db, runId))?.status
  await expect.poll(status, { timeout: 60_000, interval: 100 }).toBe('finished')
}

const countPayments = async (...statuses: ('unknown' | 'approved' | 'recorded')[]) =>
  (await context.db.selectFrom('payments').select('id').where('status', 'in', statuses).execute())
    .length

/** What the clock does. */
async function ring(): Promise<void> {
  await context.bell.ring('sweep', {}, { onceAs: 'sweep' })
  await context.bell.ring('check-journal', {}, { onceAs: 'check-journal' })
}

test(
  'a worker that starts on a restored backup charges nothing, finds out, and goes on when released',
  async () => {
    const { db } = context
    const simulators = createSimulators(sandbox.gatewayUrl, sandbox.splynxUrl)
    await importMethods(context)
    const backup = await takeBackup(db)
    const first = await startWorker()
    await runToItsEnd()
    await expect.poll(() => countPayments('approved'), { timeout: 30_000 }).toBe(0)
    await first.stop(30_000)
    const charged = (await simulators.books()).gateway
    expect(charged.count).toBeGreaterThan(10)
    await backup.restore()
    expect(await countPayments('recorded')).toBe(0)

    await startWorker()
    const state = async () => (await findSafeMode(db)).state
    await expect.poll(state, { timeout: 30_000, interval: 100 }).toBe('on')
    const left = async () => {
      await ring()
      const { entered_at } = await findSafeMode(db)
      const { waiting, open } = await readForgottenTotals(db, entered_at!)
      return waiting + open + (await countPayments('unknown', 'approved'))
    }
    await expect.poll(left, { timeout: 60_000, interval: 200 }).toBe(0)
    expect(await countPayments('recorded')).toBe(charged.count)
    const splynx = (await simulators.books()).splynx
    expect(splynx).toEqual(charged)
    await expect(runToItsEnd()).rejects.toThrow('safe mode')

    const release = { actor: 'staff:mia', reason: 'all of it is known', acceptsOpen: false }
    expect(await releaseSafeMode(context, release)).toEqual({ kind: 'released' })
    await runToItsEnd()
    expect((await simulators.books()).gateway).toEqual(charged)
  },
  RESTORE_MS,
)
