import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'

export interface LockoutRule {
  redis: Redis
  name: string
  /** Failures in a row that lock nothing yet; the next tries wait. */
  triesFree: number
  /** The first lock; each failure after it doubles it. */
  lockMs: number
  lockMsMax: number
  /** So long after the last failure all is forgotten, but not before its lock ends. */
  memoryMs: number
}

export interface Try {
  /** Not zero: this key is locked, and the try must not be made. */
  waitMs: number
  /** Not zero: should this try fail, the key is locked for so long. */
  locksForMs: number
  id: string
}

/** Against guessing: locks a key for longer and longer while nothing but failures come. */
export interface Lockout {
  /** Counts a try before it is made, so that many at once are counted too. */
  count(key: string): Promise<Try>
  /** Forgets the failures, and lifts the lock. True when there was one. */
  forget(key: string): Promise<boolean>
  /** This try was none; a lock that it set goes, and one that another set stays. */
  giveBack(key: string, id: string): Promise<void>
  /** What is locked at the moment, and for how much longer. */
  list(): Promise<ReadonlyMap<string, number>>
}

/** More than that many locked at once are an attack, and nobody reads the list to its end. */
const LISTED_MAX = 200

export function createLockout(rule: LockoutRule): Lockout {
  const { redis, name, triesFree, lockMs, lockMsMax, memoryMs } = rule
  const index = `ippay:lockout:${name}:locked`
  const countOf = (key: string) => `ippay:lockout:${name}:count:${key}`
  const lockOf = (key: string) => `ippay:lockout:${name}:lock:${key}`
  return {
    async count(key) {
      const keys = [countOf(key), lockOf(key), index]
      const id = randomUUID()
      const facts = [key, triesFree, lockMs, lockMsMax, memoryMs, id]
      const answer = await redis.eval(COUNT, 3, ...keys, ...facts)
      const [waitMs, locksForMs] = answer as [number, number]
      return { waitMs, locksForMs, id }
    },

    async forget(key) {
      const wasLocked = await redis.del(lockOf(key))
      await redis.del(countOf(key))
      await redis.zrem(index, key)
      return wasLocked === 1
    },

    async giveBack(key, id) {
      await redis.eval(GIVE_BACK, 3, countOf(key), lockOf(key), index, key, id)
    },

    async list() {
      const keys = await redis.zrange(index, '0', String(LISTED_MAX - 1))
      const left = await Promise.all(keys.map((key) => redis.pttl(lockOf(key))))
      const over = keys.filter((_, at) => left[at]! <= 0)
      if (over.length > 0) await redis.zrem(index, ...over)
      return new Map(keys.flatMap((key, at) => (left[at]! > 0 ? [[key, left[at]!] as const] : [])))
    },
  }
}

// The lock is set with the try that would earn it, and lifted again if that one succeeds: of many at
// once no more than the free ones get through.
const COUNT = `
local left = redis.call('PTTL', KEYS[2])
if left > 0 then return {left, 0} end
local tries = redis.call('INCR', KEYS[1])
local over = tries - tonumber(ARGV[2])
local lock = 0
if over >= 0 then
  lock = math.floor(math.min(tonumber(ARGV[3]) * 2 ^ math.min(over, 40), tonumber(ARGV[4])))
  redis.call('SET', KEYS[2], ARGV[6], 'PX', string.format('%.0f', lock))
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[3], tonumber(time[1]) * 1000 + lock, ARGV[1])
end
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.max(lock, tonumber(ARGV[5]))))
return {0, lock}
`

const GIVE_BACK = `
if redis.call('GET', KEYS[2]) == ARGV[2] then
  redis.call('DEL', KEYS[2])
  redis.call('ZREM', KEYS[3], ARGV[1])
end
if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then redis.call('DECR', KEYS[1]) end
return 0
`
