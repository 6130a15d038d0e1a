import { expect, it } from 'vitest'
import { errorOf, setup, where } from './splynx-support.ts'

const idOf = ({ body }: { body: unknown }) => (body as { id: number }).id
const INVOICE = (id: number) => `admin/finance/invoices/${id}`
const TRANSACTIONS = 'admin/finance/transactions'
const NOTES = 'admin/finance/credit-notes'

it('changed items change the total, what is due, the debits and the balance', async () => {
  const { api, issue, pay, row, rows, balance } = await setup()
  const before = await balance()
  const id = await issue('invoice', 5000)
  await pay({ invoice_id: id, amount: '20' })
  const items = [
    { id: 1, price: '60.0000', description: 'Faster' },
    { price: 5, description: 'Router' },
  ]
  expect((await api('PUT', INVOICE(id), { body: { items } })).status).toBe(202)
  expect(await row(INVOICE(id))).toMatchObject({
    total: 65,
    due: 45,
    status: 'not_paid',
    items: [{ description: 'Faster' }, { description: 'Router', price: '5.0000' }],
  })
  const debits = await rows(`${TRANSACTIONS}?${where('invoice_id', '=', id)}`)
  expect(debits.map(({ total }) => total)).toEqual(['60.0000', '5.0000'])
  expect(await balance()).toBeCloseTo(before - 65 + 20, 4)
})

it('an invoice that got cheaper than what was paid on it is paid', async () => {
  const { api, issue, pay, row } = await setup()
  const id = await issue('invoice', 5000)
  const payment_id = idOf(await pay({ invoice_id: id, amount: '20' }))
  await api('PUT', INVOICE(id), { body: { items: [{ id: 1, price: 15 }] } })
  expect(await row(INVOICE(id))).toMatchObject({ total: 15, due: 0, status: 'paid', payment_id })
})

it('changed items of a proforma change its total alone', async () => {
  const { api, issue, row, balance } = await setup()
  const before = await balance()
  const path = `admin/finance/proforma-invoices/${await issue('proforma', 5000)}`
  await api('PUT', path, { body: { items: [{ id: 1, description: 'New', price: '70.00' }] } })
  expect(await row(path)).toMatchObject({ total: 70, items: [{ description: 'New' }] })
  expect(await balance()).toBe(before)
})

it('a deleted invoice does not come back, whichever way it was deleted', async () => {
  const { api, issue, row, balance } = await setup()
  const before = await balance()
  const id = await issue('invoice', 5000)
  expect((await api('PUT', INVOICE(id), { body: { status: 'deleted' } })).status).toBe(202)
  expect(await row(INVOICE(id))).toMatchObject({ status: 'deleted', due: 0 })
  expect(await balance()).toBe(before)
  for (const body of [{ status: 'not_paid' }, { items: [{ id: 1, price: 1 }] }]) {
    expect((await api('PUT', INVOICE(id), { body })).status).toBe(422)
  }
})

it('an invoice that a program marked paid is due again when it is marked open', async () => {
  const { api, issue, row } = await setup()
  const id = await issue('invoice', 5000)
  await api('PUT', INVOICE(id), { body: { status: 'paid' } })
  expect(await row(INVOICE(id))).toMatchObject({ due: 0 })
  await api('PUT', INVOICE(id), { body: { status: 'not_paid' } })
  expect(await row(INVOICE(id))).toMatchObject({ status: 'not_paid', due: 50 })
})

it('a document that the accounting system has cannot be deleted', async () => {
  const { api, send, issue } = await setup()
  const id = await issue('invoice', 5000)
  const proforma = await issue('proforma', 5000)
  await send('POST', '/_sandbox/documents/sync', { body: { kind: 'invoice', id } })
  await send('POST', '/_sandbox/documents/sync', { body: { kind: 'proforma', id: proforma } })
  for (const path of [INVOICE(id), `admin/finance/requests/${proforma}`]) {
    expect((await api('DELETE', path)).body).toMatchObject(errorOf(403, 'ENTITY_CANNOT_BE_DELETED'))
  }
})

it('a payment without a document pays debits that are on no invoice before invoices', async () => {
  const { api, issue, pay, row, rows, balance } = await setup()
  for (const { id } of await rows(`admin/finance/invoices?${where('customer_id', '=', 1)}`)) {
    await api('PUT', INVOICE(id as number), { body: { status: 'paid' } })
  }
  const invoice_id = await issue('invoice', 5000)
  const body = { customer_id: 1, type: 'debit', price: '30', description: 'Visit' }
  const debit = idOf(await api('POST', TRANSACTIONS, { body }))
  expect(await row(`${TRANSACTIONS}/${debit}`)).toMatchObject({ remind_amount: '30.0000' })
  const before = await balance()
  const id = idOf(await pay({ amount: '40' }))
  expect(await row(`${TRANSACTIONS}/${debit}`)).toMatchObject({ remind_amount: '0.0000' })
  expect(await row(INVOICE(invoice_id))).toMatchObject({ due: 40, status: 'not_paid' })
  const relations = await rows(`admin/finance/invoice-relations?${where('payer_id', '=', id)}`)
  expect(relations).toMatchObject([
    { invoice_id: 0, transaction_id: debit, amount: '30.0000' },
    { invoice_id, transaction_id: 0, amount: '10.0000' },
  ])
  await api('DELETE', `admin/finance/payments/${id}`)
  expect(await row(`${TRANSACTIONS}/${debit}`)).toMatchObject({ remind_amount: '30.0000' })
  expect(await balance()).toBe(before)
})

