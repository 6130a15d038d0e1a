import { ulid } from 'ulid'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { type Child, startChild } from '../../bin/support/child.ts'
import { appEnvironment, handedOnEnvironment } from '../../bin/support/demo-environment.ts'
import { createRunFolder, ROOT } from '../../bin/support/run-folder.ts'
import { startSandbox } from '../../bin/support/sandbox-process.ts'
import { EVERY_VARIABLE, readConfig } from '../../src/config.ts'
import { createContext } from '../../src/context.ts'
import { readRunTotals } from '../../src/db/run-totals.ts'
import { importMethods } from '../../src/operations/import-methods.ts'
import { startRun } from '../../src/operations/start-run.ts'
import { createSimulators } from '../browser/support/simulators.ts'
import { testDatabase } from '../support/database.ts'
import { testRedis } from '../support/redis.ts'

const WORKER_MS = 150_000

const [{ url: databaseUrl }, { url: redisUrl }] = await Promise.all([testDatabase(), testRedis()])
const folder = await createRunFolder('worker-test')
const sandbox = await startSandbox(folder, handedOnEnvironment(), new AbortController().signal, [
  '--customers=80',
])
const env = {
  ...appEnvironment({ databaseUrl, redisUrl, sandbox, publicUrl: 'http://localhost:3000' }),
  WORKER_CONCURRENCY: '5',
  UNREACHED_RETRY_S: '0.5',
}
const context = createContext(readConfig(EVERY_VARIABLE, { ...env, LOG_LEVEL: 'silent' }), {
  name: 'test',
})
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
    env,
    logPath: `${folder.path}/worker.log`,
  })
  onTestFinished(async () => {
    await worker.kill()
  })
  return worker
}

test(
  'a worker that is told to stop ends what is at the gateway, and another one does the rest',
  async () => {
    const { db } = context
    const simulators = createSimulators(sandbox.gatewayUrl, sandbox.splynxUrl)
    const countAtGateway = async () =>
      (await db.selectFrom('payments').select('id').where('status', '=', 'submitting').execute())
        .length
    await importMethods(context)
    await simulators.troubleGateway({ latencyMs: 1_000 })
    const filter = { documentKind: 'invoice', status: 'not_paid' } as const
    const actor = 'staff:test'
    const { runId } = await startRun(context, {
      source: 'manual',
      filter,
      actor,
      requestKey: ulid(),
    })

    const first = await startWorker()
    const countTaken = async () => {
      // As the clock does: a ring that got lost comes again.
      await context.bell.ring('sweep', {}, { onceAs: 'sweep' })
      return countAtGateway()
    }
    await expect.poll(countTaken, { timeout: 60_000, interval: 50 }).toBeGreaterThan(0)
    expect(await first.stop(30_000)).toEqual({ code: 0, signal: null })
    expect(await countAtGateway()).toBe(0)
    const halfway = await readRunTotals(db, runId)
    expect(halfway.charged.count + halfway.declined.count).toBeGreaterThan(0)
    expect(halfway.unknown.count).toBe(0)
    expect(halfway.waiting.count).toBeGreaterThan(0)

    await simulators.troubleGateway({})
    await startWorker()
    const countLeft = async () => {
      // As the clock does: what the first one had claimed and not sent is nobody's until then.
      await context.bell.ring('sweep', {}, { onceAs: 'sweep' })
      const { waiting, sending } = await readRunTotals(db, runId)
      return waiting.count + sending.count
    }
    await expect.poll(countLeft, { timeout: 30_000, interval: 100 }).toBe(0)
    const { charged, unknown } = await readRunTotals(db, runId)
    expect(unknown.count).toBe(0)
    expect((await simulators.books()).gateway).toEqual(charged)
  },
  WORKER_MS,
)
