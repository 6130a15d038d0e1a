import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Env, Side } from '../routes/env.ts'
import { awayProblem, HttpProblem } from './http-problem.ts'

const BODY_BYTES_MAX = 64 * 1024

/** Our largest form is a hundredth of this. */
export const limitBody: MiddlewareHandler<Env> = bodyLimit({
  maxSize: BODY_BYTES_MAX,
  onError: () => {
    throw new HttpProblem(413, 'What you sent is larger than any of our forms.')
  },
})

// An office or a whole carrier may stand behind one address, so this only stops machines.
const CHANGES_PER_MINUTE = 600

/** Refuses an address that sends forms faster than people do. */
export function limitChanges(redis: Redis): MiddlewareHandler<Env> {
  const rule = { keyPrefix: 'ippay:limit:changes', points: CHANGES_PER_MINUTE, duration: 60 }
  // While Redis is away each process counts for itself.
  const insuranceLimiter = new RateLimiterMemory(rule)
  const limiter = new RateLimiterRedis({ ...rule, storeClient: redis, insuranceLimiter })
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      await consume(limiter, networkOf(c.var.address), 'You are sending forms too fast.')
    }
    await next()
  }
}

// Rules of the trade P7: locked after at most ten tries, for half an hour at least.
const FAILURES_MAX = 10
const LOCK_SECONDS = 30 * 60
const FAILURES_PER_ADDRESS_MAX = 100

export interface LogInLimits {
  /** Counts a try before it is made, so that many at once are counted too. Throws when locked. */
  count(login: string, address: string): Promise<void>
  /** The try succeeded: the failures before it were the same person's. */
  forget(login: string, address: string): Promise<void>
  /** Nobody could say whether the password was right, so this one try was none. */
  giveBack(login: string, address: string): Promise<void>
}

/** Against guessing passwords: of one login from many addresses, of many logins from one. */
export function createLogInLimits(redis: Redis, side: Side): LogInLimits {
  const rule = { storeClient: redis, duration: LOCK_SECONDS, blockDuration: LOCK_SECONDS }
  const prefix = `ippay:limit:log-in:${side}`
  const byLogin = new RateLimiterRedis({
    ...rule,
    keyPrefix: `${prefix}:login`,
    points: FAILURES_MAX,
  })
  const byAddress = new RateLimiterRedis({
    ...rule,
    keyPrefix: `${prefix}:address`,
    points: FAILURES_PER_ADDRESS_MAX,
  })
  const keyOf = (login: string) => createHash('sha256').update(login.toLowerCase()).digest('hex')
  return {
    async count(login, address) {
      const message = 'Too many attempts to log in.'
      await consume(byAddress, networkOf(address), message)
      await consume(byLogin, keyOf(login), message)
    },
    async forget(login, address) {
      await byLogin.delete(keyOf(login))
      await byAddress.reward(networkOf(address))
    },
    async giveBack(login, address) {
      await byLogin.reward(keyOf(login))
      await byAddress.reward(networkOf(address))
    },
  }
}

async function consume(limiter: RateLimiterRedis, key: string, sentence: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) {
      throw awayProblem('We cannot log you in at the moment. Please try again in a minute.')
    }
    const seconds = Math.ceil((refusal.msBeforeNext ?? 0) / 1_000)
    const minutes = Math.ceil(seconds / 60)
    const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`
    const message = `${sentence} Please try again in ${wait}.`
    throw new HttpProblem(429, message, 'Too many attempts', seconds)
  }
}

/** A household has a whole /64 of IPv6, so changing the rest of the address gains nothing. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address || 'unknown'
  const [head = '', tail] = address.split('::')
  const groups = head.split(':')
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').length
  const all = [
    ...groups,
    ...Array<string>(Math.max(missing, 0)).fill('0'),
    ...(tail ?? '').split(':'),
  ]
  return `${all
    .slice(0, 4)
    .map((group) => group || '0')
    .join(':')}::/64`
}
