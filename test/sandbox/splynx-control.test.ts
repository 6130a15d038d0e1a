import { expect, it } from 'vitest'
import { bearer, setup, signed } from './splynx-support.ts'

it('lists what programs recorded, in cents, and apart from it what the world did', async () => {
  const { send, pay, issue, api } = await setup()
  const invoice_id = await issue('invoice', 4999)
  const request_id = await issue('proforma', 2000)
  await pay({ invoice_id, amount: '49.99', receipt_number: 'A', comment: 'c', field_2: 'ref' })
  const second = await pay({ request_id, amount: '20' })
  await send('POST', '/_sandbox/documents/pay', {
    body: { kind: 'invoice', id: await issue('invoice', 700) },
  })
  const { body } = await send('GET', '/_sandbox/payments')
  expect(body).toMatchObject({
    count: 2,
    cents: 6999,
    payments: [
      {
        customerId: 1,
        invoiceId: invoice_id,
        requestId: null,
        amountCents: 4999,
        receiptNumber: 'A',
        date: '2026-11-24',
        comment: 'c',
        fields: ['', 'ref', '', '', ''],
      },
      { invoiceId: null, requestId: request_id, amountCents: 2000 },
    ],
  })
  const [first] = (body as { payments: { id: number }[] }).payments
  const summary = async (query: string) => (await send('GET', `/_sandbox/payments?${query}`)).body
  expect(await summary('summary=1')).toEqual({ count: 2, cents: 6999 })
  expect(await summary(`summary=1&since=${first?.id}`)).toEqual({ count: 1, cents: 2000 })
  expect(await summary('summary=1&source=world')).toEqual({ count: 1, cents: 700 })
  expect(await summary('limit=1')).toMatchObject({ count: 2, payments: [{ id: first?.id }] })

  await api('DELETE', `admin/finance/payments/${(second.body as { id: number }).id}`)
  expect(await summary('summary=1')).toEqual({ count: 1, cents: 4999 })
  expect(await summary('deleted=1')).toMatchObject({ count: 1, payments: [{ amountCents: 2000 }] })
})

it('keeps an amount with a fraction of a cent visible', async () => {
  const { send, pay } = await setup()
  await pay({ amount: '10.0050' })
  expect((await send('GET', '/_sandbox/payments')).body).toMatchObject({ cents: 1000.5 })
})

it('pays a document in cash, whole or in part, and deletes an open one', async () => {
  const { send, issue, row, api } = await setup()
  const id = await issue('invoice', 5000)
  const act = (verb: string, body: object) => send('POST', `/_sandbox/documents/${verb}`, { body })
  expect((await act('pay', { kind: 'invoice', id, amountCents: 1000 })).status).toBe(201)
  expect(await row(`admin/finance/invoices/${id}`)).toMatchObject({ due: 40, status: 'not_paid' })
  expect((await act('delete', { kind: 'invoice', id })).status).toBe(403)
  await act('pay', { kind: 'invoice', id })
  expect(await row(`admin/finance/invoices/${id}`)).toMatchObject({ due: 0, status: 'paid' })
  expect((await act('pay', { kind: 'invoice', id })).status).toBe(400)

  const gone = await issue('invoice', 5000)
  expect((await act('delete', { kind: 'invoice', id: gone })).status).toBe(200)
  expect(await row(`admin/finance/invoices/${gone}`)).toMatchObject({ due: 0, status: 'deleted' })
  const proforma = await issue('proforma', 5000)
  await act('delete', { kind: 'proforma', id: proforma })
  expect((await api('GET', `admin/finance/proforma-invoices/${proforma}`)).status).toBe(404)
})

it.each([
  ['documents', { kind: 'bill', customerId: 1, amountCents: 5 }, 400],
  ['documents', { kind: 'invoice', customerId: 9999, amountCents: 5 }, 404],
  ['documents', { kind: 'invoice', customerId: 1, amountCents: 0.5 }, 400],
  ['documents/pay', { kind: 'invoice', id: 999_999 }, 404],
  ['nothing', {}, 404],
])('refuses POST %s of %j with %i', async (path, body, status) => {
  const { send } = await setup()
  expect((await send('POST', `/_sandbox/${path}`, { body })).status).toBe(status)
})

