import { beforeEach, describe, expect, it } from 'vitest'
import { testApp } from '../support/app.ts'

const { browser, staff, customer, truncate, flushRedis } = await testApp()

beforeEach(async () => {
  await truncate()
  await flushRedis()
})

const LOG_IN = { login: 'clerk', password: 'clerk' }

describe('a form is refused and changes nothing', () => {
  it.each(['/admin/login', '/ippay/login'])('at %s without a token', async (path) => {
    const page = await browser().post(path, { ...LOG_IN, _csrf: '' })
    expect(page.status).toBe(403)
    expect(page.text).toContain('This form has expired')
  })

  it('with the token of another browser', async () => {
    const other = browser()
    await other.get('/admin/login')
    const mine = browser()
    await mine.get('/admin/login')
    expect((await mine.post('/admin/login', { ...LOG_IN, _csrf: other.csrf })).status).toBe(403)
  })

  it('with the token from before the log-in', async () => {
    const person = browser()
    await person.get('/admin/login')
    const old = person.csrf
    await person.post('/admin/login', LOG_IN)
    expect((await person.post('/admin/logout', { _csrf: old })).status).toBe(403)
    expect((await person.get('/admin')).status).toBe(200)
  })

  it('with the token of the other side', async () => {
    const clerk = await staff('clerk')
    const ada = await customer()
    expect((await ada.post('/ippay/logout', { _csrf: clerk.csrf })).status).toBe(403)
  })

  it.each<Record<string, string>>([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { 'Content-Type': 'multipart/form-data; boundary=x' },
    { 'Content-Type': 'text/plain' },
  ])('with the right token and %j', async (headers) => {
    const clerk = await staff('clerk')
    const page = await clerk.post('/admin/logout', {}, headers)
    expect([403, 415]).toContain(page.status)
    expect((await clerk.get('/admin')).status).toBe(200)
  })
})

it.each<Record<string, string>>([
  { 'Sec-Fetch-Site': 'same-origin', Origin: 'http://localhost' },
  { Origin: 'http://127.0.0.1:3000', Host: '127.0.0.1:3000' },
  {},
])('a form of ours is taken, sent with %j', async (headers) => {
  const clerk = await staff('clerk')
  const page = await clerk.post('/admin/logout', {}, headers)
  expect(page.status).toBe(303)
})

it('the token may come as a header, for htmx', async () => {
  const clerk = await staff('clerk')
  const { csrf } = clerk
  const page = await clerk.post('/admin/logout', { _csrf: '' }, { 'X-CSRF-Token': csrf })
  expect(page.status).toBe(303)
})
