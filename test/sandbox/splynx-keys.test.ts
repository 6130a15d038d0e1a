import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { bearer, errorOf, KEY, setup, signed } from './splynx-support.ts'

const CUSTOMERS = 'admin/customers/customer'
const PAYMENTS = 'admin/finance/payments'

/** Makes a key, and hands out what signs with it. */
async function withKey(options: object) {
  const splynx = await setup()
  const body = { key: 'add-on', secret: 'secret-of-add-on', ...options }
  const made = await splynx.send('POST', '/_sandbox/keys', { body })
  const { id } = made.body as { id: number }
  const authorization = (nonce?: number) =>
    signed({ key: 'add-on', secret: 'secret-of-add-on', ...(nonce && { nonce }) })
  const record = async () => {
    const { body } = await splynx.send('GET', '/_sandbox/keys')
    return (body as { id: number }[]).find((key) => key.id === id)
  }
  return { ...splynx, id, authorization, record }
}

it('lets a key do what its permissions name, controller by controller and action by action', async () => {
  const permissions = { Payments: ['index', 'add'], Customer: ['view'] }
  const { api, authorization } = await withKey({ permissions })
  const ask = async (method: string, path: string, body?: object) =>
    (await api(method, path, { authorization: authorization(), body })).status
  const payment = { customer_id: 1, amount: '5' }
  expect({
    listsPayments: await ask('GET', PAYMENTS),
    countsPayments: await ask('HEAD', PAYMENTS),
    addsPayments: await ask('POST', PAYMENTS, payment),
    viewsPayment: await ask('GET', `${PAYMENTS}/1`),
    deletesPayment: await ask('DELETE', `${PAYMENTS}/1`),
    viewsCustomer: await ask('GET', `${CUSTOMERS}/1`),
    listsCustomers: await ask('GET', CUSTOMERS),
    listsInvoices: await ask('GET', 'admin/finance/invoices'),
  }).toEqual({
    listsPayments: 200,
    countsPayments: 204,
    addsPayments: 201,
    viewsPayment: 403,
    deletesPayment: 403,
    viewsCustomer: 200,
    listsCustomers: 403,
    listsInvoices: 403,
  })
})

it('gives a key with limits its permissions along with the token, and holds the token to them', async () => {
  const { api, logIn } = await withKey({ permissions: { Customer: ['index'] } })
  const nonce = Date.now()
  const signature = createHmac('sha256', 'secret-of-add-on')
    .update(`${nonce}add-on`)
    .digest('hex')
    .toUpperCase()
  const tokens = await logIn({ auth_type: 'api_key', key: 'add-on', nonce, signature })
  expect(tokens.permissions).toEqual({ Customer: { index: 'allow' } })
  const authorization = bearer(tokens)
  expect((await api('GET', CUSTOMERS, { authorization })).status).toBe(200)
  expect((await api('GET', PAYMENTS, { authorization })).body).toMatchObject(
    errorOf(403, 'FORBIDDEN'),
  )
})

it('keeps what was last seen of a key: nonce, address, time and how often', async () => {
  const { api, authorization, record } = await withKey({})
  for (const nonce of [17_000_000_000_001, 17_000_000_000_000]) {
    expect((await api('GET', CUSTOMERS, { authorization: authorization(nonce) })).status).toBe(200)
  }
  expect(await record()).toMatchObject({
    check_nonce: false,
    last_nonce: '17000000000000',
    last_ip: '127.0.0.1',
    last_dt: expect.stringMatching(/^2026-11-24 \d\d:\d\d:\d\d$/),
    usage_count: 2,
  })
})

it('refuses a nonce that does not grow, for that key alone, in headers and in token calls', async () => {
  const { api, authorization } = await withKey({ check_nonce: true })
  const ask = async (nonce: number) =>
    (await api('GET', CUSTOMERS, { authorization: authorization(nonce) })).status
  expect([await ask(500), await ask(500), await ask(499), await ask(501)]).toEqual([
    200, 401, 401, 200,
  ])
  const signature = createHmac('sha256', 'secret-of-add-on').update('501add-on').digest('hex')
  const body = {
    auth_type: 'api_key',
    key: 'add-on',
    nonce: '501',
    signature: signature.toUpperCase(),
  }
  expect((await api('POST', 'admin/auth/tokens', { body, authorization: null })).status).toBe(401)
  expect((await api('GET', CUSTOMERS, { authorization: signed({ nonce: 3 }) })).status).toBe(200)
})

it('takes Basic authentication only from a key with unsecure access', async () => {
  const { api, send, id } = await withKey({})
  const authorization = `Basic ${Buffer.from('add-on:secret-of-add-on').toString('base64')}`
  expect((await api('GET', CUSTOMERS, { authorization })).body).toMatchObject(
    errorOf(401, 'UNAUTHORIZED'),
  )
  await send('PUT', `/_sandbox/keys/${id}`, { body: { unsecure_auth: true } })
  expect((await api('GET', CUSTOMERS, { authorization })).status).toBe(200)
})

