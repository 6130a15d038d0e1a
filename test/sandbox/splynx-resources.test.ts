import { expect, it } from 'vitest'
import { bearer, setup, where } from './splynx-support.ts'

const ACCOUNTS = 'admin/customers/customer-payment-accounts'
const RECORDS = 'admin/finance/bank-statements-records'
const idOf = ({ body }: { body: unknown }) => (body as { id: number }).id

it('a customer can be added, changed and deleted', async () => {
  const { api, row } = await setup()
  const body = { name: 'New One', partner_id: 1, location_id: 1, category: 'person' }
  const created = await api('POST', 'admin/customers/customer', { body })
  expect(created.status).toBe(201)
  const path = `admin/customers/customer/${idOf(created)}`
  expect(await row(path)).toMatchObject({ ...body, status: 'new', additional_attributes: {} })
  expect((await api('PUT', path, { body: { email: 'a@example.com' } })).status).toBe(202)
  expect(await row(path)).toMatchObject({ email: 'a@example.com', name: 'New One' })
  expect((await api('DELETE', path)).status).toBe(204)
  expect((await api('GET', path)).status).toBe(404)
})

it('a new customer needs a name, a partner, a location and a category', async () => {
  const { api } = await setup()
  const answer = await api('POST', 'admin/customers/customer', { body: {} })
  expect(answer.status).toBe(422)
  const fields = (answer.body as { field: string }[]).map(({ field }) => field)
  expect(fields.sort()).toEqual(['category', 'location_id', 'name', 'partner_id'])
})

it('custom fields can be written and filtered by', async () => {
  const { api, rows } = await setup()
  const body = { additional_attributes: { fiber_box: 'B-17' } }
  await api('PUT', 'admin/customers/customer/5', { body })
  const path = 'admin/customers/customer?additional_attributes%5Bfiber_box%5D=b-17'
  expect(await rows(path)).toMatchObject([{ id: 5 }])
})

it('a note can be left with a customer', async () => {
  const { api, rows } = await setup()
  const body = { customer_id: 5, type: 'finance', title: 'Charge', comment: 'Card expired' }
  expect((await api('POST', 'admin/customers/customer-notes', { body })).status).toBe(201)
  const path = `admin/customers/customer-notes?${where('customer_id', '=', 5)}`
  expect(await rows(path)).toMatchObject([body])
})

it('payment accounts without an id are the definitions, with their labels', async () => {
  const { rows } = await setup()
  expect(await rows(ACCOUNTS)).toMatchObject([{ id: 1, title: 'IPpay', field_1: 'Card token' }])
})

it('the row of a customer is read, written, made and deleted by C--A in the query', async () => {
  const { api, rows } = await setup()
  const [saved] = await rows(`${ACCOUNTS}?id=1`)
  expect(saved).toMatchObject({
    account_id: 1,
    customer_id: 1,
    field_2: 'Ada Miller',
    field_3: expect.stringMatching(/^\d{4}$/),
    field_4: expect.stringMatching(/^\d{4}-\d\d$/),
  })
  expect(saved).not.toHaveProperty('id')
  const one = `${ACCOUNTS}?id=1--1`
  expect((await api('PUT', one, { body: { field_3: '0042' } })).status).toBe(202)
  expect(await rows(one)).toEqual([{ ...saved, field_3: '0042' }])
  expect((await api('DELETE', one)).status).toBe(204)
  expect(await rows(one)).toEqual([])
  expect((await api('PUT', one, { body: { field_1: 'TOKEN' } })).status).toBe(202)
  expect(await rows(one)).toMatchObject([{ field_1: 'TOKEN', field_2: '', field_10: '' }])
})

it.each([
  ['PUT', ACCOUNTS, 400],
  ['PUT', `${ACCOUNTS}?id=1`, 400],
  ['PUT', `${ACCOUNTS}?id=1-1`, 400],
  ['PUT', `${ACCOUNTS}?id=9999--1`, 404],
  ['PUT', `${ACCOUNTS}?id=1--9`, 404],
  ['DELETE', `${ACCOUNTS}?id=9999--1`, 404],
  ['POST', `${ACCOUNTS}?id=1--1`, 405],
  ['GET', `${ACCOUNTS}/1--1`, 404],
])('%s %s answers %i', async (method, path, status) => {
  const { api } = await setup()
  expect((await api(method, path, { body: method === 'GET' ? undefined : {} })).status).toBe(status)
})

it('a customer writes only the own payment account', async () => {
  const { api, logIn } = await setup()
  const login = { auth_type: 'customer', login: 'ada', password: 'ada-password' }
  const authorization = bearer(await logIn(login))
  const put = async (id: string) =>
    (await api('PUT', `${ACCOUNTS}?id=${id}`, { authorization, body: { field_1: 'T' } })).status
  expect([await put('1--1'), await put('2--1')]).toEqual([202, 405])
})

it('payment account data of all customers come page by page', async () => {
  const { rows } = await setup()
  const path = 'admin/customers/customer-payment-account-data'
  const all = await rows(path)
  expect(all.length).toBeGreaterThan(20)
  const pages = [...(await rows(`${path}?limit=10`)), ...(await rows(`${path}?limit=99&offset=10`))]
  expect(pages).toEqual(all)
})

