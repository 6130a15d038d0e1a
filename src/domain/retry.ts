import { DateTime } from 'luxon'
import { actionCodeOf } from './action-codes.ts'
import { dayIn } from './banking-days.ts'
import type { DeclineCategory } from './outcome.ts'
import type { MethodKind } from './payment.ts'
import {
  CEILING,
  categoryOf,
  isRetryDay,
  type RetryPolicies,
  type RetryPolicy,
} from './retry-policy.ts'
import { dateAfter } from './schedule-period.ts'

// Whether a document may be tried again without a person asking for it, by what its card or account
// has answered before. The rules of the trade §3.2 hold whatever is set.

/** One "no" of a card or account. */
export interface Decline {
  at: Date
  code: string | null
  category: DeclineCategory | null
  /** For the document that is asked about; the others count for the card alone (C7). */
  isOfDocument: boolean
  /** With the details as they are now: not before they were entered again, not with another expiry. */
  isOfDetails: boolean
}

/** What a clerk has decided about the next try of a document. */
export type RetryPlan =
  | { kind: 'moved'; notBefore: string; madeAt: Date }
  | { kind: 'cancelled'; reason: string }

export interface RetryFacts {
  methodKind: MethodKind
  declines: readonly Decline[]
  plan: RetryPlan | null
}

export interface RetryRules {
  policies: RetryPolicies
  /** Declines of one card or account within 30 days, over all its documents. */
  declinesMax: number
  /** Switched off, a document is tried once. */
  isOn: boolean
  /** Whose days they are. */
  zone: string
}

export type RetryRule =
  | 'cancelled'
  | 'hard'
  | 'no_code'
  | 'off'
  | 'no_more'
  | 'brand_month'
  | 'brand_day'
  | 'declines'
  | 'document'
  | 'pause'
  | 'spacing'
  | 'days'
  | 'moved'

export type RetryVerdict =
  | { allowed: true }
  | {
      allowed: false
      rule: RetryRule
      /** For clerks, a whole sentence. */
      reason: string
      /** When this rule ends by itself; null: never. The next try may be later still. */
      until: Date | null
    }

type Blocked = Extract<RetryVerdict, { allowed: false }>

const DAY_MS = 24 * 60 * 60 * 1000

/** The rule that forbids a try now: one that never ends first, then the one that ends last. */
export function judgeRetry(facts: RetryFacts, rules: RetryRules, now: Date): RetryVerdict {
  const blocks = [
    ...byPlan(facts, rules, now),
    ...byKind(facts, rules),
    ...byCard(facts, rules, now),
    ...byDocument(facts, rules, now),
  ]
  const [first] = blocks.sort((a, b) => endOf(b) - endOf(a) || 0)
  return first ?? { allowed: true }
}

const endOf = ({ until }: Blocked): number => until?.getTime() ?? Number.POSITIVE_INFINITY

const block = (rule: RetryRule, reason: string, until: Date | null = null): Blocked => ({
  allowed: false,
  rule,
  reason,
  until,
})

/** What says something about the card or account; our own mistakes do not. */
const counted = ({ declines }: RetryFacts): Decline[] =>
  declines
    .filter(({ category }) => category !== 'config')
    .sort((a, b) => a.at.getTime() - b.at.getTime())

const ofTheseDetails = (facts: RetryFacts): Decline[] =>
  counted(facts).filter(({ isOfDetails }) => isOfDetails)

function byPlan({ plan }: RetryFacts, { zone }: RetryRules, now: Date): Blocked[] {
  if (plan?.kind === 'cancelled') {
    return [block('cancelled', `Cancelled by a person: ${plan.reason}`)]
  }
  if (plan?.kind !== 'moved' || dayIn(now, zone) >= plan.notBefore) return []
  return [block('moved', 'A person has moved it.', startOf(plan.notBefore, zone))]
}

/** Rules C1, C5 and C6: some answers are for good, whatever document they were about. */
function byKind(facts: RetryFacts, { isOn }: RetryRules): Blocked[] {
  const known = ofTheseDetails(facts)
  const hard = known.find(isForGood)
  if (hard) {
    const { meaning } = actionCodeOf(hard.code)
    return [
      block('hard', `${meaning} (${hard.code ?? 'no code'}): never again with these details.`),
    ]
  }
  if (known.some(({ code, category }) => code === null && category === null)) {
    return [block('no_code', 'It was declined without a code, so nothing is tried again.')]
  }
  const isSecondTry = known.some(({ isOfDocument }) => isOfDocument)
  return !isOn && isSecondTry ? [block('off', 'Runs try a document once: retries are off.')] : []
}

const isForGood = ({ code, category }: Decline): boolean =>
  category === 'hard' || (code !== null && actionCodeOf(code).neverRetry === true)

