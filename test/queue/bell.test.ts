import { afterAll, expect, it } from 'vitest'
import { createBell } from '../../src/queue/bell.ts'
import { connectRedis } from '../../src/queue/connection.ts'
import { QUEUE_NAMES, QUEUE_OF } from '../../src/queue/payloads.ts'
import { config, flushRedis, realBell, testContext } from '../support/context.ts'

const bell = realBell()
afterAll(() => bell.close())

const jobsIn = (queue: (typeof QUEUE_NAMES)[number]) =>
  bell.queues.get(queue)!.getJobs(['waiting', 'delayed'])

it("people's payments have a queue that nothing of a run enters", () => {
  const beside = Object.entries(QUEUE_OF).filter(([, queue]) => queue === 'payments')
  expect(beside.map(([name]) => name).sort()).toEqual(['pay-invoice', 'refill', 'send-refund'])
})

it('a ring is a job in the queue of its name', async () => {
  await bell.ring('pay-invoice', { paymentId: 'P1' })
  expect(await jobsIn('payments')).toMatchObject([
    { name: 'pay-invoice', data: { paymentId: 'P1' } },
  ])
})

it('many rings are one message and many jobs', async () => {
  const stretches = [1, 2, 3].map((at) => ({ runId: 1, fromItemId: at, toItemId: at }))
  await bell.ringMany('charge-items', stretches)
  expect((await jobsIn('charges')).map(({ data }) => data)).toEqual(
    expect.arrayContaining(stretches),
  )
})

it('a delayed ring waits', async () => {
  await bell.ring('record-payment', { paymentIds: ['P1'] }, { delayMs: 60_000 })
  expect(await bell.queues.get('recordings')!.getDelayedCount()).toBe(1)
})

it('rings under one name count once, as from two clocks', async () => {
  await Promise.all(Array.from({ length: 4 }, () => bell.ring('sweep', {}, { onceAs: 'sweep' })))
  expect(await jobsIn('upkeep')).toHaveLength(1)
})

it('a ring after a flush is a ring', async () => {
  await bell.ring('sweep', {}, { onceAs: 'sweep' })
  await flushRedis()
  await bell.ring('sweep', {}, { onceAs: 'sweep' })
  expect(await jobsIn('upkeep')).toHaveLength(1)
})

it('a ring that gets lost is no error, only a word in the log', async () => {
  const context = testContext()
  const away = connectRedis('redis://127.0.0.1:9', 'commands')
  const lost = createBell(away, context.log)
  await lost.ring('pay-invoice', { paymentId: 'P1' })
  await lost.ringMany('charge-items', [{ runId: 1, fromItemId: 1, toItemId: 2 }])
  expect(context.logged()).toContain('a ring got lost')
  away.disconnect()
})

it('every key of ours in Redis is under one hash tag, so that a cluster keeps it on one node', async () => {
  const context = testContext()
  for (const name of QUEUE_NAMES) await bell.queues.get(name)!.add('x', {})
  const keys = await context.redis.keys('*')
  expect(keys.length).toBeGreaterThan(QUEUE_NAMES.length)
  expect(keys.filter((key) => !key.startsWith('{ippay}'))).toEqual([])
  expect(config.REDIS_URL).toContain('redis://')
})
