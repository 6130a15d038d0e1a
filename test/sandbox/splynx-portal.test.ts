import { expect, it } from 'vitest'
import { bearer, errorOf, setup } from './splynx-support.ts'

const ADA = { auth_type: 'customer', login: 'ada', password: 'ada-password' }

it('billing terms travel as text, as Splynx writes them', async () => {
  const { row, api } = await setup()
  const path = 'admin/customers/customer-billing/2'
  expect((await api('PUT', path, { body: { billing_due: '20', make_invoices: 0 } })).status).toBe(
    202,
  )
  expect(await row(path)).toMatchObject({
    customer_id: 2,
    enabled: 1,
    billing_date: '1',
    billing_due: '20',
    make_invoices: '0',
    min_balance: '0.0000',
    sub_billing_mode: 'independent',
  })
})

it('billing info depends on how the customer is billed', async () => {
  const { row, rows } = await setup()
  const infoOf = async (type: string, more = '') => {
    const [customer] = await rows(`admin/customers/customer?main_attributes[billing_type]=${type}`)
    return row(`admin/customers/billing-info/${customer?.id}${more}`)
  }
  expect(await infoOf('recurring')).toMatchObject({
    deposit: expect.any(Number),
    blocking_date: expect.stringMatching(/^2026-/),
    blockingEnabled: true,
    lowBalance: expect.any(Boolean),
    is_already_blocked: expect.any(Boolean),
  })
  expect(await infoOf('prepaid_monthly')).toMatchObject({
    howManyMonthsLeft: expect.any(Number),
    paymentPerMonth: expect.any(Number),
  })
  expect(await infoOf('prepaid')).toHaveProperty('paymentPerPeriod')
  expect(await infoOf('recurring', '?format_values=true')).toMatchObject({
    deposit: expect.stringMatching(/^\$ -?\d+\.\d\d$/),
  })
})

it('the portal tells a customer about the own account', async () => {
  const { api, logIn, row } = await setup()
  const authorization = bearer(await logIn(ADA))
  const ask = async (method: string, path: string) =>
    (await api(method, `portal/${path}`, { authorization })).body
  expect(await ask('GET', 'services/billing-info')).toEqual(
    await row('admin/customers/billing-info/1'),
  )
  expect(await ask('GET', 'dashboard/dashboard')).toMatchObject([
    { name: 'top', type: 'base', data: { unpaidInvoices: expect.any(Number) } },
    { name: 'unpaid_invoices', type: 'entry_point' },
  ])
  expect(await ask('OPTIONS', 'dashboard/dashboard')).toMatchObject([
    { name: 'top', type: 'base' },
    { module: 'splynx_ippay_addon', placement: 'before_content' },
  ])
  expect(await ask('GET', 'profile/additional-attributes')).toEqual([])
  expect((await api('GET', 'portal/dashboard/dashboard')).status).toBe(403)
})

it('a forgotten password is set anew with the code from the mail', async () => {
  const { api, send, row } = await setup()
  const { email } = await row('admin/customers/customer/1')
  const post = (path: string, body: object) =>
    api('POST', `portal/profile/reset-password-${path}`, { body, authorization: null })
  expect((await post('request', {})).body).toMatchObject(errorOf(400, 'INVALID_INPUT_DATA'))
  const wish = { login_for_reset_password: 'ada', email_for_reset_password: email }
  expect((await post('request', wish)).status).toBe(201)
  const [mail] = (await send('GET', '/_sandbox/mailbox')).body as { message: string }[]
  const code = /\d{6}/.exec(mail?.message ?? '')?.[0]
  const password_new = 'quite-new'
  expect((await post('confirm', { code: '1', password_new })).body).toMatchObject(
    errorOf(400, 'RESET_PASSWORD_CODE_INVALID'),
  )
  expect((await post('confirm', { code, password_new })).status).toBe(201)
  const logIn = async (password: string) =>
    (await api('POST', 'admin/auth/tokens', { body: { ...ADA, password } })).status
  expect([await logIn('ada-password'), await logIn(password_new)]).toEqual([401, 201])
  for (let attempt = 0; attempt < 4; attempt += 1) await post('request', wish)
  expect((await post('request', wish)).body).toMatchObject(errorOf(400, 'EXCEEDED_MAX_ATTEMPTS'))
  await send('PUT', '/_sandbox/settings', { body: { resetPassword: false } })
  expect((await post('request', wish)).body).toMatchObject(errorOf(400, 'RESET_PASSWORD_DISABLED'))
})
