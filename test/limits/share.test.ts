import { Redis } from 'ioredis'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { createShare, type Demand, type ShareOptions } from '../../src/limits/share.ts'
import { testRedis } from '../support/redis.ts'

const { redis, flush } = await testRedis()
beforeEach(flush)

/** A process that beats when the test says so. */
function process(demand: Demand, changes: Partial<ShareOptions> = {}) {
  const share = createShare({
    redis,
    name: 'test',
    limit: 10,
    demand: () => demand,
    beatMs: 0,
    ...changes,
  })
  onTestFinished(() => share.close())
  return { share, demand }
}

it('one that is alone gets all that it wants, and never more than there is', async () => {
  const { share, demand } = process({ used: 0, wanted: 4 })
  expect(share.size).toBe(1)
  await share.beat()
  expect(share.size).toBe(4)
  demand.wanted = 99
  await share.beat()
  expect(share.size).toBe(10)
})

it('a second one takes nothing that the first holds, and its half when that is given back', async () => {
  const { share: first } = process({ used: 0, wanted: 50 })
  const { share: second } = process({ used: 0, wanted: 50 })
  await first.beat()
  await second.beat()
  expect([first.size, second.size]).toEqual([10, 1])
  await first.beat()
  await second.beat()
  expect([first.size, second.size]).toEqual([5, 5])
})

it('what is in use is not given away before it ends', async () => {
  const { share: first, demand } = process({ used: 8, wanted: 50 })
  const { share: second } = process({ used: 0, wanted: 50 })
  await first.beat()
  await second.beat()
  await first.beat()
  await second.beat()
  expect([first.size, second.size]).toEqual([8, 2])
  demand.used = 3
  await first.beat()
  await second.beat()
  expect([first.size, second.size]).toEqual([5, 5])
})

it('who wants little leaves the rest to those who want more', async () => {
  const { share: idle } = process({ used: 0, wanted: 1 })
  const { share: modest } = process({ used: 0, wanted: 2 })
  const { share: busy } = process({ used: 0, wanted: 50 })
  for (const share of [idle, modest, busy, idle, modest, busy]) await share.beat()
  expect([idle.size, modest.size, busy.size]).toEqual([1, 2, 7])
})

it('what is left over when a limit does not divide evenly is used as well', async () => {
  const shares = [1, 2, 3].map(() => process({ used: 0, wanted: 50 }).share)
  for (let round = 0; round < 4; round++) for (const share of shares) await share.beat()
  const sizes = shares.map(({ size }) => size)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(10)
  expect(Math.min(...sizes)).toBe(3)
})

it('more processes than there are places have one each', async () => {
  const shares = Array.from(
    { length: 4 },
    () => process({ used: 0, wanted: 9 }, { limit: 2 }).share,
  )
  for (let round = 0; round < 3; round++) for (const share of shares) await share.beat()
  expect(shares.map(({ size }) => size)).toEqual([1, 1, 1, 1])
})

it('the part of one that died is the others’ once its lease has ended', async () => {
  const { share: dead } = process({ used: 10, wanted: 50 }, { leaseMs: 200 })
  const { share: alive } = process({ used: 0, wanted: 50 })
  await dead.beat()
  await alive.beat()
  expect(alive.size).toBe(1)
  await expect.poll(() => alive.beat().then(() => alive.size)).toBe(10)
})

it('one that leaves gives its part back at once', async () => {
  const { share: leaving } = process({ used: 0, wanted: 50 })
  const { share: staying } = process({ used: 0, wanted: 50 })
  await leaving.beat()
  await leaving.close()
  await staying.beat()
  expect(staying.size).toBe(10)
})

it('after Redis has lost everything nobody grows before all have said what they hold', async () => {
  const { share: first } = process({ used: 6, wanted: 50 })
  const { share: second, demand } = process({ used: 0, wanted: 4 })
  await first.beat()
  await first.beat()
  await second.beat()
  await first.beat()
  await second.beat()
  const before = [first.size, second.size]
  await flush()
  const { share: late } = process({ used: 0, wanted: 50 }, { beatMs: 60_000 })
  await late.beat()
  demand.wanted = 50
  await second.beat()
  await first.beat()
  expect(late.size).toBe(1)
  expect(first.size).toBeLessThanOrEqual(before[0]!)
  expect(second.size).toBeLessThanOrEqual(before[1]!)
})

it('while Redis is away a process keeps its part for a lease, then an even one', async () => {
  const { share: other } = process({ used: 0, wanted: 1 })
  await other.beat()
  const failing = new Proxy(redis, {
    get: (target, name) =>
      name === 'eval' && isAway
        ? () => Promise.reject(new Error('Connection is closed.'))
        : Reflect.get(target, name),
  })
  let isAway = false
  const { share } = process({ used: 0, wanted: 50 }, { redis: failing, leaseMs: 200 })
  await share.beat()
  expect(share.size).toBe(9)
  isAway = true
  await share.beat()
  expect(share.size).toBe(9)
  await expect.poll(() => share.beat().then(() => share.size)).toBe(5)
  isAway = false
  await share.beat()
  expect(share.size).toBe(9)
})

it('who has never met Redis may use one, and does not fail', async () => {
  const nowhere = new Redis('redis://127.0.0.1:1', { lazyConnect: true, maxRetriesPerRequest: 0 })
  nowhere.on('error', () => {})
  onTestFinished(() => nowhere.disconnect())
  const { share } = process({ used: 0, wanted: 50 }, { redis: nowhere, leaseMs: 1 })
  await share.beat()
  expect(share.size).toBe(1)
})
