import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { errorOf, KEY, SECRET, setup, signed } from './splynx-support.ts'

const CUSTOMERS = 'admin/customers/customer'

it('accepts a signature that another program computed', async () => {
  const { api } = await setup()
  // printf 1700000000001demo-key | openssl dgst -sha256 -hmac demo-secret
  const signature = '3010F0F5C71B20242EDB4AEB97DAA2C806539E52E8DD8956EC6FD0828F75DD12'
  const authorization = `Splynx-EA (key=${KEY}&nonce=1700000000001&signature=${signature})`
  expect((await api('GET', CUSTOMERS, { authorization })).status).toBe(200)
})

it('reads the signed header in any order and URL-decoded, at both versions', async () => {
  const { send } = await setup()
  const [key, nonce, signature] = signed().slice('Splynx-EA ('.length, -1).split('&')
  const encoded = key?.replace('demo-key', 'demo%2Dkey')
  const authorization = `Splynx-EA (${signature}&${nonce}&${encoded})`
  for (const version of ['1.0', '2.0']) {
    const { status } = await send('GET', `/api/${version}/${CUSTOMERS}/1`, { authorization })
    expect(status).toBe(200)
  }
})

it.each([
  { what: 'no header', authorization: null, code: 'MISSED_AUTHORIZATION_HEADER' },
  { what: 'a wrong secret', authorization: signed({ secret: 'x' }), code: 'UNAUTHORIZED' },
  { what: 'a wrong key', authorization: signed({ key: 'x' }), code: 'UNAUTHORIZED' },
  { what: 'nonsense', authorization: 'Bearer x', code: 'UNAUTHORIZED' },
  {
    what: 'an empty token',
    authorization: 'Splynx-EA (access_token=)',
    code: 'EMPTY_ACCESS_TOKEN',
  },
  {
    what: 'an unknown token',
    authorization: 'Splynx-EA (access_token=x)',
    code: 'UNAUTHORIZED',
  },
])('refuses $what with 401', async ({ authorization, code }) => {
  const { api } = await setup()
  const answer = await api('GET', CUSTOMERS, { authorization })
  expect(answer.status).toBe(401)
  expect(answer.body).toMatchObject(errorOf(401, code))
})

it('accepts Basic only while unsecure access is on', async () => {
  const { api, send } = await setup()
  const authorization = `Basic ${Buffer.from(`${KEY}:${SECRET}`).toString('base64')}`
  expect((await api('GET', CUSTOMERS, { authorization })).status).toBe(200)
  await send('PUT', '/_sandbox/settings', { body: { unsecureAuth: false } })
  expect((await api('GET', CUSTOMERS, { authorization })).status).toBe(401)
})

it('refuses a nonce that does not grow once the key checks nonces', async () => {
  const { api, send } = await setup()
  const call = async (nonce: number) =>
    (await api('GET', `${CUSTOMERS}/1`, { authorization: signed({ nonce }) })).status
  expect([await call(5), await call(5)]).toEqual([200, 200])
  await send('PUT', '/_sandbox/settings', { body: { checkNonce: true } })
  expect([await call(6), await call(6), await call(7)]).toEqual([200, 401, 200])
})

it('refuses with 403 what the key has no permission for', async () => {
  const { api, send, pay } = await setup()
  await send('PUT', '/_sandbox/settings', { body: { denied: ['Payments:add'] } })
  expect(await pay({ amount: 5 })).toMatchObject({ status: 403, body: errorOf(403, 'FORBIDDEN') })
  expect((await api('GET', 'admin/finance/payments?limit=1')).status).toBe(200)
})

it('keeps a key of one partner to the customers of that partner', async () => {
  const { api, send, rows } = await setup()
  const foreign = (await rows(CUSTOMERS)).find(({ partner_id }) => partner_id === 2)
  await send('PUT', '/_sandbox/settings', { body: { partnerId: 1 } })
  const mine = await rows(CUSTOMERS)
  expect(mine.length).toBeGreaterThan(0)
  expect(mine.every(({ partner_id }) => partner_id === 1)).toBe(true)
  expect(await api('GET', `${CUSTOMERS}/${foreign?.id}`)).toMatchObject({
    status: 405,
    body: errorOf(405, 'NOT_ALLOWED_BY_PARTNER_RESTRICTION'),
  })
})

it('names the administrator behind the sash of a signed call: a hash of the session, not its id', async () => {
  const { api } = await setup()
  const sash = (session: string) => createHash('sha1').update(session).digest('hex')
  const ask = (value: string) =>
    api('GET', CUSTOMERS, { authorization: signed().replace(')', `&sash=${value})`) })
  const answer = await ask(sash('staff-session'))
  expect(answer.headers.get('SpL-Administrator-Role')).toBe('financial-manager')
  for (const wrong of [sash('portal-session'), 'staff-session']) {
    expect((await ask(wrong)).body).toMatchObject(errorOf(401, 'INVALID_SASH'))
  }
})

it('answers the health probe to anybody, and looks at the credentials when asked to', async () => {
  const { api } = await setup()
  const fine = { status: 'ok', message: 'API is valid', same_server: false }
  expect((await api('GET', 'admin/api/check?code=1', { authorization: null })).body).toEqual(fine)
  const path = 'admin/api/check?checkAuth=1'
  expect((await api('GET', path)).body).toEqual(fine)
  const wrong = await api('GET', path, { authorization: signed({ secret: 'x' }) })
  expect(wrong.body).toMatchObject(errorOf(401, 'UNAUTHORIZED'))
})
