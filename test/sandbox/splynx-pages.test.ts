import { expect, it } from 'vitest'
import { bearer, setup, signed } from './splynx-support.ts'

/** Posts a login form and says where it led. */
async function logIn(url: string, page: string, fields: Record<string, string>) {
  const body = new URLSearchParams(fields)
  const response = await fetch(`${url}${page}`, { method: 'POST', body, redirect: 'manual' })
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { status: response.status, location: response.headers.get('location'), cookie }
}

const ADA = { login: 'ada', password: 'ada-password' }

it('logs a customer in to the portal, which links to the add-on', async () => {
  const { url, issue, row } = await setup({ addOnUrl: 'http://127.0.0.1:1' })
  const { number } = await row(`admin/finance/invoices/${await issue('invoice', 4242)}`)
  const { status, location, cookie } = await logIn(url, '/portal/login/', ADA)
  expect({ status, location }).toEqual({ status: 302, location: '/portal/' })
  const page = await (await fetch(`${url}/portal/`, { headers: { cookie } })).text()
  expect(page).toContain('Ada Miller')
  expect(page).toContain('42.42')
  expect(page).toContain('http://127.0.0.1:1/ippay/pay-invoice?module=splynx_ippay_addon')
  expect(page).toContain(`item_id=${number}`)
})

it('hands the add-on a session that it can exchange for a token', async () => {
  const { url, api, rows } = await setup()
  const { cookie } = await logIn(url, '/portal/login/', ADA)
  const body = { auth_type: 'session', session_id: cookie.split('=')[1] }
  const token = await api('POST', 'admin/auth/tokens', { body, authorization: null })
  const authorization = bearer(token.body as { access_token: string })
  expect(await rows('admin/customers/customer', { authorization })).toMatchObject([{ id: 1 }])

  await fetch(`${url}/logout`, { method: 'POST', headers: { cookie }, redirect: 'manual' })
  const later = await api('POST', 'admin/auth/tokens', { body, authorization: null })
  expect(later.status).toBe(401)
})

it('turns away a wrong password and the wrong kind of user', async () => {
  const { url } = await setup()
  expect((await logIn(url, '/portal/login/', { ...ADA, password: 'x' })).status).toBe(401)
  expect((await logIn(url, '/admin/login/', ADA)).status).toBe(401)
  const portal = await fetch(`${url}/portal/`, { redirect: 'manual' })
  expect(portal.headers.get('location')).toBe('/portal/login/?return=%2Fportal%2F')
})

it.each([
  ['/admin/', '/admin/'],
  ['http://127.0.0.1:3000/admin/runs', 'http://127.0.0.1:3000/admin/runs'],
  ['http://evil.example/', '/admin/'],
  ['//evil.example/', '/admin/'],
  ['javascript:alert(1)', '/admin/'],
])('after the login for %s leads to %s', async (wanted, location) => {
  const { url } = await setup()
  const clerk = { login: 'clerk', password: 'clerk-password', return: wanted }
  expect((await logIn(url, '/admin/login/', clerk)).location).toBe(location)
})

it('shows what it was given as text, never as markup', async () => {
  const { url } = await setup()
  const page = await fetch(`${url}/portal/login/?return=${encodeURIComponent('"><script>')}`)
  expect(await page.text()).not.toContain('<script>')
})

/** The page that somebody sees who is logged in. */
async function pageOf(url: string, path: string, cookie: string): Promise<string> {
  return (await fetch(`${url}${path}`, { headers: { cookie } })).text()
}

const CLERK = { login: 'clerk', password: 'clerk-password' }
const ADD_ON = 'http://127.0.0.1:1'

it('shows a customer the widget before the documents, menu links, and action links with their width', async () => {
  const { url, row, issue } = await setup({ addOnUrl: ADD_ON })
  const { number } = await row(`admin/finance/requests/${await issue('proforma', 3000)}`)
  const { cookie } = await logIn(url, '/portal/login/', ADA)
  const page = await pageOf(url, '/portal/', cookie)
  expect(page).toContain(`<a href="${ADD_ON}/ippay/credentials">IpPay payment credentials</a>`)
  const widget = `<iframe src="${ADD_ON}/ippay/widget"`
  expect(page.indexOf(widget)).toBeGreaterThan(0)
  expect(page.indexOf(widget)).toBeLessThan(page.indexOf('<table>'))
  const query = `module=splynx_ippay_addon&#38;model=Requests&#38;item_id=${number}`
  expect(page).toContain(`<a href="${ADD_ON}/ippay/pay-request?${query}" data-width="600">Pay</a>`)
  expect(page).not.toContain('Add money')
})