it('an entered debit takes from the balance, and gives it back when it is deleted', async () => {
  const { api, row, balance } = await setup()
  const before = await balance(3)
  const body = {
    customer_id: 3,
    type: 'debit',
    quantity: 2,
    price: '10',
    tax_percent: '5',
    category: 1,
  }
  const path = `${TRANSACTIONS}/${idOf(await api('POST', TRANSACTIONS, { body }))}`
  expect(await row(path)).toMatchObject({ type: 'debit', total: '21.0000', source: 'manual' })
  expect(await balance(3)).toBeCloseTo(before - 21, 4)
  expect((await api('PUT', path, { body: { comment: 'seen', price: '99' } })).status).toBe(202)
  expect(await row(path)).toMatchObject({ comment: 'seen', price: '10.0000' })
  expect((await api('DELETE', path)).status).toBe(204)
  expect(await balance(3)).toBe(before)
})

it('the debit of an invoice goes with its invoice alone', async () => {
  const { api, issue, rows } = await setup()
  const id = await issue('invoice', 5000)
  const [debit] = await rows(`${TRANSACTIONS}?${where('invoice_id', '=', id)}`)
  expect((await api('DELETE', `${TRANSACTIONS}/${debit?.id}`)).body).toMatchObject(
    errorOf(403, 'ENTITY_CANNOT_BE_DELETED'),
  )
})

it('a credit note raises the balance and is refunded by a negative payment', async () => {
  const { api, pay, row, rows, balance } = await setup()
  const before = await balance()
  const body = { customer_id: 1, items: [{ description: 'Outage', price: '12.50' }] }
  const id = idOf(await api('POST', NOTES, { body }))
  expect(await row(`${NOTES}/${id}`)).toMatchObject({
    total: 12.5,
    remind_amount: '12.5000',
    status: 'not_refunded',
    number: expect.stringMatching(/^2026\d{8}$/),
  })
  expect(await rows(`${TRANSACTIONS}?${where('credit_note_id', '=', id)}`)).toMatchObject([
    { type: 'credit', total: '12.5000' },
  ])
  expect(await balance()).toBeCloseTo(before + 12.5, 4)
  const payment = idOf(await pay({ credit_note_id: id, amount: '-12.50' }))
  expect(await row(`${NOTES}/${id}`)).toMatchObject({
    status: 'refunded',
    payment_id: payment,
    remind_amount: '0.0000',
  })
  expect(await balance()).toBe(before)
  expect((await api('DELETE', `${NOTES}/${id}`)).status).toBe(403)
  await api('DELETE', `admin/finance/payments/${payment}`)
  expect(await row(`${NOTES}/${id}`)).toMatchObject({ status: 'not_refunded', payment_id: 0 })
  expect((await api('DELETE', `${NOTES}/${id}`)).status).toBe(204)
  expect(await row(`${NOTES}/${id}`)).toMatchObject({ status: 'deleted' })
  expect(await balance()).toBe(before)
})

it('by setting, an invoice is issued for a proforma as soon as it is paid', async () => {
  const { send, issue, pay, rows, row } = await setup()
  await send('PUT', '/_sandbox/settings', { body: { issueInvoiceAfterPayment: true } })
  const request_id = await issue('proforma', 10_000)
  const id = idOf(await pay({ request_id, amount: '100' }))
  const [last] = await rows('admin/finance/invoices?order[id]=DESC&limit=1')
  expect(last).toMatchObject({ customer_id: 1, total: 100, due: 0, status: 'paid', payment_id: id })
  expect(await row(`admin/finance/payments/${id}`)).toMatchObject({ remind_amount: '0.0000' })
})

it('by setting, a new invoice takes what earlier payments left over', async () => {
  const { send, issue, pay, row } = await setup()
  await send('PUT', '/_sandbox/settings', { body: { payFromBalance: true } })
  const id = idOf(await pay({ request_id: await issue('proforma', 6000), amount: '60' }))
  const invoice = await issue('invoice', 5000)
  expect(await row(INVOICE(invoice))).toMatchObject({
    status: 'paid',
    due: 0,
    payd_from_deposit: '1',
    payment_id: id,
  })
  expect(await row(`admin/finance/payments/${id}`)).toMatchObject({ remind_amount: '10.0000' })
  await issue('invoice', 5000)
  expect(await row(`admin/finance/payments/${id}`)).toMatchObject({ remind_amount: '0.0000' })
})

it('by setting, a payment without a document goes to the invoice of the same total', async () => {
  const { send, issue, pay, row } = await setup()
  await send('PUT', '/_sandbox/settings', { body: { matchEqualTotals: true } })
  await issue('invoice', 7777)
  const equal = await issue('invoice', 1234)
  await pay({ amount: '12.34' })
  expect(await row(INVOICE(equal))).toMatchObject({ status: 'paid', due: 0 })
})

it('methods and categories are added, changed and deleted unless something needs them', async () => {
  const { api, row } = await setup()
  const made = await api('POST', 'admin/finance/payment-methods', { body: { name: 'IPpay' } })
  const path = `admin/finance/payment-methods/${idOf(made)}`
  await api('PUT', path, { body: { name_1: 'Token', is_active: false } })
  expect(await row(path)).toMatchObject({ name: 'IPpay', name_1: 'Token', is_active: '0' })
  expect((await api('DELETE', path)).status).toBe(204)
  for (const used of ['payment-methods/3', 'transaction-categories/1']) {
    expect((await api('DELETE', `admin/finance/${used}`)).body).toMatchObject(
      errorOf(403, 'ENTITY_CANNOT_BE_DELETED'),
    )
  }
})
