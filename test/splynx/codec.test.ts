import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '../../src/splynx/codec.ts'
import {
  readBalanceCents,
  readCustomer,
  readDocument,
  readDocuments,
} from '../../src/splynx/codec.ts'
import { invoice } from './support/stub.ts'

const only = (row: unknown) => readDocuments('invoice', [row])

it('reads an invoice as a live system sends it', () => {
  // Numbers for ids and totals, four-decimal text in the items, "0" and "1" for flags.
  const row = {
    id: 5123,
    customer_id: 77,
    number: '202601000512',
    date_created: '2026-01-01',
    real_create_datetime: '2026-01-01 06:00:00',
    date_updated: '2026-01-01',
    date_payment: '0000-00-00',
    date_till: '2026-01-15',
    total: 59.9,
    due: 20.05,
    status: 'not_paid',
    payment_id: 0,
    is_sent: '0',
    payd_from_deposit: '0',
    items: [{ id: 1, price: '59.9000', tax: '0.0000' }],
  }
  expect(only(row)).toEqual({
    documents: [
      {
        kind: 'invoice',
        id: 5123,
        number: '202601000512',
        customerId: 77,
        status: 'not_paid',
        totalCents: 5_990,
        dueCents: 2_005,
        issuedOn: '2026-01-01',
        dueOn: '2026-01-15',
      },
    ],
    bad: [],
  })
})

it('reads the texts that older versions send in place of numbers', () => {
  const row = invoice(5123, { id: '5123', customer_id: '77', total: '59.9000', due: '0.0000' })
  expect(only(row).documents).toMatchObject([
    { id: 5123, customerId: 77, totalCents: 5_990, dueCents: 0 },
  ])
})

it('reads the longest decimal of a float that PHP prints', () => {
  const [row] = JSON.parse('[{"total":49.990000000000002,"due":0.10000000000000001}]')
  expect(only(invoice(1, row)).documents).toMatchObject([{ totalCents: 4_999, dueCents: 10 }])
})

it.each([
  { status: 'not_paid', dueCents: 12_345 },
  { status: 'pending', dueCents: 12_345 },
  { status: 'paid', dueCents: 0 },
])('a proforma that is $status has $dueCents cents due', ({ status, dueCents }) => {
  const { due: _, ...row } = invoice(1, { total: 123.45, status })
  expect(readDocument('proforma', row)).toMatchObject({ totalCents: 12_345, dueCents })
})

it.each(['0000-00-00', '0000-00-00 00:00:00', '', null, undefined])(
  'a date of %j is no date',
  (date) => {
    expect(only(invoice(1, { date_till: date, date_created: date }))).toMatchObject({
      documents: [{ dueOn: null, issuedOn: null }],
      bad: [],
    })
  },
)

it('a status of the future is "other", which nobody charges', () => {
  expect(only(invoice(1, { status: 'in_dispute' })).documents).toMatchObject([{ status: 'other' }])
})

describe('a row that makes no sense is handed over with its id', () => {
  it.each([
    { changes: { total: 49.999 }, cause: 'total is no amount in whole cents' },
    { changes: { due: '10.0050' }, cause: 'due is no amount in whole cents' },
    { changes: { total: undefined }, cause: 'total is no amount in whole cents' },
    { changes: { total: null }, cause: 'total is no amount in whole cents' },
    { changes: { due: 'ten' }, cause: 'due is no amount in whole cents' },
    { changes: { due: [10] }, cause: 'due is no amount in whole cents' },
    { changes: { total: 1e21 }, cause: 'total is no amount in whole cents' },
    { changes: { customer_id: 0 }, cause: 'customer_id is no id' },
    { changes: { customer_id: '7; drop table' }, cause: 'customer_id is no id' },
    { changes: { number: undefined }, cause: 'number is missing' },
    { changes: { number: { toString: 'x' } }, cause: 'number is missing' },
    { changes: { status: undefined }, cause: 'status is missing' },
    { changes: { date_created: 'yesterday' }, cause: 'date_created is no date' },
    { changes: { date_till: 20260301 }, cause: 'date_till is no date' },
  ])('$changes', ({ changes, cause }) => {
    expect(only(invoice(9, changes))).toEqual({ documents: [], bad: [{ id: 9, cause }] })
  })

  it.each([{}, null, 7, 'text', [], [[]], { id: -1 }, { id: 1.5 }, { id: '1e3' }, { id: true }])(
    'without an id: %j',
    (row) => {
      expect(only(row)).toMatchObject({ documents: [], bad: [{ id: null }] })
    },
  )

  it('and the others of its page are read all the same', () => {
    const rows = [invoice(1), invoice(2, { total: 'x' }), null, invoice(3)]
    const { documents, bad } = readDocuments('invoice', rows)
    expect(documents.map(({ id }) => id)).toEqual([1, 3])
    expect(bad.map(({ id }) => id)).toEqual([2, null])
  })
})

