import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACTION_CODES, NEVER_RETRIED } from '../../src/domain/action-codes.ts'
import { dayIn } from '../../src/domain/banking-days.ts'
import {
  cardMeter,
  type Decline,
  documentMeter,
  judgeRetry,
  type RetryFacts,
  type RetryPlan,
  type RetryRules,
} from '../../src/domain/retry.ts'
import {
  isRetryDay,
  RETRY_DEFAULTS,
  RETRY_KINDS,
  type RetryPolicy,
  withinRanges,
} from '../../src/domain/retry-policy.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const ZONE = 'America/Chicago'
const NOW = new Date('2026-11-24T15:00:00Z')

const RULES: RetryRules = { policies: RETRY_DEFAULTS, declinesMax: 8, isOn: true, zone: ZONE }

const ago = (days: number, changes: Partial<Decline> = {}): Decline => ({
  at: new Date(NOW.getTime() - days * DAY_MS),
  code: '051',
  category: 'soft',
  isOfDocument: true,
  isOfDetails: true,
  ...changes,
})

const judge = (
  declines: Decline[],
  changes: Partial<RetryFacts> = {},
  rules: Partial<RetryRules> = {},
) =>
  judgeRetry({ methodKind: 'card', declines, plan: null, ...changes }, { ...RULES, ...rules }, NOW)

const ruleOf = (...given: Parameters<typeof judge>) => {
  const verdict = judge(...given)
  return verdict.allowed ? null : verdict.rule
}

const withPolicy = (policy: Partial<RetryPolicy>): Partial<RetryRules> => ({
  policies: {
    ...RETRY_DEFAULTS,
    card: { ...RETRY_DEFAULTS.card, soft: { ...RETRY_DEFAULTS.card.soft, ...policy } },
  },
})

describe('a document is tried again', () => {
  it.each([
    { what: 'never declined', declines: [], rule: null },
    { what: 'a day and more ago', declines: [ago(1.01)], rule: null },
    { what: 'less than a day ago', declines: [ago(0.9)], rule: 'pause' },
    {
      what: 'for another document an hour ago',
      declines: [ago(0.04, { isOfDocument: false })],
      rule: 'pause',
    },
    {
      what: 'four times in two weeks',
      declines: [ago(13), ago(9), ago(5), ago(2)],
      rule: 'document',
    },
    {
      what: 'four times, the first three weeks ago',
      declines: [ago(21), ago(9), ago(5), ago(2)],
      rule: null,
    },
    { what: 'for good', declines: [ago(40, { code: '041', category: 'hard' })], rule: 'hard' },
    {
      what: 'for good, for another document',
      declines: [ago(20, { code: '007', category: 'hard', isOfDocument: false })],
      rule: 'hard',
    },
    {
      what: 'for its details',
      declines: [ago(20, { code: '054', category: 'data' })],
      rule: 'no_more',
    },
    {
      what: 'for details that were entered again',
      declines: [ago(20, { code: '054', category: 'data', isOfDetails: false })],
      rule: null,
    },
    { what: 'without a code', declines: [ago(9, { code: null, category: null })], rule: 'no_code' },
    {
      what: 'by our own mistake',
      declines: [ago(0.1, { code: '906', category: 'config' })],
      rule: null,
    },
  ] as const)('$what: $rule', ({ declines, rule }) => {
    expect(ruleOf([...declines])).toBe(rule)
  })

  it('on the days of its policy alone, the last of a month among them', () => {
    // The 24th is a Tuesday.
    expect(ruleOf([ago(3)], {}, withPolicy({ monthDays: [1, 15] }))).toBe('days')
    expect(ruleOf([ago(3)], {}, withPolicy({ monthDays: [1, 15], weekdays: [2] }))).toBeNull()
    const last = { ...RETRY_DEFAULTS.card.soft, monthDays: [31] }
    expect(['2026-11-30', '2026-12-30', '2027-02-28'].map((day) => isRetryDay(last, day))).toEqual([
      true,
      false,
      true,
    ])
  })

  it('on the day that a person has chosen, and not before', () => {
    const madeAt = new Date(NOW.getTime() - HOUR_MS)
    const moved = (notBefore: string): RetryPlan => ({ kind: 'moved', notBefore, madeAt })
    const slow = withPolicy({ spacingDays: 9, monthDays: [1] })
    expect(ruleOf([ago(2)], {}, slow)).toBe('spacing')
    expect(ruleOf([ago(2)], { plan: moved('2026-11-24') }, slow)).toBeNull()
    expect(ruleOf([ago(2)], { plan: moved('2026-11-25') }, slow)).toBe('moved')
    // It has served: the last decline came after it.
    expect(
      ruleOf(
        [ago(2)],
        { plan: { kind: 'moved', notBefore: '2026-11-20', madeAt: ago(3).at } },
        slow,
      ),
    ).toBe('spacing')
  })

  it('not once a person has cancelled it, nor where retries are off', () => {
    expect(ruleOf([], { plan: { kind: 'cancelled', reason: 'moved out' } })).toBe('cancelled')
    expect(ruleOf([ago(9)], {}, { isOn: false })).toBe('off')
    expect(ruleOf([ago(9, { isOfDocument: false })], {}, { isOn: false })).toBeNull()
  })

  it('and its meters count what the rules count', () => {
    const declines = [
      ago(20),
      ago(9),
      ago(5, { isOfDocument: false }),
      ago(3, { category: 'config' }),
    ]
    expect(cardMeter({ declines }, RULES, NOW)).toMatchObject({ used: 3, max: 8 })
    expect(documentMeter({ methodKind: 'card', declines, plan: null }, RULES, NOW)).toMatchObject({
      used: 1,
      max: 4,
    })
  })
})