/** Limits of the card or account over all its documents. Details entered again do not reset them. */
function byCard(facts: RetryFacts, { declinesMax }: RetryRules, now: Date): Blocked[] {
  const all = counted(facts)
  const blocks: Blocked[] = []
  const last = all.at(-1)
  if (!last) return []
  const pauseEnds = new Date(last.at.getTime() + CEILING.pauseMs)
  if (pauseEnds > now) blocks.push(block('pause', 'Declined less than a day ago.', pauseEnds))
  const limits = [
    { rule: 'brand_day', ...CEILING.declinesInDay, words: 'within 24 hours' },
    { rule: 'brand_month', ...CEILING.declines, words: 'within 30 days, the limit of the brands' },
    {
      rule: 'declines',
      max: Math.min(Math.max(declinesMax, 1), CEILING.declines.max),
      windowMs: CEILING.declines.windowMs,
      words: 'within 30 days',
    },
  ] as const
  for (const { rule, max, windowMs, words } of limits) {
    const until = roomAt(all, max, windowMs, now)
    if (until) blocks.push(block(rule, `Declined ${max} times or more ${words}.`, until))
  }
  return blocks
}

/** When fewer than `max` are within the window again; null when that is so now. */
function roomAt(declines: Decline[], max: number, windowMs: number, now: Date): Date | null {
  const within = declines.filter(({ at }) => now.getTime() - at.getTime() < windowMs)
  const leaving = within[within.length - max]
  return leaving ? new Date(leaving.at.getTime() + windowMs) : null
}

/** The policy of the last decline of this document with these details. */
function byDocument(facts: RetryFacts, { policies, zone }: RetryRules, now: Date): Blocked[] {
  const tries = ofTheseDetails(facts).filter(({ isOfDocument }) => isOfDocument)
  const last = tries.at(-1)
  const category = last && categoryOf(last.category)
  if (!last || !category) return []
  const policy = policies[facts.methodKind][category]
  if (policy.triesMax <= 1) {
    return [block('no_more', NO_MORE[category])]
  }
  const blocks: Blocked[] = []
  const until = roomAt(tries, policy.triesMax, policy.windowDays * DAY_MS, now)
  if (until) {
    const words = `${policy.triesMax} tries within ${policy.windowDays} days`
    blocks.push(block('document', `This document has had its ${words}.`, until))
  }
  // A person who has chosen the day since has looked at it.
  const isChosen = facts.plan?.kind === 'moved' && facts.plan.madeAt > last.at
  return isChosen ? blocks : [...blocks, ...byDay(policy, last, zone, now)]
}

const NO_MORE = {
  data: 'The details were not accepted: not again before they are corrected.',
  soft: 'By the policy a document is tried once.',
} as const

function byDay(policy: RetryPolicy, last: Decline, zone: string, now: Date): Blocked[] {
  const today = dayIn(now, zone)
  const first = dateAfter(dayIn(last.at, zone), policy.spacingDays)
  if (today < first) {
    const days = `${policy.spacingDays} day${policy.spacingDays === 1 ? '' : 's'}`
    return [block('spacing', `Not before ${days} after the last try.`, startOf(first, zone))]
  }
  if (isRetryDay(policy, today)) return []
  return [block('days', 'Not one of the days of the policy.', nextRetryDay(policy, today, zone))]
}

/** Every day of a month comes within two. */
function nextRetryDay(policy: RetryPolicy, today: string, zone: string): Date {
  let date = dateAfter(today, 1)
  for (let ahead = 1; ahead < 62 && !isRetryDay(policy, date); ahead++) date = dateAfter(date, 1)
  return startOf(date, zone)
}

const startOf = (date: string, zone: string): Date => DateTime.fromISO(date, { zone }).toJSDate()

/** How much of each limit is used, for people to see. */
export interface Meter {
  label: string
  used: number
  max: number
}

export function cardMeter(
  { declines }: { declines: readonly Pick<Decline, 'at' | 'category'>[] },
  rules: RetryRules,
  now: Date,
): Meter {
  const { windowMs, max } = CEILING.declines
  const used = declines.filter(
    ({ at, category }) => category !== 'config' && now.getTime() - at.getTime() < windowMs,
  ).length
  return { label: 'declines in 30 days', used, max: Math.min(rules.declinesMax, max) }
}

/** Of the document, by the policy of its last decline; null when it has none. */
export function documentMeter(
  facts: RetryFacts,
  { policies }: RetryRules,
  now: Date,
): Meter | null {
  const tries = ofTheseDetails(facts).filter(({ isOfDocument }) => isOfDocument)
  const category = categoryOf(tries.at(-1)?.category ?? null)
  if (!category) return null
  const { triesMax, windowDays } = policies[facts.methodKind][category]
  const used = tries.filter(({ at }) => now.getTime() - at.getTime() < windowDays * DAY_MS).length
  return { label: `tries in ${windowDays} days`, used, max: triesMax }
}
