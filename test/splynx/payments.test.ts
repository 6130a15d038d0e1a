import { describe, expect, it } from 'vitest'
import type { NewPayment } from '../../src/splynx/splynx.ts'
import { halfClosed, lists, mute, page, reset, says, setup } from './support/stub.ts'

const PAYMENT: NewPayment = {
  customerId: 7,
  document: { kind: 'invoice', id: 31 },
  amountCents: 4_905,
  date: '2026-03-10',
  receiptNumber: 'K3J8D0SL2MFB7Q1XZA',
  paymentType: 3,
  comment: 'IPpay, approval 123456',
}

it('a payment is sent with the amount as decimal text and our id as receipt number', async () => {
  const { splynx, requests } = await setup(says(201, { id: 901 }))
  expect(await splynx.createPayment(PAYMENT)).toEqual({ kind: 'created', id: 901 })
  expect(requests).toMatchObject([
    {
      method: 'POST',
      path: '/api/2.0/admin/finance/payments',
      query: [],
      body: {
        customer_id: 7,
        invoice_id: 31,
        payment_type: 3,
        receipt_number: 'K3J8D0SL2MFB7Q1XZA',
        date: '2026-03-10',
        amount: '49.05',
        comment: 'IPpay, approval 123456',
      },
    },
  ])
})

it('a proforma is named by request_id, and a refill names no document', async () => {
  const { splynx, requests } = await setup(says(201, { id: '901' }))
  await splynx.createPayment({ ...PAYMENT, document: { kind: 'proforma', id: 31 } })
  const { document: _, ...refill } = PAYMENT
  expect(await splynx.createPayment(refill)).toEqual({ kind: 'created', id: 901 })
  expect(requests[0]?.body).toMatchObject({ request_id: 31 })
  expect(requests[0]?.body).not.toHaveProperty('invoice_id')
  expect(requests[1]?.body).not.toHaveProperty('request_id')
  expect(requests[1]?.body).not.toHaveProperty('invoice_id')
})

it('a comment is cut to the 256 characters that Splynx takes', async () => {
  const { splynx, requests } = await setup(says(201, { id: 1 }))
  await splynx.createPayment({ ...PAYMENT, comment: '𝄞'.repeat(300) })
  expect(requests[0]?.body).toMatchObject({ comment: '𝄞'.repeat(256) })
})

it.each([
  { amountCents: 0 },
  { amountCents: 49.5 },
  { amountCents: Number.NaN },
  { receiptNumber: '' },
  { receiptNumber: 'X'.repeat(33) },
])('%j is refused before anything is sent', async (changes) => {
  const { splynx, requests } = await setup(says(201, { id: 1 }))
  await expect(splynx.createPayment({ ...PAYMENT, ...changes })).rejects.toThrow(RangeError)
  expect(requests).toEqual([])
})

describe('a receipt number that is taken is recognised by its field, in whatever language', () => {
  it.each([
    [[{ field: 'receipt_number', message: 'Номер уже занят' }]],
    [[{ attribute: 'receipt_number', message: 'taken' }]],
    [{ receipt_number: ['Deja existe'] }],
  ])('%j', async (body) => {
    const { splynx } = await setup(says(422, body))
    expect(await splynx.createPayment(PAYMENT)).toEqual({ kind: 'duplicate' })
  })
})

describe('an answer that will not change is a refusal with its reason', () => {
  it.each([
    { status: 422, body: [{ field: 'amount', message: 'Zero' }], cause: '422: amount: Zero' },
    { status: 422, body: {}, cause: '422' },
    {
      status: 403,
      body: { error: { message: 'Verboten', code: 403, internal_code: 'FORBIDDEN' } },
      cause: '403 FORBIDDEN: Verboten',
    },
    { status: 404, body: '', cause: '404: not found in Splynx' },
    { status: 405, body: {}, cause: '405: switched off' },
  ])('$status', async ({ status, body, cause }) => {
    const { splynx, requests } = await setup(says(status, body))
    expect(await splynx.createPayment(PAYMENT)).toEqual({
      kind: 'refused',
      cause: expect.stringContaining(cause),
    })
    expect(requests).toHaveLength(1)
  })
})