it('opens sessions for customers and staff', async () => {
  const { send, logIn } = await setup()
  const answer = await send('POST', '/_sandbox/sessions', { body: { customerId: 2 } })
  const { sessionId } = answer.body as { sessionId: string }
  const token = await logIn({ auth_type: 'session', session_id: sessionId })
  expect(token.access_token).toMatch(/^\w{32}$/)
})

it('reset brings back the seeded books, without faults, settings or payments', async () => {
  const { send, pay, rows } = await setup()
  const before = await rows('admin/finance/payments')
  await pay({ amount: '5' })
  const rules = [{ kind: 'error-500', probability: 1, match: { path: '/api' } }]
  await send('PUT', '/_sandbox/faults', { body: { rules } })
  await send('PUT', '/_sandbox/settings', { body: { checkNonce: true } })
  expect((await send('POST', '/_sandbox/reset')).status).toBe(200)
  expect(await rows('admin/finance/payments')).toEqual(before)
  expect((await send('GET', '/_sandbox/payments?summary=1')).body).toEqual({ count: 0, cents: 0 })
  expect((await send('GET', '/_sandbox/settings')).body).toMatchObject({ checkNonce: false })
  expect((await send('GET', '/_sandbox/faults')).body).toMatchObject({ rules: [] })
})

it.each([
  { kind: 'error-500', status: 500, booked: 0 },
  { kind: 'error-500-after', status: 500, booked: 1 },
  { kind: 'lose-before', status: null, booked: 0 },
  { kind: 'lose-after', status: null, booked: 1 },
  { kind: 'duplicate', status: 422, booked: 1 },
])('the fault $kind books $booked payments', async ({ kind, status, booked }) => {
  const { send, url } = await setup()
  const match = { method: 'POST', path: '/api/2.0/admin/finance/payments' }
  const rules = [{ kind, probability: 1, times: 1, match }]
  expect((await send('PUT', '/_sandbox/faults', { body: { rules } })).status).toBe(200)
  const answer = await fetch(`${url}/api/2.0/admin/finance/payments`, {
    method: 'POST',
    headers: { authorization: signed(), 'content-type': 'application/json' },
    body: JSON.stringify({ customer_id: 1, amount: '5', receipt_number: 'TX' }),
  }).catch(() => null)
  expect(answer?.status ?? null).toBe(status)
  expect((await send('GET', '/_sandbox/payments')).body).toMatchObject({ count: booked })
})

it('refuses senseless faults and settings', async () => {
  const { send } = await setup()
  const put = async (path: string, body: object) =>
    (await send('PUT', `/_sandbox/${path}`, { body })).status
  expect(await put('faults', { rules: [{ kind: 'magic', probability: 1 }] })).toBe(400)
  expect(await put('settings', { checkNonce: 'yes' })).toBe(400)
  expect(await put('settings', { nonsense: true })).toBe(400)
})

it('starts with the same books from the same seed', async () => {
  const one = await setup()
  const other = await setup()
  const path = 'admin/finance/invoices'
  expect(await other.rows(path)).toEqual(await one.rows(path))
})

it('books late even when the caller with a token has gone', async () => {
  const { send, url, logIn, rows } = await setup()
  const tokens = await logIn({ auth_type: 'admin', login: 'clerk', password: 'clerk-password' })
  // The list is made later still, so that it must see the payment.
  const late = (method: string, ms: number) => {
    return { kind: 'book-late', ms, probability: 1, times: 1, match: { method } }
  }
  const rules = [late('POST', 50), late('GET', 100)]
  await send('PUT', '/_sandbox/faults', { body: { rules } })
  const gone = await fetch(`${url}/api/2.0/admin/finance/payments`, {
    method: 'POST',
    headers: { authorization: bearer(tokens), 'content-type': 'application/json' },
    body: JSON.stringify({ customer_id: 1, amount: '5', receipt_number: 'LATE' }),
    signal: AbortSignal.timeout(10),
  }).catch(() => null)
  expect(gone).toBeNull()
  expect(await rows('admin/finance/payments?main_attributes[receipt_number]=LATE')).toHaveLength(1)
})