it('shows an entry point only to whom it is for', async () => {
  const { url, send, row } = await setup({ addOnUrl: ADD_ON })
  const { cookie } = await logIn(url, '/portal/login/', ADA)
  const { partner_id } = await row('admin/customers/customer/1')
  const point = { place: 'portal', type: 'menu_link', title: 'Special offer', url: '/offer' }
  const made = await send('POST', '/_sandbox/entry-points', {
    body: { ...point, partners: [String((partner_id as number) + 1)] },
  })
  const { id } = made.body as { id: number }
  const isShown = async () => (await pageOf(url, '/portal/', cookie)).includes('Special offer')
  expect(await isShown()).toBe(false)
  const change = (body: object) => send('PUT', `/_sandbox/entry-points/${id}`, { body })
  await change({ partners: [String(partner_id)] })
  expect(await isShown()).toBe(true)
  await change({ enabled: '0' })
  expect(await isShown()).toBe(false)
  await change({ enabled: '1', location_geo: ['99'] })
  expect(await isShown()).toBe(false)
  await send('DELETE', `/_sandbox/entry-points/${id}`)
  expect((await send('GET', '/_sandbox/entry-points')).body).toHaveLength(6)
})

it('shows staff customers with tabs, saved credentials and actions that carry the sash', async () => {
  const { url, send, api } = await setup({ addOnUrl: ADD_ON })
  const add = (body: object) => send('POST', '/_sandbox/entry-points', { body })
  const admin = { module: 'splynx_ippay_addon', place: 'admin' }
  await add({ ...admin, type: 'tab', title: 'IPpay', url: '/admin/customers' })
  await add({
    ...admin,
    type: 'action_link',
    model: 'Invoices',
    title: 'Charge',
    url: '/admin/charge?from=splynx',
    size: 'large',
  })
  const { cookie } = await logIn(url, '/admin/login/', CLERK)
  expect(await pageOf(url, '/admin/customers?name=ada', cookie)).toContain(
    '<a href="/admin/customers/view?id=1">Ada Miller</a>',
  )
  const page = await pageOf(url, '/admin/customers/view?id=1', cookie)
  expect(page).toMatch(
    /href="http:\/\/127.0.0.1:1\/admin\/customers\?customer_id=1&#38;sash=\w{40}"/,
  )
  expect(page).toContain('Card token')
  const [, sash = ''] =
    /from=splynx&#38;module=.*&#38;sash=(\w{40})" data-width="900"/.exec(page) ?? []
  const authorization = signed().replace(')', `&sash=${sash})`)
  const answer = await api('GET', 'admin/administration/partners', { authorization })
  expect(answer.headers.get('SpL-Administrator-Id')).toBe('2')
})

it('shows staff the open invoices and the history of payment statements', async () => {
  const { url, api, issue, row, pay } = await setup()
  const id = await issue('invoice', 4242)
  const { number } = await row(`admin/finance/invoices/${id}`)
  const { cookie } = await logIn(url, '/admin/login/', CLERK)
  expect(await pageOf(url, '/admin/finance/invoices', cookie)).toContain(String(number))
  const made = await api('POST', 'admin/finance/bank-statements', {
    body: { title: 'IPpay 11/2026' },
  })
  const payment_id = ((await pay({ invoice_id: id, amount: '42.42' })).body as { id: number }).id
  const bank_statements_process_id = (made.body as { id: number }).id
  const record = { customer_id: 1, invoice_id: id, payment_id, amount: '42.42', pairing_1: '1' }
  await api('POST', 'admin/finance/bank-statements-records', {
    body: { ...record, bank_statements_process_id, status: 'processed', comment: 'A-OK' },
  })
  const page = await pageOf(url, '/admin/finance/payment-statements', cookie)
  expect(page).toContain('IPpay 11/2026: 1 records, 1 processed, 0 errors')
  for (const shown of ['42.42', 'processed', 'A-OK', 'Ada Miller', String(number)]) {
    expect(page).toContain(shown)
  }
})

it('sets the session under the name that the cookie was given', async () => {
  const { url, send } = await setup()
  await send('PUT', '/_sandbox/settings', { body: { sessionCookie: 'SPLSESSID' } })
  const { cookie } = await logIn(url, '/portal/login/', ADA)
  expect(cookie).toMatch(/^SPLSESSID=\w+$/)
  expect(await pageOf(url, '/portal/', cookie)).toContain('Ada Miller')
})
