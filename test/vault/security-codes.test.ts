import { expect, it } from 'vitest'
import { parseKeyRing } from '../../src/vault/key-ring.ts'
import { putSecurityCode, takeSecurityCode } from '../../src/vault/security-codes.ts'
import { createVault } from '../../src/vault/vault.ts'
import { testRedis } from '../support/redis.ts'

const { redis } = await testRedis()
const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')
const vault = createVault(parseKeyRing(`a:${key(1)}`))
const parts = { redis, vault }

const stored = async (paymentId: string) => {
  const [name] = await redis.keys(`*${paymentId}`)
  return name ?? ''
}

it('a security code waits sealed, ten minutes at most', async () => {
  await putSecurityCode(parts, 'P1', '987')
  const name = await stored('P1')
  expect(await redis.get(name)).not.toContain('987')
  const seconds = await redis.ttl(name)
  expect(seconds).toBeGreaterThan(590)
  expect(seconds).toBeLessThanOrEqual(600)
})

it('is removed when it is read, and of two readers one gets it', async () => {
  await putSecurityCode(parts, 'P2', '987')
  const read = await Promise.all([takeSecurityCode(parts, 'P2'), takeSecurityCode(parts, 'P2')])
  expect(read.filter((code) => code === '987')).toHaveLength(1)
  expect(await stored('P2')).toBe('')
})

it('opens for no other payment, even when it is moved to it', async () => {
  await putSecurityCode(parts, 'P3', '987')
  const name = await stored('P3')
  await redis.rename(name, name.replace('P3', 'P4'))
  expect(await takeSecurityCode(parts, 'P4')).toBeUndefined()
})

it('is gone, and no error, when Redis has lost it or is away', async () => {
  await putSecurityCode(parts, 'P5', '987')
  await redis.flushdb()
  expect(await takeSecurityCode(parts, 'P5')).toBeUndefined()
  const away = redis.duplicate({ lazyConnect: true, maxRetriesPerRequest: 0 })
  away.disconnect()
  expect(await takeSecurityCode({ redis: away, vault }, 'P5')).toBeUndefined()
})
