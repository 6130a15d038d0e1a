import { expect, it } from 'vitest'
import { setup, where } from './splynx-support.ts'

const INVOICE = (id: number) => `admin/finance/invoices/${id}`
const PROFORMA = (id: number) => `admin/finance/proforma-invoices/${id}`
const idOf = ({ body }: { body: unknown }) => (body as { id: number }).id

it('an invoice lowers the balance by its total and a payment raises it again', async () => {
  const { issue, balance, pay } = await setup()
  const before = await balance()
  const invoice_id = await issue('invoice', 4999)
  expect(await balance()).toBeCloseTo(before - 49.99, 4)
  expect(await pay({ invoice_id, amount: '49.99' })).toMatchObject({ status: 201 })
  expect(await balance()).toBeCloseTo(before, 4)
})

it('a payment that covers an invoice marks it paid and leaves its traces', async () => {
  const { issue, pay, row, rows } = await setup()
  const invoice_id = await issue('invoice', 4999)
  const id = idOf(
    await pay({
      invoice_id,
      amount: 49.99,
      date: '2026-11-20',
      receipt_number: 'A1',
      payment_type: 3,
    }),
  )
  expect(await row(INVOICE(invoice_id))).toMatchObject({
    status: 'paid',
    due: 0,
    total: 49.99,
    payment_id: id,
    date_payment: '2026-11-20',
  })
  const payment = await row(`admin/finance/payments/${id}`)
  expect(payment).toMatchObject({
    amount: '49.9900',
    remind_amount: '0.0000',
    receipt_number: 'A1',
    added_by: 'api',
  })
  expect(await row(`admin/finance/transactions/${payment.transaction_id}`)).toMatchObject({
    type: 'credit',
    category: 3,
    description: 'Credit card',
    total: '49.9900',
    payment_id: id,
  })
  expect(await rows(`admin/finance/invoice-relations?invoice_id=${invoice_id}`)).toMatchObject([
    { type: 'payment', payer_id: id, customer_id: 1, amount: '49.9900' },
  ])
})

it('a partial payment lowers what is due, and the next one covers it', async () => {
  const { issue, pay, row } = await setup()
  const invoice_id = await issue('invoice', 5000)
  await pay({ invoice_id, amount: '20' })
  expect(await row(INVOICE(invoice_id))).toMatchObject({
    status: 'not_paid',
    due: 30,
    payment_id: 0,
    date_payment: '0000-00-00',
  })
  const last = idOf(await pay({ invoice_id, amount: '30' }))
  expect(await row(INVOICE(invoice_id))).toMatchObject({ status: 'paid', due: 0, payment_id: last })
})

it('an over-payment keeps the rest unallocated on the balance', async () => {
  const { issue, pay, row, balance } = await setup()
  const before = await balance()
  const invoice_id = await issue('invoice', 5000)
  const id = idOf(await pay({ invoice_id, amount: '60' }))
  expect(await row(`admin/finance/payments/${id}`)).toMatchObject({ remind_amount: '10.0000' })
  expect(await balance()).toBeCloseTo(before + 10, 4)
})

it('a second payment on a paid invoice is booked and stays on the balance', async () => {
  const { issue, pay, row } = await setup()
  const invoice_id = await issue('invoice', 5000)
  const first = idOf(await pay({ invoice_id, amount: '50' }))
  const second = idOf(await pay({ invoice_id, amount: '50' }))
  expect(await row(INVOICE(invoice_id))).toMatchObject({ payment_id: first, due: 0 })
  expect(await row(`admin/finance/payments/${second}`)).toMatchObject({ remind_amount: '50.0000' })
})