describe('what proves nothing is unknown, and is not sent again', () => {
  it.each([
    { name: 'a reset', answer: reset, cause: 'connection closed' },
    { name: 'half an answer', answer: halfClosed, cause: 'connection closed' },
    { name: 'a 500', answer: says(500, {}), cause: '500' },
    { name: 'a page with 502', answer: page(502), cause: '502' },
    { name: 'a page with 200', answer: page(200), cause: '200' },
    { name: 'another success', answer: says(200, { id: 5 }), cause: '200' },
    { name: 'a redirect', answer: says(301, {}), cause: 'sent elsewhere' },
    { name: '201 without an id', answer: says(201, {}), cause: '201 without an id' },
    { name: '201 with a page', answer: page(201), cause: '201 without an id' },
    { name: 'no answer', answer: mute, cause: 'no answer within 300 ms' },
    { name: 'a key that is wrong today', answer: says(401, {}), cause: '401' },
    { name: 'too many requests', answer: says(429, {}), cause: '429' },
  ])('$name', async ({ answer, cause }) => {
    const { splynx, requests } = await setup(answer, answer === mute ? { timeoutMs: 300 } : {})
    expect(await splynx.createPayment(PAYMENT)).toEqual({
      kind: 'unknown',
      cause: expect.stringContaining(cause),
    })
    expect(requests).toHaveLength(1)
  })

  it('nobody there', async () => {
    const { splynx, stop } = await setup(mute)
    await stop()
    expect(await splynx.createPayment(PAYMENT)).toEqual({
      kind: 'unknown',
      cause: 'connection refused',
    })
  })
})

describe('looking a payment up by its receipt number', () => {
  const row = { id: '44', receipt_number: 'ABC', amount: '49.0500' }

  it('finds it', async () => {
    const { splynx, requests } = await setup(lists(row))
    const found = { id: 44, amountCents: 4_905, invoiceId: null, proformaId: null }
    expect(await splynx.findPaymentByReceipt('ABC')).toEqual(found)
    expect(requests[0]?.query).toContain('main_attributes[receipt_number]=ABC')
  })

  it.each([
    { row: { invoice_id: '7', request_id: '0' }, pays: { invoiceId: 7, proformaId: null } },
    { row: { invoice_id: '', request_id: 9 }, pays: { invoiceId: null, proformaId: 9 } },
  ])('says what it pays: $row', async ({ row: ids, pays }) => {
    const { splynx } = await setup(lists({ ...row, ...ids }))
    expect(await splynx.findPaymentByReceipt('ABC')).toMatchObject(pays)
  })

  it('answers null only when Splynx found none', async () => {
    const { splynx } = await setup(lists())
    expect(await splynx.findPaymentByReceipt('ABC')).toBeNull()
  })

  it('is an error when Splynx ignores the number, which says nothing', async () => {
    const { splynx } = await setup(lists({ ...row, receipt_number: '2026-01-00001' }))
    await expect(splynx.findPaymentByReceipt('ABC')).rejects.toThrow('ignores the receipt number')
  })

  it.each([{ id: null }, { amount: '49.051' }, { amount: undefined }])(
    'is an error when the payment cannot be read: %j',
    async (changes) => {
      const { splynx } = await setup(lists({ ...row, ...changes }))
      await expect(splynx.findPaymentByReceipt('ABC')).rejects.toThrow('unreadable')
    },
  )
})

describe('a deletion', () => {
  it('asks for the payment by its id, and only 204 proves it', async () => {
    const { splynx, requests } = await setup(says(204, undefined))
    expect(await splynx.deletePayment(901)).toEqual({ kind: 'deleted' })
    expect(requests).toMatchObject([
      { method: 'DELETE', path: '/api/2.0/admin/finance/payments/901' },
    ])
  })

  it('of what is not there is told apart from an address that is wrong', async () => {
    const missing = await setup(says(404, { error: { code: 404, internal_code: 'NOT_FOUND' } }))
    expect(await missing.splynx.deletePayment(901)).toEqual({ kind: 'not_found' })
    const proxy = await setup(page(404))
    expect((await proxy.splynx.deletePayment(901)).kind).toBe('unknown')
  })

  it.each([
    [403, 'FORBIDDEN'],
    [405, 'METHOD_DISABLED'],
    [500, 'ENTITY_CANNOT_BE_DELETED'],
  ])('that Splynx will not do is a refusal: %i %s', async (status, internal_code) => {
    const { splynx } = await setup(says(status, { error: { internal_code } }))
    expect((await splynx.deletePayment(901)).kind).toBe('refused')
  })

  it.each([
    ['a page with 200', page(200)],
    ['500', says(500, {})],
    ['401', says(401, {})],
    ['429', says(429, {})],
    ['silence', reset],
    ['half an answer', halfClosed],
  ])('that ends in %s proves nothing, and is not sent again', async (_, answer) => {
    const { splynx, requests } = await setup(answer)
    expect((await splynx.deletePayment(901)).kind).toBe('unknown')
    expect(requests).toHaveLength(1)
  })
})
