import { request as httpRequest } from 'node:http'
import { expect, it } from 'vitest'
import { bearer, errorOf, KEY, setup, signed } from './splynx-support.ts'

const CUSTOMERS = 'admin/customers/customer'
const MINE = 'admin/customers/customer-billing'

it('issues tokens with 201 for key, staff, customer and session, whatever the header says', async () => {
  const { api } = await setup()
  const [, nonce = '', signature = ''] = /nonce=(\d+)&signature=(\w+)/.exec(signed()) ?? []
  for (const body of [
    { auth_type: 'api_key', key: KEY, nonce: Number(nonce), signature },
    { auth_type: 'admin', login: 'clerk', password: 'clerk-password' },
    { auth_type: 'customer', login: 'ada', password: 'ada-password' },
    { auth_type: 'session', session_id: 'portal-session' },
  ]) {
    const authorization = 'Splynx-EA (access_token=None)'
    const answer = await api('POST', 'admin/auth/tokens', { body, authorization })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      access_token: expect.stringMatching(/^[0-9a-f]{32}$/),
      access_token_expiration: expect.any(Number),
      refresh_token: expect.stringMatching(/^[0-9a-f]{32}$/),
      refresh_token_expiration: expect.any(Number),
      permissions: [],
    })
  }
})

it.each([
  { body: { auth_type: 'admin', login: 'clerk', password: 'wrong' }, code: 'INVALID_USER' },
  {
    body: { auth_type: 'customer', login: 'clerk', password: 'clerk-password' },
    code: 'INVALID_USER',
  },
  { body: { auth_type: 'session', session_id: 'nobody' }, code: 'INVALID_USER' },
  { body: { auth_type: 'api_key', key: KEY, nonce: 1, signature: 'x' }, code: 'UNAUTHORIZED' },
  { body: { auth_type: 'magic' }, code: 'INVALID_AUTH_TYPE' },
])('issues no token for $body', async ({ body, code }) => {
  const { api } = await setup()
  const answer = await api('POST', 'admin/auth/tokens', { body, authorization: null })
  expect(answer).toMatchObject({ status: 401, body: errorOf(401, code) })
})

it('takes a token call as a form, as some clients send it', async () => {
  const { api } = await setup()
  const answer = await api('POST', 'admin/auth/tokens', {
    body: 'auth_type=admin&login=clerk&password=clerk-password',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(answer.status).toBe(201)
})

it('shows a customer only the own rows', async () => {
  const { api, rows, logIn } = await setup()
  const authorization = bearer(
    await logIn({ auth_type: 'customer', login: 'ada', password: 'ada-password' }),
  )
  expect(await rows(CUSTOMERS, { authorization })).toMatchObject([{ id: 1, login: 'ada' }])
  expect(await rows(MINE, { authorization })).toMatchObject([{ customer_id: 1 }])
  const invoices = await rows('admin/finance/invoices', { authorization })
  expect(new Set(invoices.map(({ customer_id }) => customer_id))).toEqual(new Set([1]))
  expect(await api('GET', `${CUSTOMERS}/2`, { authorization })).toMatchObject({
    status: 405,
    body: errorOf(405, 'NOT_ALLOWED_BY_USER_RESTRICTION'),
  })
  for (const path of ['admin/administration/administrators', 'admin/config/mail']) {
    expect((await api('GET', path, { authorization })).status).toBe(403)
  }
  const payment = { customer_id: 1, amount: '5.00' }
  const answer = await api('POST', 'admin/finance/payments', { authorization, body: payment })
  expect(answer.status).toBe(403)
})

it('lets a member of the staff be found by login', async () => {
  const { rows, logIn } = await setup()
  const authorization = bearer(await logIn({ auth_type: 'session', session_id: 'staff-session' }))
  const path = 'admin/administration/administrators?main_attributes%5Blogin%5D=clerk'
  expect(await rows(path, { authorization })).toMatchObject([
    { login: 'clerk', role_name: 'financial-manager' },
  ])
})

it('opens a web session for the owner of a token', async () => {
  const { api, rows, logIn } = await setup()
  const login = { auth_type: 'customer', login: 'ada', password: 'ada-password' }
  const authorization = bearer(await logIn(login))
  const session = await api('POST', 'admin/auth/sessions', { authorization, body: {} })
  expect(session.status).toBe(201)
  const { session_id } = session.body as { session_id: string }
  const token = await logIn({ auth_type: 'session', session_id })
  expect(await rows(CUSTOMERS, { authorization: bearer(token) })).toMatchObject([{ id: 1 }])
})

it('renews a token once, without looking at the header, and ends it on request', async () => {
  const { api, logIn } = await setup()
  const login = { auth_type: 'admin', login: 'clerk', password: 'clerk-password' }
  const { refresh_token } = await logIn(login)
  const path = (token: string) => `admin/auth/tokens/${token}`
  const renewed = await api('GET', path(refresh_token), {
    authorization: 'Splynx-EA (access_token=old)',
  })
  expect(renewed.status).toBe(200)
  const tokens = renewed.body as { access_token: string; refresh_token: string }
  expect(Object.keys(tokens)).toHaveLength(4)
  expect((await api('GET', CUSTOMERS, { authorization: bearer(tokens) })).status).toBe(200)
  expect((await api('GET', path(refresh_token))).body).toMatchObject(errorOf(404, 'NOT_FOUND'))

  expect((await api('DELETE', path(tokens.refresh_token))).status).toBe(204)
  const after = await api('GET', CUSTOMERS, { authorization: bearer(tokens) })
  expect(after).toMatchObject({ status: 401, body: errorOf(401, 'TOKEN_BANNED') })
})

it('lets access run out before the refresh token does', async () => {
  const { api, send, logIn } = await setup()
  const tokens = await logIn({ auth_type: 'admin', login: 'clerk', password: 'clerk-password' })
  const halfAnHour = tokens.access_token_expiration - Date.now() / 1000
  expect(halfAnHour).toBeGreaterThan(29 * 60)
  expect(halfAnHour).toBeLessThanOrEqual(30 * 60)
  await send('POST', '/_sandbox/tokens/expire', { body: {} })
  expect((await api('GET', CUSTOMERS, { authorization: bearer(tokens) })).body).toMatchObject(
    errorOf(401, 'EXPIRED_ACCESS_TOKEN'),
  )
  const path = `admin/auth/tokens/${tokens.refresh_token}`
  await send('POST', '/_sandbox/tokens/expire', { body: { refresh: true } })
  expect((await api('GET', path)).body).toMatchObject(errorOf(401, 'EXPIRED_REFRESH_TOKEN'))
})

it('binds a token to the user agent and the address that obtained it', async () => {
  const { api, url, logIn } = await setup()
  const login = { auth_type: 'admin', login: 'clerk', password: 'clerk-password' }
  const agent = { 'user-agent': 'client/1' }
  const authorization = bearer(await logIn(login, agent))
  expect((await api('GET', CUSTOMERS, { authorization, headers: agent })).status).toBe(200)
  const other = { 'user-agent': 'client/2' }
  expect((await api('GET', CUSTOMERS, { authorization, headers: other })).body).toMatchObject(
    errorOf(401, 'USER_AGENT_CHANGED'),
  )
  const elsewhere = await new Promise<string>((resolve, reject) => {
    const headers = { ...agent, authorization }
    const path = `${url}/api/2.0/${CUSTOMERS}`
    const request = httpRequest(path, { headers, localAddress: '127.0.0.2' }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve(text))
    })
    request.on('error', reject)
    request.end()
  })
  expect(JSON.parse(elsewhere)).toMatchObject(errorOf(401, 'IP_CHANGED'))
})
