import { expect, it } from 'vitest'
import { bearer, setup } from './splynx-support.ts'

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
