import type { Context } from '../../context.ts'
import { findCardDeclines } from '../../db/retry-history.ts'
import type { Method } from '../../db/schema.ts'
import { judgeRetry, type RetryVerdict } from '../../domain/retry.ts'
import { isOfDetails } from '../retries/retry-facts.ts'
import { readRetryRules } from '../retries/retry-rules.ts'

/**
 * Whether a balance may be refilled unasked by what the card or account has answered before. All its
 * refills count as one document, so that a new day does not begin the tries anew.
 */
export async function judgeRefillRetry(context: Context, method: Method): Promise<RetryVerdict> {
  const { db, now } = context
  const [rules, declines] = await Promise.all([
    readRetryRules(context),
    findCardDeclines(db, [method.fingerprint], now()),
  ])
  const facts = {
    methodKind: method.kind,
    declines: (declines.get(method.fingerprint) ?? []).map((decline) => ({
      at: decline.at,
      code: decline.code,
      category: decline.category,
      isOfDocument: decline.purpose === 'refill',
      isOfDetails: isOfDetails(decline, method),
    })),
    plan: null,
  }
  return judgeRetry(facts, rules, now())
}
