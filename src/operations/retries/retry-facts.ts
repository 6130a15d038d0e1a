import type { Context } from '../../context.ts'
import { findCustomerHolds, holdOf } from '../../db/customer-holds.ts'
import { type CardDecline, findCardDeclines } from '../../db/retry-history.ts'
import { findRetryPlans } from '../../db/retry-plans.ts'
import { findReturnedDebits, type ReturnedDebit } from '../../db/returned-documents.ts'
import type { Method, RetryPlanRow } from '../../db/schema.ts'
import { dayIn } from '../../domain/banking-days.ts'
import { type CustomerHold, isHeldOn } from '../../domain/customer-hold.ts'
import {
  judgeRetry,
  type RetryFacts,
  type RetryPlan,
  type RetryRule,
  type RetryRules,
} from '../../domain/retry.ts'
import { isRetryDay, representRulesOf } from '../../domain/retry-policy.ts'
import type { SkipReason } from '../../domain/run.ts'
import { blockedByReturns } from '../blocked-by-returns.ts'
import { readRetryRules } from './retry-rules.ts'

type RetryMethod = Pick<
  Method,
  'kind' | 'fingerprint' | 'consent_at' | 'renewed_at' | 'exp_month' | 'exp_year'
>

/** A document that a run would charge, and the amount. */
export interface RetriedDocument {
  id: number
  customerId: number
  amountCents: number
}

export interface Blocked {
  reason: SkipReason
  detail: string | null
}

/** What keeps runs from charging documents, beside the documents themselves. */
export interface RetryBook {
  readonly rules: RetryRules
  /** The customer wants no automatic charges at that moment. */
  held(customerId: number, at: Date): Blocked | null
  /** The rule that forbids a run to try this document with this method at that moment. */
  blocked(document: RetriedDocument, method: RetryMethod, at: Date): Blocked | null
  /** What the card or account has answered, as the rules see it. */
  facts(documentId: number, method: RetryMethod): RetryFacts
  holdOf(customerId: number): CustomerHold | null
  planOf(documentId: number): RetryPlanRow | null
  returnedOf(documentId: number): readonly ReturnedDebit[]
}

type Parts = Pick<Context, 'db' | 'settings' | 'config' | 'now'>

/** Reads all that is to be known of these documents, customers and methods in a few queries. */
export async function readRetryBook(
  context: Parts,
  asked: {
    purpose: 'invoice' | 'proforma'
    documentIds: readonly number[]
    customerIds: readonly number[]
    fingerprints: readonly string[]
  },
): Promise<RetryBook> {
  const { db, now } = context
  const { purpose, documentIds } = asked
  const [rules, declines, plans, holds, returned] = await Promise.all([
    readRetryRules(context),
    findCardDeclines(db, [...new Set(asked.fingerprints)], now()),
    findRetryPlans(db, purpose, documentIds),
    findCustomerHolds(db, [...new Set(asked.customerIds)]),
    findReturnedDebits(db, purpose, documentIds),
  ])

  const facts: RetryBook['facts'] = (documentId, method) => ({
    methodKind: method.kind,
    declines: (declines.get(method.fingerprint) ?? []).map((decline) => ({
      at: decline.at,
      code: decline.code,
      category: decline.category,
      isOfDocument: decline.purpose === purpose && decline.documentId === documentId,
      isOfDetails: isOfDetails(decline, method),
    })),
    plan: planOf(plans.get(documentId)),
  })
  const holdFor = (customerId: number) => {
    const row = holds.get(customerId)
    return row ? holdOf(row) : null
  }
  return {
    rules,
    facts,
    holdOf: holdFor,
    planOf: (documentId) => plans.get(documentId) ?? null,
    returnedOf: (documentId) => returned.get(documentId) ?? [],
    held(customerId, at) {
      const hold = holdFor(customerId)
      if (!hold || !isHeldOn(hold, dayIn(at, rules.zone))) return null
      const until = hold.kind === 'paused' ? `Until ${hold.untilDay}: ` : ''
      return { reason: hold.kind, detail: `${until}${hold.reason}` }
    },
    blocked(document, method, at) {
      const verdict = judgeRetry(facts(document.id, method), rules, at)
      if (!verdict.allowed) {
        const until = verdict.until ? ` Until ${verdict.until.toISOString()}` : ''
        return { reason: SKIP_OF[verdict.rule], detail: `${verdict.reason}${until}` }
      }
      return ofReturns(returned.get(document.id), method, document.amountCents, rules, at)
    },
  }
}

export function isOfDetails(
  { at, expMonth, expYear }: CardDecline,
  { renewed_at, exp_month, exp_year }: RetryMethod,
): boolean {
  if (renewed_at !== null && at <= renewed_at) return false
  return expMonth === exp_month && expYear === exp_year
}

/** The rules of Nacha, narrowed by the policy of returned debits. */
function ofReturns(
  returned: readonly ReturnedDebit[] | undefined,
  method: RetryMethod,
  amountCents: number,
  { policies, isOn, zone }: RetryRules,
  at: Date,
): Blocked | null {
  if (!returned) return null
  const policy = policies.bank.returned
  const rules = representRulesOf(isOn ? policy : { ...policy, triesMax: 1 })
  const blocked = blockedByReturns(returned, method, amountCents, at, rules)
  if (blocked) return blocked
  const isSecond = returned.some(({ fingerprint }) => fingerprint === method.fingerprint)
  if (!isSecond || method.kind !== 'bank' || isRetryDay(policy, dayIn(at, zone))) return null
  return { reason: 'retry_not_yet', detail: 'Not one of the days of the policy.' }
}

const planOf = (row: RetryPlanRow | undefined): RetryPlan | null => {
  if (!row) return null
  if (row.not_before === null) return { kind: 'cancelled', reason: row.reason }
  return { kind: 'moved', notBefore: row.not_before, madeAt: row.made_at }
}

const SKIP_OF: Record<RetryRule, SkipReason> = {
  cancelled: 'retry_cancelled',
  hard: 'retries_used',
  no_code: 'retries_used',
  off: 'retries_used',
  no_more: 'retries_used',
  document: 'retries_used',
  brand_month: 'tries_used_up',
  brand_day: 'tries_used_up',
  declines: 'tries_used_up',
  pause: 'declined_recently',
  spacing: 'retry_not_yet',
  days: 'retry_not_yet',
  moved: 'retry_not_yet',
}
