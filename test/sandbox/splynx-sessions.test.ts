import { expect, it } from 'vitest'
import { bearer, errorOf, setup, type Tokens } from './splynx-support.ts'

const CUSTOMERS = 'admin/customers/customer'

it('asks staff with a second factor for a code or a trusted device', async () => {
  const { api, send } = await setup()
  const status = (login: string) =>
    api('POST', 'admin/auth/two-factor-status', { body: { login }, authorization: null })
  expect(await status('clerk')).toMatchObject({ status: 201, body: { two_factor_enabled: false } })
  await send('POST', '/_sandbox/two-factor', {
    body: { login: 'clerk', code: '123456', fingerprint: 'my-phone' },
  })
  expect((await status('clerk')).body).toEqual({ two_factor_enabled: true })
  const logIn = (more: object) =>
    api('POST', 'admin/auth/tokens', {
      authorization: null,
      body: { auth_type: 'admin', login: 'clerk', password: 'clerk-password', ...more },
    })
  expect((await logIn({})).body).toMatchObject(errorOf(401, 'MISSED_TWO_FACTOR_CODE'))
  for (const wrong of [{ code: '000000' }, { fingerprint: 'other' }]) {
    expect((await logIn(wrong)).body).toMatchObject(errorOf(401, 'INVALID_TWO_FACTOR_CODE'))
  }
  expect((await logIn({ code: 123_456 })).status).toBe(201)
  expect((await logIn({ fingerprint: 'my-phone' })).status).toBe(201)
})

it('ends a web session after half an hour without a visit, and a token after half an hour', async () => {
  const { api, send, logIn } = await setup()
  const opened = await send('POST', '/_sandbox/sessions', { body: { customerId: 2 } })
  const { sessionId: session_id } = opened.body as { sessionId: string }
  const login = { auth_type: 'session', session_id }
  const move = (minutes: number) =>
    send('PUT', '/_sandbox/clock', { body: { advanceMinutes: minutes } })
  const tokens = await logIn(login)
  await move(29)
  expect((await logIn(login)).access_token).toMatch(/^\w{32}$/)
  await move(2)
  expect((await api('GET', CUSTOMERS, { authorization: bearer(tokens) })).body).toMatchObject(
    errorOf(401, 'EXPIRED_ACCESS_TOKEN'),
  )
  await move(30)
  const late = await api('POST', 'admin/auth/tokens', { body: login, authorization: null })
  expect(late.body).toMatchObject(errorOf(401, 'INVALID_USER'))
  const renewed = await api('GET', `admin/auth/tokens/${tokens.refresh_token}`)
  expect(renewed.status).toBe(200)
})

it('keeps a session that it was started with', async () => {
  const { send, logIn } = await setup()
  await send('PUT', '/_sandbox/clock', { body: { advanceDays: 2 } })
  const tokens = await logIn({ auth_type: 'session', session_id: 'portal-session' })
  expect(tokens.access_token).toMatch(/^\w{32}$/)
})

it('bans every token at once', async () => {
  const { api, send, logIn } = await setup()
  const login = { auth_type: 'admin', login: 'clerk', password: 'clerk-password' }
  const tokens: Tokens = await logIn(login)
  await send('POST', '/_sandbox/tokens/ban')
  for (const answer of [
    await api('GET', CUSTOMERS, { authorization: bearer(tokens) }),
    await api('GET', `admin/auth/tokens/${tokens.refresh_token}`),
  ]) {
    expect(answer.body).toMatchObject(errorOf(401, 'TOKEN_BANNED'))
  }
})