it('refuses a call from an address that is not on the white list of the key', async () => {
  const { api, send, id, authorization } = await withKey({ white_list: ['203.0.113.7'] })
  const ask = async () => (await api('GET', CUSTOMERS, { authorization: authorization() })).status
  expect(await ask()).toBe(403)
  await send('PUT', `/_sandbox/keys/${id}`, { body: { white_list: ['127.0.0.1'] } })
  expect(await ask()).toBe(200)
})

it('binds a key to its partner, in lists, counts, rows and what it adds', async () => {
  const { api, rows, authorization } = await withKey({ partner_id: 2 })
  const ask = (method: string, path: string, body?: object) =>
    api(method, path, { authorization: authorization(), body })
  const mine = (await rows(CUSTOMERS)).filter(({ partner_id }) => partner_id === 2)
  const ids = new Set(mine.map(({ id }) => id))
  const invoices = (await rows('admin/finance/invoices')).filter(({ customer_id }) =>
    ids.has(customer_id),
  )
  expect((await ask('GET', 'admin/finance/invoices')).body).toEqual(invoices)
  const counted = await ask('HEAD', 'admin/finance/invoices')
  expect(counted.headers.get('x-total-count')).toBe(String(invoices.length))
  const foreign = (await rows(CUSTOMERS)).find(({ partner_id }) => partner_id !== 2)
  const body = { customer_id: foreign?.id, amount: '5' }
  for (const answer of [
    await ask('POST', PAYMENTS, body),
    await ask('PUT', `${CUSTOMERS}/${foreign?.id}`, { name: 'Theirs' }),
  ]) {
    expect(answer.body).toMatchObject(errorOf(405, 'NOT_ALLOWED_BY_PARTNER_RESTRICTION'))
  }
})

it('logs the calls of a key when that is switched on, with what became of them', async () => {
  const { api, send, authorization } = await withKey({ enable_logging: true })
  await api('GET', `${CUSTOMERS}/1`, { authorization: authorization() })
  await api('GET', `${CUSTOMERS}/999`, { authorization: authorization() })
  await api('GET', CUSTOMERS)
  expect((await send('GET', '/_sandbox/api-log')).body).toMatchObject([
    { method: 'GET', path: `api/2.0/${CUSTOMERS}/999`, status: 404, ip: '127.0.0.1' },
    { method: 'GET', path: `api/2.0/${CUSTOMERS}/1`, status: 200 },
  ])
})

it('a deleted key opens nothing any more, nor do its tokens', async () => {
  const { api, send, id, authorization, logIn } = await withKey({})
  const nonce = 7
  const signature = createHmac('sha256', 'secret-of-add-on').update('7add-on').digest('hex')
  const body = { auth_type: 'api_key', key: 'add-on', nonce, signature: signature.toUpperCase() }
  const tokens = await logIn(body)
  await send('DELETE', `/_sandbox/keys/${id}`)
  for (const used of [authorization(), bearer(tokens)]) {
    expect((await api('GET', CUSTOMERS, { authorization: used })).status).toBe(401)
  }
})

it.each([
  { disabled: CUSTOMERS, get: 405, post: 405 },
  { disabled: `POST ${CUSTOMERS}`, get: 200, post: 405 },
])('a disabled $disabled answers in the very words of Splynx', async ({ disabled, get, post }) => {
  const { api, send } = await setup()
  await send('PUT', '/_sandbox/settings', { body: { disabled: [disabled] } })
  expect((await api('GET', CUSTOMERS)).status).toBe(get)
  const refused = await api('POST', CUSTOMERS, { body: {} })
  expect(refused.status).toBe(post)
  expect(refused.body).toEqual({
    error: { message: 'Method is disabled!', code: 405, internal_code: 'METHOD_DISABLED' },
  })
})

it.each(['PUT', 'DELETE', 'GET'])(
  '%s of tokens without a token says what is missing',
  async (method) => {
    const { api } = await setup()
    expect((await api(method, 'admin/auth/tokens')).status).toBe(method === 'PUT' ? 405 : 400)
  },
)

it('writes ids as text for clients of older versions, when told to', async () => {
  const { rows, send, api } = await setup()
  await send('PUT', '/_sandbox/settings', { body: { numbersAsText: true } })
  expect((await rows('admin/finance/invoices?limit=1'))[0]).toMatchObject({
    id: expect.stringMatching(/^\d+$/),
    customer_id: expect.stringMatching(/^\d+$/),
    total: expect.any(Number),
  })
  const created = await api('POST', PAYMENTS, { body: { customer_id: '1', amount: '5.00' } })
  expect(created.body).toEqual({ id: expect.stringMatching(/^\d+$/) })
})

it('refuses senseless keys', async () => {
  const { send } = await setup()
  const post = async (body: object) => (await send('POST', '/_sandbox/keys', { body })).status
  expect(await post({ permissions: { Payments: ['steal'] } })).toBe(400)
  expect(await post({ colour: 'red' })).toBe(400)
  expect(await post({ key: KEY.toUpperCase() })).toBe(201)
})