// --- whatever happened before and whatever is set, the rules of the trade hold --------------------

const anyDecline = fc
  .record({
    hoursAgo: fc.double({ min: 0.01, max: 60 * 24, noNaN: true }),
    code: fc.constantFrom(...Object.keys(ACTION_CODES).filter(isDecline), null),
    isOfDocument: fc.boolean(),
    isOfDetails: fc.constant(true),
  })
  .map(
    ({ hoursAgo, code, ...rest }): Decline => ({
      at: new Date(NOW.getTime() - hoursAgo * HOUR_MS),
      code,
      category: code === null ? null : (ACTION_CODES[code]!.category as Decline['category']),
      ...rest,
    }),
  )

function isDecline(code: string): boolean {
  return ['hard', 'data', 'soft', 'config'].includes(ACTION_CODES[code]!.category)
}

const softly = anyDecline.map((decline): Decline => ({ ...decline, code: '051', category: 'soft' }))
const wild = fc.integer({ min: -1_000, max: 1_000 })
const anyPolicy = fc.record({
  triesMax: wild,
  windowDays: wild,
  spacingDays: wild,
  monthDays: fc.array(fc.integer({ min: 1, max: 31 }), { maxLength: 3 }),
  weekdays: fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 2 }),
})
const anyRules = fc
  .tuple(anyPolicy, anyPolicy, wild, fc.boolean())
  .map(([soft, data, declinesMax, isOn]): RetryRules => {
    const both = {
      soft: withinRanges(['card', 'soft'], soft),
      data: withinRanges(['card', 'data'], data),
    }
    const policies = { card: both, bank: { ...both, returned: RETRY_DEFAULTS.bank.returned } }
    return { policies, declinesMax, isOn, zone: ZONE }
  })
const anyPlan = fc.option(
  fc.record({
    kind: fc.constant('moved' as const),
    notBefore: fc.constantFrom('2026-11-01', '2026-11-24', '2026-12-24'),
    madeAt: fc.constantFrom(NOW, new Date('2026-10-01T00:00:00Z')),
  }),
)

