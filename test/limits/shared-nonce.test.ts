import { expect, it } from 'vitest'
import { createSharedNonce } from '../../src/limits/shared-nonce.ts'
import { testRedis } from '../support/redis.ts'

const { redis } = await testRedis()

it('two hosts never get the same number, nor one below the other’s, however their clocks differ', async () => {
  const fast = createSharedNonce(redis, 'key')
  const slow = createSharedNonce(redis, 'key')
  const first = await fast(1_790_000_000_000_000)
  const second = await slow(1_789_999_990_000_000)
  const third = await fast(1_790_000_000_000_100)
  expect([first, second, third]).toEqual([
    1_790_000_000_000_000, 1_790_000_000_000_001, 1_790_000_000_000_100,
  ])
  const many = await Promise.all(Array.from({ length: 50 }, (_, at) => (at % 2 ? fast : slow)(1)))
  expect(new Set(many).size).toBe(50)
})
