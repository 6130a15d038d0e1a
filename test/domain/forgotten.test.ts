import { expect, it } from 'vitest'
import { placingOf } from '../../src/domain/forgotten.ts'
import { PAYMENT_STATUSES } from '../../src/domain/payment.ts'

const MINE = 'AAAAAAAAAAAAAAAAAA'
const OTHER = 'BBBBBBBBBBBBBBBBBB'

it('a message whose payment is gone makes it again', () => {
  expect(placingOf(MINE, undefined)).toBe('create')
})

it.each([
  ['pending', 'attach', 'attach'],
  ['declined', 'attach', 'attach'],
  ['submitting', 'known', 'wait'],
  ['unknown', 'known', 'wait'],
  ['review', 'known', 'wait'],
  ['approved', 'known', 'create_anew'],
  ['recorded', 'known', 'create_anew'],
  ['cancelled', 'known', 'create_anew'],
  ['voided', 'known', 'create_anew'],
  ['refunded', 'known', 'create_anew'],
  ['returned', 'known', 'create_anew'],
] as const)(
  'at a payment that is %s its own message is %s, another one %s',
  (status, own, other) => {
    expect(placingOf(MINE, { status, transaction_id: MINE })).toBe(own)
    expect(placingOf(MINE, { status, transaction_id: OTHER })).toBe(other)
  },
)

it('no status is forgotten here', () => {
  expect(PAYMENT_STATUSES).toHaveLength(11)
})