const within = (declines: readonly Decline[], ms: number) =>
  declines.filter(({ at, category }) => category !== 'config' && NOW.getTime() - at.getTime() < ms)

it('no history of declines, policy or wish of a clerk yields a try that the rules forbid', () => {
  const never = NEVER_RETRIED.visaCodes.map((code) => `0${code}`)
  let allowed = 0
  fc.assert(
    fc.property(
      fc.oneof(fc.array(anyDecline, { maxLength: 12 }), fc.array(softly, { maxLength: 40 })),
      anyRules,
      anyPlan,
      (declines, rules, plan) => {
        const verdict = judgeRetry({ methodKind: 'card', declines, plan }, rules, NOW)
        if (!verdict.allowed) return
        allowed += 1
        // C1, C5, C6: hard answers, listed ones and those without a code are for good.
        expect(declines.some(({ code, category }) => category === 'hard' || code === null)).toBe(
          false,
        )
        expect(declines.some(({ code }) => never.includes(code ?? ''))).toBe(false)
        // C2, C4, and a day between two tries.
        expect(within(declines, 30 * DAY_MS).length).toBeLessThan(15)
        expect(within(declines, DAY_MS)).toEqual([])
        // A clerk's day is kept.
        if (plan) expect(plan.notBefore <= dayIn(NOW, ZONE)).toBe(true)
      },
    ),
    { numRuns: 1_000 },
  )
  // Otherwise nothing was shown.
  expect(allowed).toBeGreaterThan(50)
})

it('over two months of tries every day, no card and no document exceeds its budget', () => {
  fc.assert(
    fc.property(
      anyRules,
      fc.array(fc.boolean(), { minLength: 150, maxLength: 150 }),
      (rules, own) => {
        const declines: Decline[] = []
        for (const [at, isOfDocument] of own.entries()) {
          const now = new Date(NOW.getTime() + at * 8 * HOUR_MS)
          const seen = declines.map((decline) => ({
            ...decline,
            isOfDocument: decline.isOfDocument === isOfDocument,
          }))
          if (judgeRetry({ methodKind: 'card', declines: seen, plan: null }, rules, now).allowed) {
            declines.push({
              at: now,
              code: '051',
              category: 'soft',
              isOfDocument,
              isOfDetails: true,
            })
          }
        }
        for (const { at } of declines) {
          const month = declines.filter((other) => {
            const ms = at.getTime() - other.at.getTime()
            return ms >= 0 && ms < 30 * DAY_MS
          })
          expect(month.length).toBeLessThanOrEqual(15)
          expect(month.length).toBeLessThanOrEqual(Math.max(1, rules.declinesMax))
        }
      },
    ),
    { numRuns: 25 },
  )
})

it('what is forbidden now is allowed by itself after the day it names, unless something else forbids it', () => {
  fc.assert(
    fc.property(fc.array(softly, { maxLength: 30 }), (declines) => {
      let now = NOW
      for (let step = 0; step < 50; step++) {
        const verdict = judgeRetry({ methodKind: 'card', declines, plan: null }, RULES, now)
        if (verdict.allowed) return
        expect(verdict.until).not.toBeNull()
        expect(verdict.until!.getTime()).toBeGreaterThan(now.getTime())
        now = verdict.until!
      }
      throw new Error('it never ends')
    }),
  )
})

it('no policy reaches beyond what the brands and Nacha allow', () => {
  fc.assert(
    fc.property(fc.constantFrom(...RETRY_KINDS), anyPolicy, (kind, policy) => {
      const { triesMax, windowDays, spacingDays } = withinRanges(kind, policy)
      expect(triesMax).toBeGreaterThanOrEqual(1)
      expect(spacingDays).toBeGreaterThanOrEqual(1)
      const isReturned = kind[1] === 'returned'
      expect(triesMax).toBeLessThanOrEqual(isReturned ? 3 : 15)
      expect(windowDays).toBeLessThanOrEqual(isReturned ? 180 : 60)
    }),
  )
})
