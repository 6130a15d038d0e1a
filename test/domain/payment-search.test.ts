import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parsePaymentSearch } from '../../src/domain/payment-search.ts'

const digits = (number: string, customerId: number | null, last4: string | null) => ({
  kind: 'digits',
  number,
  customerId,
  last4,
})

it.each([
  ['01kdkzzzzzzzzzzzzzzzzzzzzz', { kind: 'payment_id', id: '01KDKZZZZZZZZZZZZZZZZZZZZZ' }],
  ['A1B2C3D4E5F6G7H8I9', { kind: 'transaction_id', id: 'A1B2C3D4E5F6G7H8I9' }],
  ['a1b2c3d4e5f6g7h8i9', { kind: 'transaction_id', id: 'A1B2C3D4E5F6G7H8I9' }],
  ['$49.99', { kind: 'amount', cents: 4_999 }],
  ['49.9', { kind: 'amount', cents: 4_990 }],
  ['$12', { kind: 'amount', cents: 1_200 }],
  ['$ 1,234.50', { kind: 'amount', cents: 123_450 }],
  ['4242', digits('4242', 4_242, '4242')],
  ['0042', digits('0042', null, '0042')],
  ['17', digits('17', 17, null)],
  ['202611000028', digits('202611000028', 202_611_000_028, null)],
  ['0', digits('0', null, null)],
  ['Ashley', { kind: 'text', text: 'Ashley' }],
  ['  Ashley Miller ', { kind: 'text', text: 'Ashley Miller' }],
  // A name of eighteen letters is no TransactionID.
  ['Bartholomewdasilva', { kind: 'text', text: 'Bartholomewdasilva' }],
  ['P-2026/17', { kind: 'text', text: 'P-2026/17' }],
  ['12.505', { kind: 'text', text: '12.505' }],
  ['A', { kind: 'too_short' }],
])('%j is understood by its shape', (typed, search) => {
  expect(parsePaymentSearch(typed)).toEqual(search)
})

it('whatever is typed is understood as something', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), (typed) => {
      expect(parsePaymentSearch(typed).kind).toBeTypeOf('string')
    }),
  )
})
