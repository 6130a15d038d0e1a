import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { createLimiter, type LimiterOptions } from '../../src/limits/limiter.ts'
import { testRedis } from '../support/redis.ts'

const { redis, flush } = await testRedis()
beforeEach(flush)

const FAST = { beatMs: 20, leaseMs: 400 }

function limiter(changes: Partial<LimiterOptions> = {}) {
  const made = createLimiter({ redis, name: 'test', share: FAST, ...changes })!
  onTestFinished(() => made.close())
  return made
}

const inTime = { isUrgent: false, withinMs: 20_000 }

it('nothing is limited unless somebody asks for it', () => {
  expect(createLimiter({ redis, name: 'test' })).toBeUndefined()
})

it('two workers together never have more at once than the limit, and each gets on', async () => {
  let atOnce = 0
  let most = 0
  const done = { a: 0, b: 0 }
  const work = async (name: 'a' | 'b', places: ReturnType<typeof limiter>) => {
    const leave = await places.enter(inTime)
    most = Math.max(most, ++atOnce)
    await new Promise((resolve) => setTimeout(resolve, 3))
    atOnce--
    done[name]++
    leave!()
  }
  const a = limiter({ concurrencyMax: 6 })
  const b = limiter({ concurrencyMax: 6 })
  await Promise.all(Array.from({ length: 300 }, (_, at) => (at % 2 ? work('a', a) : work('b', b))))
  expect(done).toEqual({ a: 150, b: 150 })
  expect(most).toBeGreaterThan(2)
  expect(most).toBeLessThanOrEqual(6)
})

it('a worker goes on with all places when the other one died', async () => {
  const dead = limiter({ concurrencyMax: 4, share: { beatMs: 0, leaseMs: 400 } })
  void dead.enter(inTime)
  const alive = limiter({ concurrencyMax: 4 })
  for (let at = 0; at < 4; at++) void alive.enter(inTime)
  await expect.poll(() => alive.size).toBe(4)
})

it('while Redis is away work goes on', async () => {
  const away = { eval: () => Promise.reject(new Error('away')), hdel: () => Promise.resolve(0) }
  const places = limiter({ redis: away as unknown as LimiterOptions['redis'], concurrencyMax: 8 })
  for (let at = 0; at < 5; at++) {
    const leave = await places.enter(inTime)
    leave!()
  }
  expect(places.size).toBe(1)
})

it('who waits too long is told so and holds nothing', async () => {
  const places = limiter({ concurrencyMax: 1 })
  const leave = await places.enter(inTime)
  expect(await places.enter({ isUrgent: true, withinMs: 5 })).toBeNull()
  leave!()
  expect(await places.enter(inTime)).not.toBeNull()
})

it('what is urgent comes before what waits longer, and always finds a place kept for it', async () => {
  const places = limiter({ concurrencyMax: 4 })
  const order: string[] = []
  const enter = (name: string, isUrgent: boolean) =>
    places.enter({ isUrgent, withinMs: 20_000 }).then((leave) => {
      order.push(name)
      return leave!
    })
  const runs = ['run 1', 'run 2', 'run 3', 'run 4'].map((name) => enter(name, false))
  await expect.poll(() => places.size).toBe(4)
  await Promise.all(runs.slice(0, 3))
  // Three of four are busy with runs; the fourth is for people.
  await enter('person', true)
  expect(order).toEqual(['run 1', 'run 2', 'run 3', 'person'])
})

it('giving a place back twice frees it once', async () => {
  const places = limiter({ concurrencyMax: 1 })
  const leave = (await places.enter(inTime))!
  leave()
  leave()
  expect(await places.enter(inTime)).not.toBeNull()
  expect(await places.enter({ ...inTime, withinMs: 5 })).toBeNull()
})

it('no more begin in a second than the rate allows', async () => {
  const pace = limiter({ rateMax: 50 })
  const startedMs = performance.now()
  for (let at = 0; at < 20; at++) (await pace.enter(inTime))!()
  // The first goes at once and the others follow in steps of 20 ms.
  expect(performance.now() - startedMs).toBeGreaterThan(19 * 20 - 25)
})