it('a payment without a document pays the oldest debts first', async () => {
  const { send, pay, row, rows, issue } = await setup()
  const open = await rows(
    `admin/finance/invoices?${where('customer_id', '=', 1)}&main_attributes[status]=not_paid`,
  )
  const owed = open.reduce((sum, { due }) => sum + Number(due), 0)
  const newer = await issue('invoice', 5000)
  const body = { kind: 'invoice', customerId: 1, amountCents: 4000, date: '2025-01-31' }
  const older = idOf(await send('POST', '/_sandbox/documents', { body }))
  const id = idOf(await pay({ amount: (owed + 70).toFixed(2) }))
  expect(await row(INVOICE(older))).toMatchObject({ status: 'paid', payment_id: id })
  expect(await row(INVOICE(newer))).toMatchObject({ status: 'not_paid', due: 20 })
  expect(await row(`admin/finance/payments/${id}`)).toMatchObject({ remind_amount: '0.0000' })
})

it('a proforma moves nothing until it is paid, and its money waits on the balance', async () => {
  const { issue, pay, row, balance } = await setup()
  const before = await balance()
  const request_id = await issue('proforma', 10_000)
  expect(await balance()).toBe(before)
  const id = idOf(await pay({ request_id, amount: '100' }))
  const proforma = await row(PROFORMA(request_id))
  expect(proforma).toMatchObject({ status: 'paid', payment_id: id, total: 100 })
  expect(proforma).not.toHaveProperty('due')
  expect(await row(`admin/finance/requests/${request_id}`)).toEqual(proforma)
  expect(await row(`admin/finance/payments/${id}`)).toMatchObject({ remind_amount: '100.0000' })
  expect(await balance()).toBeCloseTo(before + 100, 4)
})

it('a pending invoice becomes paid like any other', async () => {
  const { api, issue, pay, row } = await setup()
  const invoice_id = await issue('invoice', 5000)
  expect((await api('PUT', INVOICE(invoice_id), { body: { status: 'pending' } })).status).toBe(202)
  expect(await row(INVOICE(invoice_id))).toMatchObject({ status: 'pending', due: 50 })
  await pay({ invoice_id, amount: '50' })
  expect(await row(INVOICE(invoice_id))).toMatchObject({ status: 'paid', due: 0 })
})

it('a negative payment that names its invoice opens it again', async () => {
  const { issue, pay, row, balance } = await setup()
  const invoice_id = await issue('invoice', 5000)
  const before = await balance()
  await pay({ invoice_id, amount: '50' })
  expect((await pay({ invoice_id, amount: '-50' })).status).toBe(201)
  expect(await row(INVOICE(invoice_id))).toMatchObject({
    status: 'not_paid',
    due: 50,
    payment_id: 0,
    date_payment: '0000-00-00',
  })
  expect(await balance()).toBeCloseTo(before, 4)
})

it('a negative payment without a document only lowers the balance', async () => {
  const { pay, balance } = await setup()
  const before = await balance()
  await pay({ amount: '-12.50' })
  expect(await balance()).toBeCloseTo(before - 12.5, 4)
})

it('deleting a payment takes back all that it did', async () => {
  const { api, issue, pay, row, rows, balance } = await setup()
  const invoice_id = await issue('invoice', 5000)
  const request_id = await issue('proforma', 3000)
  const before = await balance()
  const invoice = await row(INVOICE(invoice_id))
  const paid = [
    idOf(await pay({ invoice_id, amount: '50' })),
    idOf(await pay({ request_id, amount: '30' })),
  ]
  for (const id of paid) {
    expect((await api('DELETE', `admin/finance/payments/${id}`)).status).toBe(204)
  }
  expect(await row(INVOICE(invoice_id))).toEqual(invoice)
  expect(await row(PROFORMA(request_id))).toMatchObject({ status: 'not_paid', payment_id: 0 })
  expect(await rows(`admin/finance/invoice-relations?invoice_id=${invoice_id}`)).toEqual([])
  expect(await rows(`admin/finance/transactions?${where('payment_id', 'IN', ...paid)}`)).toEqual([])
  expect(await balance()).toBe(before)
})

