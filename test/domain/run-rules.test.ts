import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine } from '../../src/domain/csv.ts'
import type { RunFilter } from '../../src/domain/run.ts'
import { approvalReason, hasGrown, NO_LIMITS } from '../../src/domain/run-approval.ts'
import { isComparable, isMuch } from '../../src/domain/run-difference.ts'
import { unsettledSince, voidableUntil } from '../../src/domain/run-undo.ts'
import { settlesAt } from '../../src/domain/settlement.ts'

describe('approval', () => {
  const asked = (count: number, cents: number, before = { count: 0, cents: 0 }) => ({
    run: { count, cents },
    before,
    isFirstOfMonth: true,
    currency: 'USD',
  })

  it('is not needed while nothing is limited', () => {
    expect(approvalReason(NO_LIMITS, asked(1_000_000, 1_000_000_000))).toBeNull()
  })

  it('is needed above a sum and not at it', () => {
    const limits = { ...NO_LIMITS, cents: 1_000_00 }
    expect(approvalReason(limits, asked(1, 1_000_00))).toBeNull()
    expect(approvalReason(limits, asked(1, 1_000_01))).toBe(
      'Its sum is USD 1,000.01: above the limit of USD 1,000.00',
    )
  })

  it('counts what the same person started before within a day', () => {
    const limits = { ...NO_LIMITS, count: 10 }
    expect(approvalReason(limits, asked(6, 100))).toBeNull()
    expect(approvalReason(limits, asked(6, 100, { count: 5, cents: 1 }))).toContain('11 documents')
  })

  it('is needed for the first run of a month where that is set', () => {
    expect(approvalReason({ ...NO_LIMITS, isFirstOfMonth: true }, asked(1, 1))).toBe(
      'It is the first run of this month',
    )
  })

  it('holds for what was seen and as much again as the limit, not for more', () => {
    const limits = { ...NO_LIMITS, cents: 100 }
    expect(hasGrown(limits, { count: 1, cents: 500 }, { count: 9, cents: 600 })).toBe(false)
    expect(hasGrown(limits, { count: 1, cents: 500 }, { count: 1, cents: 601 })).toBe(true)
    expect(hasGrown(NO_LIMITS, { count: 1, cents: 1_000 }, { count: 1, cents: 1_051 })).toBe(true)
  })
})

describe('a run before', () => {
  const november: RunFilter = {
    ...{ documentKind: 'invoice', status: 'not_paid' },
    ...{ from: '2026-11-01', to: '2026-11-30', partnerIds: [2, 1] },
  }
  it.each<[string, Partial<RunFilter>, boolean]>([
    ['of the month before', { from: '2026-10-01', to: '2026-10-31' }, true],
    ['of February', { from: '2026-02-01', to: '2026-02-28' }, true],
    ['of the same month', {}, false],
    ['of a week', { from: '2026-10-01', to: '2026-10-07' }, false],
    ['without a period', { from: undefined, to: undefined }, false],
    ['of other partners', { from: '2026-10-01', to: '2026-10-31', partnerIds: [1] }, false],
    ['of the same partners', { from: '2026-10-01', to: '2026-10-31', partnerIds: [1, 2] }, true],
  ])('%s is a measure or is not', (_, changes, expected) => {
    expect(isComparable(november, { ...november, ...changes })).toBe(expected)
  })

  it('without any period is one for the same filter', () => {
    const filter: RunFilter = { documentKind: 'proforma', status: 'not_paid' }
    expect(isComparable(filter, { ...filter })).toBe(true)
  })

  it('differs much from more than so many percent on, up or down', () => {
    expect([isMuch(120, 100, 20), isMuch(121, 100, 20), isMuch(79, 100, 20)]).toEqual([
      false,
      true,
      true,
    ])
  })
})

const moments = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2028-01-01T00:00:00Z'),
  noInvalidDate: true,
})

it('what was taken since a moment is unsettled exactly when the gateway has not settled it', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 8 * 24 * 3600 }), (now, secondsAgo) => {
      const takenAt = new Date(now.getTime() - secondsAgo * 1_000)
      expect(takenAt >= unsettledSince(now)).toBe(settlesAt(takenAt) > now)
    }),
  )
})

it('all that can be voided now can be voided until a moment that is still to come', () => {
  fc.assert(fc.property(moments, (now) => voidableUntil(now) > now))
})

describe('a line of CSV', () => {
  it.each(['=1+1', '+1-1', '-1+1', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("http://x")'])(
    'takes the formula out of %j',
    (text) => {
      const line = csvLine([text])
      expect(line.replace(/^"/, '').startsWith("'")).toBe(true)
      expect(line).not.toMatch(/^[=+\-@\t\r]/)
    },
  )

  it('leaves amounts alone, and quotes what would break the line', () => {
    expect(csvLine(['-12.50', '7', 'a,b', 'say "x"', 'one\ntwo'])).toBe(
      '-12.50,7,"a,b","say ""x""","one\ntwo"\r\n',
    )
  })

  it('never begins a cell that a spreadsheet would calculate, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cell = csvLine([text]).replace(/^"/, '')
        expect(/^[=+@\t]/.test(cell) || /^-(?!\d+(\.\d+)?\r\n$)/.test(cell)).toBe(false)
      }),
    )
  })
})
