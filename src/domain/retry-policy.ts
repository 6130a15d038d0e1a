import type { DeclineCategory } from './outcome.ts'
import { REPRESENT_RULES, type RepresentRules } from './return-codes.ts'

/**
 * What may be tried again without a person: what another day may settle, what corrected details may
 * settle, and a debit that came back. After a hard decline nothing is, whatever anybody sets.
 */
export type RetryCategory = 'soft' | 'data' | 'returned'

/** How often, how far apart and on which days a document is tried again. */
export interface RetryPolicy {
  /** All tries within the window, the first one included: 1 tries nothing again. */
  triesMax: number
  windowDays: number
  /** After a try that failed. For a debit that came back they are banking days. */
  spacingDays: number
  /** Days of the month, pay days for instance; 31 is the last one. None and no weekday: any day. */
  monthDays: readonly number[]
  /** ISO weekdays. A day of either list will do. */
  weekdays: readonly number[]
}

export type RetryPolicies = Readonly<
  Record<'card', Readonly<Record<'soft' | 'data', RetryPolicy>>> &
    Record<'bank', Readonly<Record<RetryCategory, RetryPolicy>>>
>

const anyDay = { monthDays: [], weekdays: [] }

/** Rules of the trade §3.2, suggested safe defaults, and N1. */
export const RETRY_DEFAULTS: RetryPolicies = {
  card: {
    soft: { triesMax: 4, windowDays: 14, spacingDays: 1, ...anyDay },
    data: { triesMax: 1, windowDays: 14, spacingDays: 1, ...anyDay },
  },
  bank: {
    soft: { triesMax: 3, windowDays: 14, spacingDays: 3, ...anyDay },
    data: { triesMax: 1, windowDays: 14, spacingDays: 3, ...anyDay },
    returned: {
      triesMax: 1 + REPRESENT_RULES.representLimit,
      windowDays: REPRESENT_RULES.windowDays,
      spacingDays: REPRESENT_RULES.waitBankingDays,
      ...anyDay,
    },
  },
}

/** What can be set, as method and category. */
export const RETRY_KINDS = [
  ['card', 'soft'],
  ['card', 'data'],
  ['bank', 'soft'],
  ['bank', 'data'],
  ['bank', 'returned'],
] as const
export type RetryKind = (typeof RETRY_KINDS)[number]

export const policyOf = (policies: RetryPolicies, [kind, category]: RetryKind): RetryPolicy =>
  category === 'returned' ? policies.bank.returned : policies[kind][category]

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * What the card brands and Nacha allow at the most. No setting reaches beyond it (rules of the trade
 * C2, C4, N1): `declines` counts a card over all its documents.
 */
export const CEILING = {
  declines: { max: 15, windowMs: 30 * DAY_MS },
  declinesInDay: { max: 10, windowMs: DAY_MS },
  /** Between a decline and the next try without a person asking for it. */
  pauseMs: DAY_MS,
  represent: REPRESENT_RULES,
} as const

/** Declines of one card or account over all its documents, where nobody has set anything else. */
export const DECLINES_MAX = 8

interface Range {
  min: number
  max: number
}

/** What a policy may say. */
export const rangesOf = ([, category]: RetryKind): Record<
  'triesMax' | 'windowDays' | 'spacingDays',
  Range
> =>
  category === 'returned'
    ? {
        triesMax: { min: 1, max: 1 + CEILING.represent.representLimit },
        windowDays: { min: 1, max: CEILING.represent.windowDays },
        spacingDays: { min: 1, max: 60 },
      }
    : {
        triesMax: { min: 1, max: CEILING.declines.max },
        windowDays: { min: 1, max: 60 },
        spacingDays: { min: 1, max: 60 },
      }

/** A policy cut back to what it may say, wherever it came from. */
export function withinRanges(kind: RetryKind, policy: RetryPolicy): RetryPolicy {
  const ranges = rangesOf(kind)
  const cut = (value: number, { min, max }: Range) =>
    Number.isFinite(value) ? Math.min(Math.max(Math.trunc(value), min), max) : min
  return {
    triesMax: cut(policy.triesMax, ranges.triesMax),
    windowDays: cut(policy.windowDays, ranges.windowDays),
    spacingDays: Number.isFinite(policy.spacingDays)
      ? cut(policy.spacingDays, ranges.spacingDays)
      : ranges.spacingDays.max,
    monthDays: policy.monthDays,
    weekdays: policy.weekdays,
  }
}

/** The rules of `canRepresent`, as the policy of returned debits sets them. */
export const representRulesOf = ({ triesMax, windowDays, spacingDays }: RetryPolicy) =>
  ({
    representLimit: triesMax - 1,
    windowDays,
    waitBankingDays: spacingDays,
  }) satisfies RepresentRules

/** Whether a policy lets a document be tried on a day, `YYYY-MM-DD`. */
export function isRetryDay({ monthDays, weekdays }: RetryPolicy, date: string): boolean {
  if (monthDays.length === 0 && weekdays.length === 0) return true
  const day = new Date(`${date}T00:00:00Z`)
  const weekday = day.getUTCDay() === 0 ? 7 : day.getUTCDay()
  if (weekdays.includes(weekday)) return true
  const dayOfMonth = day.getUTCDate()
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
  return monthDays.some((wanted) => Math.min(wanted, last) === dayOfMonth)
}

/** Which policy a decline falls under; null where there is no second try. */
export function categoryOf(category: DeclineCategory | null): 'soft' | 'data' | null {
  if (category === 'hard' || category === null) return null
  return category === 'data' ? 'data' : 'soft'
}