it('a paid invoice cannot be deleted before its payment, an unpaid one can', async () => {
  const { api, issue, pay, row, balance } = await setup()
  const before = await balance()
  const invoice_id = await issue('invoice', 5000)
  const id = idOf(await pay({ invoice_id, amount: '10' }))
  expect(await api('DELETE', INVOICE(invoice_id))).toMatchObject({
    body: { error: { internal_code: 'ENTITY_CANNOT_BE_DELETED' } },
  })
  await api('DELETE', `admin/finance/payments/${id}`)
  expect((await api('DELETE', INVOICE(invoice_id))).status).toBe(204)
  expect(await row(INVOICE(invoice_id))).toMatchObject({ status: 'deleted' })
  expect(await balance()).toBe(before)
})

it('the same receipt number is refused, and the first payment stands alone', async () => {
  const { issue, pay, rows } = await setup()
  const invoice_id = await issue('invoice', 5000)
  await pay({ invoice_id, amount: '50', receipt_number: 'TX-1' })
  const again = await pay({ invoice_id, amount: '50', receipt_number: 'tx-1' })
  expect(again).toMatchObject({ status: 422, body: [{ field: 'receipt_number' }] })
  const path = `admin/finance/payments?${where('receipt_number', '=', 'TX-1')}`
  expect(await rows(path)).toHaveLength(1)
})

it('a payment without a receipt number gets one of year, method and number', async () => {
  const { pay, row } = await setup()
  const id = idOf(await pay({ amount: '5', date: '2026-11-20' }))
  expect((await row(`admin/finance/payments/${id}`)).receipt_number).toMatch(/^2026-01-\d{5}$/)
})

it.each([
  { what: 'nothing at all', body: {}, field: 'amount' },
  { what: 'an amount of zero', body: { customer_id: 1, amount: '0.00' }, field: 'amount' },
  { what: 'an amount that is none', body: { customer_id: 1, amount: 'ten' }, field: 'amount' },
  { what: 'an unknown customer', body: { customer_id: 9999, amount: 5 }, field: 'customer_id' },
  { what: 'no customer', body: { amount: 5 }, field: 'customer_id' },
  {
    what: 'an unknown invoice',
    body: { customer_id: 1, amount: 5, invoice_id: 999_999 },
    field: 'invoice_id',
  },
  {
    what: "another customer's invoice",
    body: { customer_id: 2, amount: 5, invoice_id: 1 },
    field: 'invoice_id',
  },
  {
    what: 'an unknown method',
    body: { customer_id: 1, amount: 5, payment_type: 4 },
    field: 'payment_type',
  },
  {
    what: 'a receipt number of 33 characters',
    body: { customer_id: 1, amount: 5, receipt_number: 'x'.repeat(33) },
    field: 'receipt_number',
  },
  {
    what: 'a day that is none',
    body: { customer_id: 1, amount: 5, date: '2026-02-30' },
    field: 'date',
  },
])('a payment with $what is refused with 422 and changes nothing', async ({ body, field }) => {
  const { api, balance, send } = await setup()
  const before = await balance()
  const answer = await api('POST', 'admin/finance/payments', { body })
  expect(answer.status).toBe(422)
  expect(answer.body).toEqual(expect.arrayContaining([{ field, message: expect.any(String) }]))
  expect(await balance()).toBe(before)
  expect((await send('GET', '/_sandbox/payments')).body).toMatchObject({ count: 0, cents: 0 })
})

it('money that is booked cannot be changed, a comment can', async () => {
  const { api, pay, row } = await setup()
  const path = `admin/finance/payments/${idOf(await pay({ amount: '5' }))}`
  expect((await api('PUT', path, { body: { amount: '6' } })).status).toBe(422)
  expect((await api('PUT', path, { body: { comment: 'seen' } })).status).toBe(202)
  expect(await row(path)).toMatchObject({ amount: '5.0000', comment: 'seen' })
})