it('nothing that JSON can hold makes reading a page throw or invents a document', () => {
  const odd = fc.oneof(fc.jsonValue(), fc.constant('0000-00-00'), fc.double(), fc.string())
  const rows = fc.array(
    fc.oneof(
      odd,
      fc.record({ id: odd, customer_id: odd, number: odd, total: odd, due: odd, status: odd }),
    ),
  )
  fc.assert(
    fc.property(rows, (page) => {
      const { documents, bad } = readDocuments('invoice', page)
      expect(documents.length + bad.length).toBe(page.length)
      for (const { id, totalCents, dueCents } of documents) {
        expect([id, totalCents, dueCents].every(Number.isSafeInteger)).toBe(true)
      }
    }),
  )
})

it('reads every whole number of cents back as itself, however it is written', () => {
  const cents = fc.integer({ min: 0, max: 99_999_999_999 })
  fc.assert(
    fc.property(cents, (total) => {
      const number = JSON.parse(JSON.stringify(total / 100)) as number
      const text = `${(BigInt(total) / 100n).toString()}.${String(total % 100).padStart(2, '0')}00`
      expect(only(invoice(1, { total: number, due: text })).documents).toMatchObject([
        { totalCents: total, dueCents: total },
      ])
    }),
  )
})

it('reads a customer', () => {
  const row = {
    id: 1,
    login: 'customer',
    name: 'Ruth Olson',
    email: 'ruth@example.com',
    billing_email: 'olson@example.com',
    phone: 7015550100,
    status: 'active',
    partner_id: '2',
    location_id: 3,
    billing_type: 'prepaid_monthly',
    zip_code: '58501',
  }
  expect(readCustomer(row)).toEqual({
    id: 1,
    login: 'customer',
    name: 'Ruth Olson',
    email: 'ruth@example.com',
    billingEmail: 'olson@example.com',
    phone: '7015550100',
    status: 'active',
    partnerId: 2,
    locationId: 3,
    billingType: 'prepaid_monthly',
    postalCode: '58501',
  })
})

it('reads a customer of whom only the id is known', () => {
  expect(readCustomer({ id: '4', status: 'archived', email: null })).toEqual({
    id: 4,
    login: '',
    name: '',
    email: '',
    billingEmail: '',
    phone: '',
    status: 'other',
    partnerId: 0,
    locationId: 0,
    billingType: 'other',
    postalCode: '',
  })
})

it.each([
  ['-12.3400', -1_234],
  ['12.3456', 1_234],
  ['-0.0050', 0],
  [15, 1_500],
  ['0.0000', 0],
])('a balance of %j is %i cents: what lies below a cent is cut off', (deposit, cents) => {
  expect(readBalanceCents({ deposit }, 'deposit')).toBe(cents)
})

it.each([undefined, null, '', 'n/a', '1e-7', '1.2.3', {}])(
  'a balance of %j is unreadable',
  (deposit) => {
    expect(() => readBalanceCents({ deposit } as Row, 'deposit')).toThrow('deposit is no amount')
  },
)
