import { type Job, Worker } from 'bullmq'
import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from '../../src/log.ts'
import { type Bell, createBell } from '../../src/queue/bell.ts'
import { connectRedis } from '../../src/queue/connection.ts'
import { listJobs, listQueues, readQueue } from '../../src/queue/inspect.ts'
import { QUEUE_NAMES, QUEUE_PREFIX, type QueueName } from '../../src/queue/payloads.ts'
import { testRedis } from '../support/redis.ts'

const { url, flush } = await testRedis()

const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
  await flush()
})

function ringing(address = url): Bell {
  const redis = connectRedis(address, 'commands')
  const bell = createBell(redis, createLog('silent', 'test'))
  ending.push(
    () => redis.disconnect(),
    () => bell.close(),
  )
  return bell
}

/** Works on a queue until `count` jobs have ended, and stays there. */
async function work(queue: QueueName, count: number, perform: (job: Job) => Promise<string>) {
  const connection = connectRedis(url, 'worker')
  const worker = new Worker(queue, perform, {
    connection,
    prefix: QUEUE_PREFIX,
    metrics: { maxDataPoints: 60 },
  })
  ending.push(
    () => connection.disconnect(),
    () => worker.close(true),
  )
  let left = count
  await new Promise<void>((resolve) => {
    const ended = () => {
      left -= 1
      if (left === 0) resolve()
    }
    worker.on('completed', ended)
    worker.on('failed', ended)
  })
}

it('lists every queue, empty and without a worker at first', async () => {
  const queues = await listQueues(ringing(), new Date())
  expect(queues.map(({ name }) => name)).toEqual(QUEUE_NAMES)
  expect(queues[0]).toEqual({
    name: 'payments',
    isPaused: false,
    counts: { waiting: 0, active: 0, delayed: 0, failed: 0, completed: 0 },
    workers: 0,
    oldestWaitingAt: null,
    lastHour: { done: 0, failed: 0 },
  })
})

it('counts jobs by state and knows the one that has waited longest', async () => {
  const bell = ringing()
  const before = Date.now()
  await bell.ring('charge-batch', { runId: 1 })
  const after = Date.now()
  await bell.ring('charge-batch', { runId: 2 })
  await bell.ring('charge-batch', { runId: 3 }, { delayMs: 60_000 })
  await bell.queues.get('runs')!.pause()
  const figures = await readQueue(bell, 'runs', new Date())
  expect(figures).toMatchObject({
    isPaused: true,
    counts: { waiting: 2, delayed: 1, active: 0, failed: 0 },
  })
  expect(figures.oldestWaitingAt!.getTime()).toBeGreaterThanOrEqual(before)
  expect(figures.oldestWaitingAt!.getTime()).toBeLessThanOrEqual(after)
})

it('sees the workers of a queue and what they did in the last hour', async () => {
  const bell = ringing()
  await bell.queues.get('runs')!.add('charge-batch', { runId: 1 }, { attempts: 1 })
  await bell.queues.get('runs')!.add('charge-batch', { runId: 2 }, { attempts: 1 })
  await work('runs', 2, async ({ data }) => {
    if (data.runId === 2) throw new Error('no')
    return 'done'
  })
  const now = new Date()
  const figures = await readQueue(bell, 'runs', now)
  expect(figures).toMatchObject({ workers: 1, lastHour: { done: 1, failed: 1 } })
  expect((await readQueue(bell, 'charges', now)).workers).toBe(0)
  const later = new Date(now.getTime() + 61 * 60_000)
  expect((await readQueue(bell, 'runs', later)).lastHour).toEqual({ done: 0, failed: 0 })
})

describe('jobs', () => {
  it('tell what they are about by ids, and nothing else that they hold', async () => {
    const bell = ringing()
    await bell.ring('pay-invoice', { paymentId: '01KDKZZZZZZZZZZZZZZZZZZZZZ' })
    await bell.queues.get('payments')!.add('refill', { token: 'secret', paymentId: 7 })
    const jobs = await listJobs(bell, 'payments', 'waiting', { offset: 0, limit: 10 })
    expect(jobs).toMatchObject([
      { name: 'pay-invoice', paymentIds: ['01KDKZZZZZZZZZZZZZZZZZZZZZ'], attemptsMax: 8 },
      { name: 'refill', paymentIds: [], runId: null },
    ])
    expect(JSON.stringify(jobs)).not.toContain('secret')
  })

  it('come in pages: waiting ones in their order, failed ones the last first', async () => {
    const bell = ringing()
    const queue = bell.queues.get('runs')!
    for (let runId = 1; runId <= 5; runId++) await queue.add('charge-batch', { runId })
    const runs = async (offset: number, limit: number) =>
      (await listJobs(bell, 'runs', 'waiting', { offset, limit })).map(({ runId }) => runId)
    expect(await runs(0, 2)).toEqual([1, 2])
    expect(await runs(2, 2)).toEqual([3, 4])
    expect(await runs(4, 2)).toEqual([5])
    expect(await runs(6, 2)).toEqual([])
  })

  it('say why they failed, without a card number', async () => {
    const bell = ringing()
    await bell.queues.get('runs')!.add('charge-batch', { runId: 1 }, { attempts: 1 })
    await work('runs', 1, async () => {
      throw new Error('card 4111111111111111 is odd')
    })
    const [job] = await listJobs(bell, 'runs', 'failed', { offset: 0, limit: 10 })
    expect(job!.error).toContain('is odd')
    expect(job!.error).not.toContain('4111')
    expect(job!.endedAt).toBeInstanceOf(Date)
  })
})

it('rejects while Redis is away, so that the page can say so', async () => {
  await expect(listQueues(ringing('redis://127.0.0.1:9'), new Date())).rejects.toThrow()
})
