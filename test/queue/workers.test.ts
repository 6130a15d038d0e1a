import type { Worker } from 'bullmq'
import { expect, it, onTestFinished } from 'vitest'
import { listRunResults } from '../../src/db/run-results.ts'
import { readRunTotals } from '../../src/db/run-totals.ts'
import { startRun } from '../../src/operations/start-run.ts'
import { startWorkers } from '../../src/queue/workers.ts'
import { flushRedis, realBell, type TestContext, testContext } from '../support/context.ts'
import { makeMethod, makePayment } from '../support/factories.ts'

/** Workers as in production, on the Redis of this file. */
function start(context: TestContext): Worker[] {
  const workers = startWorkers(context)
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.close()))
  })
  return workers
}

/** Resolves when a worker has completed so many jobs of this name. */
const completed = (workers: Worker[], name: string, count = 1) =>
  new Promise<void>((resolve) => {
    let left = count
    for (const worker of workers) {
      worker.on('completed', (job) => {
        if (job.name === name && --left === 0) resolve()
      })
    }
  })

function setup() {
  const bell = realBell()
  onTestFinished(() => bell.close())
  return testContext({ bell })
}

it('a run goes its whole way through the queues: selected, charged, recorded', async () => {
  const context = setup()
  for (let at = 0; at < 3; at++) {
    const document = context.splynx.addDocument()
    await makeMethod(context, { customer_id: document.customerId })
  }
  const recorded = completed(start(context), 'record-payment')
  const filter = { documentKind: 'invoice', status: 'not_paid' } as const
  const { runId } = await startRun(context, { source: 'manual', filter, actor: 'staff:clerk' })
  await recorded
  expect((await readRunTotals(context.db, runId)).charged).toEqual({ count: 3, cents: 3 * 4999 })
  const results = await listRunResults(context.db, runId, { filter: 'all', limit: 10 })
  expect(results.map(({ paymentStatus }) => paymentStatus)).toEqual(Array(3).fill('recorded'))
})

it('the same ring many times over charges once', async () => {
  const context = setup()
  const { id } = await makePayment(context, { purpose: 'refill' })
  const done = completed(start(context), 'refill', 5)
  await Promise.all(Array.from({ length: 5 }, () => context.bell.ring('refill', { paymentId: id })))
  await done
  expect(context.gateway.sent).toHaveLength(1)
})

it('a flushed Redis is rung in again by the sweep', async () => {
  const context = setup()
  await makePayment(context, { purpose: 'refill' })
  await flushRedis()
  const done = completed(start(context), 'record-payment')
  await context.bell.ring('sweep', {})
  await done
  expect(context.splynx.payments).toHaveLength(1)
})

it('a job that nobody knows fails, and is not taken for done', async () => {
  const context = setup()
  const workers = start(context)
  const failed = new Promise<Error>((resolve) => {
    for (const worker of workers) worker.on('failed', (_, error) => resolve(error))
  })
  const queue = context.bell.queues.get('upkeep')!
  await queue.add('launder-money', {}, { attempts: 1 })
  expect((await failed).message).toBe('there is no job called launder-money')
})
