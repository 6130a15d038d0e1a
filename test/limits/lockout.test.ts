import { afterAll, beforeEach, expect, it } from 'vitest'
import { createLockout } from '../../src/limits/lockout.ts'
import { connectRedis } from '../../src/queue/connection.ts'
import { testRedis } from '../support/redis.ts'

const { url, flush } = await testRedis()
const redis = connectRedis(url, 'commands')
afterAll(() => redis.disconnect())
beforeEach(flush)

const MINUTE = 60_000
const lockout = createLockout({
  ...{ redis, name: 'test', triesFree: 3 },
  ...{ lockMs: MINUTE, lockMsMax: 10 * MINUTE, memoryMs: 60 * MINUTE },
})
/** As if the lock's time had passed. */
const waitOut = (key: string) => redis.del(`ippay:lockout:test:lock:${key}`)

it('locks with the last free failure, and each one after it for twice as long, up to the longest', async () => {
  const locks: number[] = []
  for (let at = 0; at < 8; at += 1) {
    locks.push((await lockout.count('ada')).locksForMs / MINUTE)
    await waitOut('ada')
  }
  expect(locks).toEqual([0, 0, 1, 2, 4, 8, 10, 10])
})

it('lets no more than the free tries through, however many come at once', async () => {
  const tries = await Promise.all(Array.from({ length: 30 }, () => lockout.count('ada')))
  expect(tries.filter(({ waitMs }) => waitMs === 0)).toHaveLength(3)
  expect((await lockout.count('ben')).waitMs).toBe(0)
})

it('lists what is locked until its time is over or somebody lifts it', async () => {
  for (const key of ['ada', 'ben']) for (let at = 0; at < 3; at += 1) await lockout.count(key)
  expect([...(await lockout.list()).keys()].sort()).toEqual(['ada', 'ben'])
  await waitOut('ben')
  expect([...(await lockout.list()).keys()]).toEqual(['ada'])
  expect(await lockout.forget('ada')).toBe(true)
  expect(await lockout.forget('ada')).toBe(false)
  expect((await lockout.list()).size).toBe(0)
  expect(await lockout.count('ada')).toMatchObject({ waitMs: 0, locksForMs: 0 })
})

it('a try that was none takes its own lock along, and never that of another try', async () => {
  await lockout.count('ada')
  const open = await lockout.count('ada')
  const last = await lockout.count('ada')
  await lockout.giveBack('ada', open.id)
  expect((await lockout.count('ada')).waitMs).toBeGreaterThan(0)
  await lockout.giveBack('ada', last.id)
  expect((await lockout.count('ada')).waitMs).toBe(0)
})

it('a try that was none lifts no lock of another one that came to the same count', async () => {
  await lockout.count('ada')
  const open = await lockout.count('ada')
  const second = await lockout.count('ada')
  await lockout.giveBack('ada', second.id)
  const third = await lockout.count('ada')
  expect(third.locksForMs).toBe(second.locksForMs)
  await lockout.giveBack('ada', second.id)
  await lockout.giveBack('ada', open.id)
  expect((await lockout.count('ada')).waitMs).toBeGreaterThan(0)
})
