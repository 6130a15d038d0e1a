import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Context } from '../context.ts'
import { countCardDeclines, countDeclinesAbout, countLinkDeclines } from '../db/link-declines.ts'
import { awayProblem, HttpProblem, type Sentence } from './http-problem.ts'
import { networkOf } from './limits.ts'

// Whoever holds a link need not log in, so links are where stolen cards would be tried and where ids
// would be counted through (rules of the trade §3.4). Runs and customers who are logged in never meet
// these limits.

const HOUR_MS = 60 * 60_000

/** Enough for an office that pays its invoices, too few to list an installation's customers. */
const LOOKS_PER_NETWORK = 60
const LOOKS_SECONDS = 10 * 60
const DECLINES_PER_HOUR_MAX = 3
/** Wrong answers to the question who pays. */
const ANSWERS_PER_DOCUMENT = 5
/** More declines than that by links in ten minutes are no customers. */
const BREAKER_DECLINES = 30
const BREAKER_WINDOW_MS = 10 * 60_000
const BREAKER_LOOK_MS = 5_000

export interface LinkVisit {
  document: { kind: 'invoice' | 'proforma'; id: number }
  address: string
}

export interface LinkLimits {
  /** Counts a look at a document, whether there is one or not. */
  countLook(address: string): Promise<void>
  /** How often payments by this link or from this network were declined lately. */
  countDeclines(visit: LinkVisit): Promise<number>
  /** Refuses when links are closed, or when this one or this network had its declines. */
  mayPay(visit: LinkVisit): Promise<void>
  mayUseCard(fingerprint: string): Promise<boolean>
  /** Counts a wrong answer to the question who pays. */
  countAnswer(visit: LinkVisit): Promise<void>
  /** This network asked for this payment. */
  remember(address: string, paymentId: string): Promise<void>
}

export function createLinkLimits({ redis, db, log, now }: Context): LinkLimits {
  const looks = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: 'ippay:limit:link-looks',
    points: LOOKS_PER_NETWORK,
    duration: LOOKS_SECONDS,
  })
  const answers = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: 'ippay:limit:link-answers',
    points: ANSWERS_PER_DOCUMENT,
    duration: HOUR_MS / 1_000,
  })
  const keyOf = (address: string) => `ippay:link-payments:${networkOf(address)}`
  const anHourAgo = () => new Date(now().getTime() - HOUR_MS)
  let breaker = { isOpen: false, lookedAt: 0 }

  async function isClosed(): Promise<boolean> {
    const at = now().getTime()
    if (Math.abs(at - breaker.lookedAt) < BREAKER_LOOK_MS) return breaker.isOpen
    const declines = await countLinkDeclines(db, new Date(at - BREAKER_WINDOW_MS))
    const isOpen = declines >= BREAKER_DECLINES
    if (isOpen && !breaker.isOpen) {
      log.error({ declines }, 'payments by link are closed: somebody may be testing stolen cards')
    }
    breaker = { isOpen, lookedAt: at }
    return isOpen
  }

  async function countDeclines({ document, address }: LinkVisit): Promise<number> {
    const paymentIds = await ask(redis.lrange(keyOf(address), 0, -1))
    const byLink = { documentId: document.id, purpose: document.kind }
    const counts = await Promise.all([
      countDeclinesAbout(db, byLink, anHourAgo()),
      countDeclinesAbout(db, { paymentIds }, anHourAgo()),
    ])
    return Math.max(...counts)
  }

  return {
    countLook: (address) => consume(looks, networkOf(address), (words) => words.tooManyLinks),
    countDeclines,

    async mayPay(visit) {
      if (await isClosed()) {
        throw awayProblem((words) => words.linksClosed)
      }
      if ((await countDeclines(visit)) < DECLINES_PER_HOUR_MAX) return
      throw new HttpProblem(
        429,
        (words) => words.declinedTooOften,
        (words) => words.tooManyDeclines,
        HOUR_MS / 1_000,
      )
    },

    mayUseCard: async (fingerprint) =>
      (await countCardDeclines(db, fingerprint, anHourAgo())) < DECLINES_PER_HOUR_MAX,

    countAnswer: ({ document }) =>
      consume(answers, `${document.kind}:${document.id}`, (words) => words.tooManyAnswers),

    async remember(address, paymentId) {
      const key = keyOf(address)
      await ask(redis.multi().lpush(key, paymentId).ltrim(key, 0, 49).pexpire(key, HOUR_MS).exec())
    },
  }
}

async function consume(limiter: RateLimiterRedis, key: string, sentence: Sentence): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw away(refusal)
    const seconds = Math.ceil(refusal.msBeforeNext / 1_000)
    throw new HttpProblem(
      429,
      (words) => `${sentence(words)} ${words.tryLaterOrLogIn}`,
      (words) => words.tooManyAttempts,
      seconds,
    )
  }
}

/** Without Redis nobody can be kept from trying a thousand cards. */
async function ask<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    throw away(error)
  }
}

function away(cause: unknown) {
  const problem = awayProblem((words) => words.paymentsAwayByLink)
  problem.cause = cause
  return problem
}