it('an invoice is made of items, with tax, and debits the balance item by item', async () => {
  const { api, row, rows, balance } = await setup()
  const before = await balance(3)
  const body = {
    customer_id: 3,
    items: [
      { description: 'Line', quantity: 2, price: '10.0000', tax: '5.0000' },
      { description: 'Router', price: 5, tax: 0 },
    ],
  }
  const created = await api('POST', 'admin/finance/invoices', { body })
  expect(created.status).toBe(201)
  expect(await row(`admin/finance/invoices/${idOf(created)}`)).toMatchObject({
    total: 26,
    due: 26,
    status: 'not_paid',
    added_by: 'api',
    date_created: '2026-11-24',
    items: [{ price: '10.0000', tax: '5.0000', tax_amount: '1.0000' }, { price: '5.0000' }],
  })
  const path = `admin/finance/transactions?${where('invoice_id', '=', idOf(created))}`
  expect(await rows(path)).toMatchObject([
    { type: 'debit', total: '21.0000' },
    { type: 'debit', total: '5.0000' },
  ])
  expect(await balance(3)).toBeCloseTo(before - 26, 4)
})

it('an invoice marked paid by a program keeps its items and books no payment', async () => {
  const { api, issue, row, send } = await setup()
  const path = `admin/finance/invoices/${await issue('invoice', 5000)}`
  const { items } = await row(path)
  const body = { status: 'paid', date_payment: '2026-11-24', items: [{ id: 1 }] }
  expect((await api('PUT', path, { body })).status).toBe(202)
  expect(await row(path)).toMatchObject({ status: 'paid', due: 0, items })
  expect((await send('GET', '/_sandbox/payments')).body).toMatchObject({ count: 0 })
})

it('an empty POST makes a payment statement but no record, document or transaction', async () => {
  const { api } = await setup()
  const post = async (path: string) => (await api('POST', path, { body: {} })).status
  expect(await post('admin/finance/bank-statements')).toBe(201)
  for (const path of ['invoices', 'proforma-invoices', 'transactions', 'bank-statements-records']) {
    expect(await post(`admin/finance/${path}`)).toBe(422)
  }
})

it('statement records are counted by status and end with their payment', async () => {
  const { api, row, pay } = await setup()
  const title = 'Splynx Ippay Billing Add-On 11/2026'
  const statement = await api('POST', 'admin/finance/bank-statements', {
    body: { title, status: 'success' },
  })
  const body = { bank_statements_process_id: idOf(statement), amount: '5.00', customer_id: 1 }
  const record = `${RECORDS}/${idOf(await api('POST', RECORDS, { body }))}`
  expect(await row(record)).toMatchObject({ status: 'new', amount: '5.0000' })
  const payment_id = idOf(await pay({ amount: '5.00' }))
  await api('PUT', record, { body: { status: 'processed', payment_id } })
  expect(await row(`admin/finance/bank-statements/${idOf(statement)}`)).toMatchObject({
    title,
    status: 'success',
    records: 1,
    new: 0,
    processed: 1,
  })
  expect((await api('PUT', record, { body: { status: 'canceled' } })).status).toBe(422)
})

it('reference tables are those of a fresh installation', async () => {
  const { rows } = await setup()
  const named = async (path: string) => (await rows(path)).map(({ id, name }) => `${id} ${name}`)
  expect(await named('admin/finance/payment-methods')).toEqual([
    '1 Cash',
    '2 Bank transfer',
    '3 Credit card',
    '5 Other',
    '6 Refill card',
  ])
  expect((await named('admin/finance/transaction-categories')).slice(0, 3)).toEqual([
    '1 Service',
    '2 Discount',
    '3 Payment',
  ])
  expect(await named('admin/administration/partners')).toHaveLength(3)
  expect(await named('admin/administration/locations')).toHaveLength(4)
  expect(await named('admin/config/entry-points')).toHaveLength(6)
})

it("an add-on's settings are read and written per partner, with the default behind them", async () => {
  const { api, row } = await setup()
  const path = 'admin/config/config?module=add-on&path=splynx_ippay_addon'
  const put = (more: string, body: object) => api('PUT', `${path}${more}`, { body })
  expect((await put('', { terminal_id: 'T1', attempts: 3, is_open: true })).status).toBe(202)
  await put('&partner_id=2', { terminal_id: 'T2' })
  const terminal = async (more: string) => (await row(`${path}${more}`)).terminal_id
  expect(await row(path)).toMatchObject({ zip_code: '1', attempts: 3, is_open: true })
  expect(await row(`${path}&key=terminal_id`)).toEqual({ terminal_id: 'T1' })
  expect([await terminal('&partner_id=2'), await terminal('&partner_id=3')]).toEqual(['T2', 'T1'])
  expect((await api('GET', 'admin/config/config')).status).toBe(400)
})

it('a module is found by its name', async () => {
  const { row } = await setup()
  expect(await row('admin/config/modules/splynx_ippay_addon')).toMatchObject({
    title: 'Splynx Ippay Billing Add-On',
    type: 'simple',
  })
})

it('a mail waits in the queue until it is sent', async () => {
  const { api, row } = await setup()
  const body = {
    type: 'message',
    subject: 'Receipt',
    recipient: 'a@example.com',
    message: 'Thanks',
  }
  const path = `admin/config/mail/${idOf(await api('POST', 'admin/config/mail', { body }))}`
  expect(await row(path)).toMatchObject({ ...body, status: 'new' })
  expect((await api('GET', `${path}--send`)).status).toBe(200)
  expect(await row(path)).toMatchObject({ status: 'sent' })
})

it('a form with bracketed keys is read as PHP reads it', async () => {
  const { api, row } = await setup()
  const answer = await api('POST', 'admin/finance/proforma-invoices', {
    body: 'customer_id=1&items%5B0%5D%5Bdescription%5D=Line&items%5B0%5D%5Bprice%5D=12.5',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(answer.status).toBe(201)
  expect(await row(`admin/finance/proforma-invoices/${idOf(answer)}`)).toMatchObject({
    total: 12.5,
    items: [{ description: 'Line' }],
  })
})
