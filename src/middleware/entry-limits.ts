import type { Redis } from 'ioredis'
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { awayProblem } from './http-problem.ts'
import { networkOf } from './limits.ts'

const HOUR_SECONDS = 60 * 60

/** Nobody has so many cards; who tests stolen ones has thousands (rules of the trade §3.4). */
const ENTRIES_PER_CUSTOMER = 10
/** A family, an office or a whole carrier may stand behind one address. */
const ENTRIES_PER_NETWORK = 50

export interface EntryLimits {
  /**
   * Counts a card or bank account that is about to be shown to the gateway. Null when it may be;
   * otherwise how many minutes to wait.
   */
  count(customerId: number, address: string): Promise<{ minutes: number } | null>
}

export function createEntryLimits(storeClient: Redis): EntryLimits {
  const rule = { storeClient, duration: HOUR_SECONDS }
  const prefix = 'ippay:limit:entries'
  const byCustomer = new RateLimiterRedis({
    ...rule,
    keyPrefix: `${prefix}:customer`,
    points: ENTRIES_PER_CUSTOMER,
  })
  const byNetwork = new RateLimiterRedis({
    ...rule,
    keyPrefix: `${prefix}:network`,
    points: ENTRIES_PER_NETWORK,
  })
  return {
    async count(customerId, address) {
      return (
        (await take(byCustomer, String(customerId))) ?? (await take(byNetwork, networkOf(address)))
      )
    },
  }
}

async function take(limiter: RateLimiterRedis, key: string): Promise<{ minutes: number } | null> {
  try {
    await limiter.consume(key)
    return null
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) {
      return { minutes: Math.max(1, Math.ceil(refusal.msBeforeNext / 60_000)) }
    }
    const problem = awayProblem((words) => words.cardsAway)
    problem.cause = refusal
    throw problem
  }
}
