import { expect, it } from 'vitest'
import { certaintyOf } from '../../src/domain/certainty.ts'
import { PAYMENT_STATUSES } from '../../src/domain/payment.ts'

const ZONE = 'America/Chicago'
const TUESDAY = new Date('2026-11-24T15:00:00Z') // before Thanksgiving

const facts = {
  status: 'recorded',
  method_kind: 'bank',
  created_at: TUESDAY,
  sent_at: TUESDAY,
  answered_at: TUESDAY,
} as const

it('a debit is pending for four banking days after its approval, holidays left out', () => {
  const until = { kind: 'until', day: '2026-12-01' }
  expect(certaintyOf(facts, TUESDAY, ZONE)).toEqual(until)
  // Still that day in Chicago.
  expect(certaintyOf(facts, new Date('2026-12-02T05:59:00Z'), ZONE)).toEqual(until)
  expect(certaintyOf(facts, new Date('2026-12-02T06:01:00Z'), ZONE)).toEqual({ kind: 'certain' })
})

it('counts from the approval, not from when it was asked for', () => {
  const late = { ...facts, answered_at: new Date('2026-12-07T15:00:00Z') }
  expect(certaintyOf(late, TUESDAY, ZONE)).toEqual({ kind: 'until', day: '2026-12-11' })
})

it('an unknown payment is unknown since its message left', () => {
  const sent_at = new Date('2026-11-24T15:00:05Z')
  const unknown = { ...facts, status: 'unknown', sent_at, answered_at: null } as const
  expect(certaintyOf(unknown, TUESDAY, ZONE)).toEqual({ kind: 'unknown', since: sent_at })
})

it.each(PAYMENT_STATUSES)('a card payment that is %s has a certainty', (status) => {
  const { kind } = certaintyOf({ ...facts, status, method_kind: 'card' }, TUESDAY, ZONE)
  const expected = {
    pending: 'open',
    submitting: 'open',
    unknown: 'unknown',
    review: 'unknown',
    approved: 'certain',
    recorded: 'certain',
    declined: 'certain',
    cancelled: 'certain',
    voided: 'reversed',
    refunded: 'reversed',
    returned: 'reversed',
  }
  expect(kind).toBe(expected[status])
})
