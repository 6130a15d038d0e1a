import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  canMove,
  isOver,
  isUnderWay,
  OVER,
  PAYMENT_STATUSES,
  type PaymentStatus,
  statusesLeadingTo,
  TRANSITIONS,
  UNDER_WAY,
} from '../../src/domain/payment.ts'

it('every status is under way or over, and none is both', () => {
  expect([...UNDER_WAY, ...OVER].sort()).toEqual([...PAYMENT_STATUSES].sort())
  expect(PAYMENT_STATUSES.filter((status) => isUnderWay(status) && isOver(status))).toEqual([])
})

it.each(['recorded', 'approved'] as const)('from %s no road leads back to another sale', (from) => {
  expect(reachable(from)).not.toContain('submitting')
  expect(reachable(from)).not.toContain('pending')
})

it.each(['unknown', 'review'] as const)('%s never leads straight to another message', (from) => {
  expect(canMove(from, 'submitting')).toBe(false)
})

it('only what waits can be sent', () => {
  expect(statusesLeadingTo('submitting')).toEqual(['pending'])
})

it('Splynx is told of nothing but an approval', () => {
  expect(statusesLeadingTo('recorded')).toEqual(['approved'])
})

it('what is voided, refunded or returned stays so', () => {
  for (const status of ['voided', 'refunded', 'returned'] as const) {
    expect(TRANSITIONS[status]).toEqual([])
  }
})

it('what was given up can only give money back that came too late, and never counts as paid', () => {
  expect(TRANSITIONS.cancelled).toEqual(['voided', 'refunded'])
})

it('no history along the table charges twice', () => {
  const anyHistory = fc.array(fc.constantFrom(...PAYMENT_STATUSES), { maxLength: 60 })
  fc.assert(
    fc.property(anyHistory, (wishes) => {
      let status: PaymentStatus = 'pending'
      let approvals = 0
      for (const wish of wishes) {
        if (!canMove(status, wish)) continue
        status = wish
        if (status === 'approved') approvals++
      }
      return approvals <= 1
    }),
  )
})

function reachable(from: PaymentStatus): PaymentStatus[] {
  const found = new Set<PaymentStatus>()
  const next: PaymentStatus[] = [...TRANSITIONS[from]]
  for (let status = next.pop(); status !== undefined; status = next.pop()) {
    if (found.has(status)) continue
    found.add(status)
    next.push(...TRANSITIONS[status])
  }
  return [...found]
}
