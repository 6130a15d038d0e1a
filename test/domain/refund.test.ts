import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { certaintyOf } from '../../src/domain/certainty.ts'
import {
  planRefund,
  REFUND_STATUSES,
  REFUND_TRANSITIONS,
  REFUND_UNDER_WAY,
  type RefundFacts,
  refundStatusesLeadingTo,
  rolesThatMayRefund,
} from '../../src/domain/refund.ts'
import { settlesAt } from '../../src/domain/settlement.ts'

const ZONE = 'America/Chicago'

describe('settlement', () => {
  it.each([
    ['a Tuesday morning', '2026-11-24T15:00:00Z', '2026-11-25T12:00:00Z'],
    [
      'late on a Tuesday, which is Wednesday in London',
      '2026-11-25T05:30:00Z',
      '2026-11-25T12:00:00Z',
    ],
    ['the day before Thanksgiving', '2026-11-25T15:00:00Z', '2026-11-27T12:00:00Z'],
    ['a Friday', '2026-11-27T20:00:00Z', '2026-11-30T12:00:00Z'],
    ['a Saturday in summer', '2026-07-11T15:00:00Z', '2026-07-13T11:00:00Z'],
  ])('of %s is the next banking day at six', (_, taken, settled) => {
    expect(settlesAt(new Date(taken))).toEqual(new Date(settled))
  })
})

const SENT_AT = new Date('2026-11-24T15:00:00Z')
const CARD: RefundFacts = {
  methodKind: 'card',
  takenCents: 5000,
  spokenForCents: 0,
  sentAt: SENT_AT,
  answeredAt: SENT_AT,
  isVoidRefused: false,
}
const BEFORE = { now: new Date('2026-11-25T11:59:59Z'), zone: ZONE }
const AFTER = { now: new Date('2026-11-25T12:00:00Z'), zone: ZONE }

describe('how money goes back', () => {
  it.each([
    { what: 'the whole before settlement', facts: {}, cents: 5000, at: BEFORE, kind: 'void' },
    {
      what: 'a part before settlement',
      facts: {},
      cents: 4999,
      at: BEFORE,
      kind: 'part_too_early',
    },
    { what: 'the whole after it', facts: {}, cents: 5000, at: AFTER, kind: 'credit' },
    { what: 'a part after it', facts: {}, cents: 1, at: AFTER, kind: 'credit' },
    {
      what: 'the whole after the gateway refused to void it',
      facts: { isVoidRefused: true },
      cents: 5000,
      at: BEFORE,
      kind: 'credit',
    },
    {
      what: 'the rest of what was credited in part',
      facts: { spokenForCents: 2000 },
      cents: 3000,
      at: BEFORE,
      kind: 'credit',
    },
    {
      what: 'more than the rest',
      facts: { spokenForCents: 2000 },
      cents: 3001,
      at: AFTER,
      kind: 'too_much',
    },
  ])('$what is $kind', ({ facts, cents, at, kind }) => {
    expect(planRefund({ ...CARD, ...facts }, cents, at).kind).toBe(kind)
  })

  it('a bank debit can be given back from the day on that it is called certain', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 * 24 }),
        fc.integer({ min: 0, max: 20 * 24 }),
        (startHours, laterHours) => {
          const sent_at = new Date(SENT_AT.getTime() + startHours * 3_600_000)
          const now = new Date(sent_at.getTime() + laterHours * 3_600_000)
          const facts = {
            ...CARD,
            methodKind: 'bank' as const,
            sentAt: sent_at,
            answeredAt: sent_at,
          }
          const certainty = certaintyOf(
            {
              status: 'recorded',
              method_kind: 'bank',
              created_at: sent_at,
              sent_at,
              answered_at: sent_at,
            },
            now,
            ZONE,
          )
          const { kind } = planRefund(facts, 5000, { now, zone: ZONE })
          expect(kind).toBe(certainty.kind === 'certain' ? 'reversal' : 'debit_too_early')
        },
      ),
    )
  })
})

it('only what waits is sent, and what is under way holds the payment', () => {
  expect(refundStatusesLeadingTo('submitting')).toEqual(['pending'])
  const ended = REFUND_STATUSES.filter((status) => !REFUND_UNDER_WAY.includes(status as 'pending'))
  expect(ended).toEqual(['approved', 'declined', 'cancelled'])
  expect(REFUND_TRANSITIONS.approved).toEqual([])
})

it('a limit is for all that goes back of a payment, and an admin has none', () => {
  const limits = { clerk: 10_000, manager: 200_000 }
  expect(rolesThatMayRefund(10_000, limits)).toEqual(['clerk', 'manager', 'admin'])
  expect(rolesThatMayRefund(10_001, limits)).toEqual(['manager', 'admin'])
  expect(rolesThatMayRefund(200_001, limits)).toEqual(['admin'])
  expect(rolesThatMayRefund(200_001, { clerk: 100 })).toEqual(['manager', 'admin'])
})
