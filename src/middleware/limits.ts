import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { createLockout, type Lockout } from '../limits/lockout.ts'
import type { Env, Side } from '../routes/env.ts'
import { awayProblem, HttpProblem, type Sentence } from './http-problem.ts'

const BODY_BYTES_MAX = 64 * 1024

/** Our largest form is a hundredth of this. */
export const limitBody: MiddlewareHandler<Env> = bodyLimit({
  maxSize: BODY_BYTES_MAX,
  onError: () => {
    throw new HttpProblem(413, (words) => words.tooLarge)
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
      await consume(limiter, networkOf(c.var.address), (words) => words.sendingTooFast)
    }
    await next()
  }
}

// Rules of the trade P7: locked after at most ten tries, for half an hour at least. An attacker who
// goes on meets locks that double; customers, whom nobody here can let in again, only the first.
const FAILURES_MAX = 10
const FAILURES_PER_ADDRESS_MAX = 100
const LOCK_MS = 30 * 60_000
const HOUR_MS = 60 * 60_000
const LOCKS = {
  staff: { lockMs: LOCK_MS, lockMsMax: 24 * HOUR_MS, memoryMs: 48 * HOUR_MS },
  customer: { lockMs: LOCK_MS, lockMsMax: LOCK_MS, memoryMs: LOCK_MS },
} as const
// An office or a whole carrier may stand behind one address.
const ADDRESS_LOCK_MS_MAX = 4 * HOUR_MS

/** For how long a try locks the login and the address, if it fails. */
export interface Locking {
  loginMs: number
  addressMs: number
}

export const isLocking = ({ loginMs, addressMs }: Locking): boolean => loginMs + addressMs > 0

export interface CountedTry extends Locking {
  /** It succeeded: the failures before it were the same person's. */
  forget(): Promise<void>
  /** Nobody could say whether it was right, so it was none. */
  giveBack(): Promise<void>
}

export interface LogInLimits {
  /** Counts a try before it is made, so that many at once are counted too. Throws when locked. */
  count(login: string, address: string): Promise<CountedTry>
}

/** Against guessing passwords: of one login from many addresses, of many logins from one. */
export function createLogInLimits(redis: Redis, side: Side): LogInLimits {
  const { byLogin, byAddress } = createLockouts(redis, side)
  const ask = async (lockout: Lockout, key: string) => {
    const counted = await orAway(lockout.count(key))
    if (counted.waitMs > 0) throw tooMany((words) => words.tooManyLogIns, counted.waitMs)
    return counted
  }
  return {
    async count(login, address) {
      const keys = { login: keyOfLogin(login), network: networkOf(address) }
      const ofAddress = await ask(byAddress, keys.network)
      const ofLogin = await ask(byLogin, keys.login)
      const giveBackAddress = () => orAway(byAddress.giveBack(keys.network, ofAddress.id))
      return {
        addressMs: ofAddress.locksForMs,
        loginMs: ofLogin.locksForMs,
        async forget() {
          await orAway(byLogin.forget(keys.login))
          await giveBackAddress()
        },
        async giveBack() {
          await orAway(byLogin.giveBack(keys.login, ofLogin.id))
          await giveBackAddress()
        },
      }
    },
  }
}

/** What counts the failures of one side, also for the page on which an admin lifts locks. */
export const createLockouts = (
  redis: Redis,
  side: Side,
): { byLogin: Lockout; byAddress: Lockout } => ({
  byLogin: createLockout({
    ...{ redis, ...LOCKS[side], name: `log-in:${side}:login`, triesFree: FAILURES_MAX },
  }),
  byAddress: createLockout({
    ...{ redis, ...LOCKS[side], name: `log-in:${side}:address` },
    triesFree: FAILURES_PER_ADDRESS_MAX,
    lockMsMax: Math.min(LOCKS[side].lockMsMax, ADDRESS_LOCK_MS_MAX),
  }),
})

/** People also type their passwords into the field of the login, so Redis keeps a hash. */
export const keyOfLogin = (login: string): string =>
  createHash('sha256').update(login.toLowerCase()).digest('hex')

async function orAway<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    const problem = awayProblem((words) => words.logInAway)
    problem.cause = error
    throw problem
  }
}

async function consume(limiter: RateLimiterRedis, key: string, sentence: Sentence): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) {
      throw awayProblem((words) => words.logInAway)
    }
    throw tooMany(sentence, refusal.msBeforeNext ?? 0)
  }
}

function tooMany(sentence: Sentence, waitMs: number): HttpProblem {
  const seconds = Math.ceil(waitMs / 1_000)
  const minutes = Math.ceil(seconds / 60)
  return new HttpProblem(
    429,
    (words) => `${sentence(words)} ${words.tryAgainIn(minutes)}`,
    (words) => words.tooManyAttempts,
    seconds,
  )
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
