import { afterAll, expect, it } from 'vitest'
import { createDb } from '../../../src/db/connect.ts'
import { asset } from '../../../views/assets.ts'
import { testApp, testConfig } from '../../support/app.ts'

const { context, browser, staff, variant } = await testApp()

it('is ready when MySQL, its tables and Redis are there', async () => {
  const page = await browser().get('/readyz')
  expect(page.status).toBe(200)
  expect(JSON.parse(page.text)).toEqual({ ready: true, missing: [] })
})

it('is not ready while MySQL is away', async () => {
  const db = createDb('mysql://root@127.0.0.1:9/nothing')
  afterAll(() => db.destroy())
  const page = await variant({ db }).browser().get('/readyz')
  expect(page.status).toBe(503)
  expect(JSON.parse(page.text).missing).toEqual(['mysql', 'migrations'])
})

it('is not ready before the tables are made', async () => {
  const { db } = context
  await db.connection().execute(async (connection) => {
    const rows = await connection
      .selectFrom('kysely_migration' as never)
      .selectAll()
      .execute()
    const last = (rows as { name: string }[]).at(-1)!
    await connection
      .deleteFrom('kysely_migration' as never)
      .where('name' as never, '=', last.name as never)
      .execute()
    const page = await browser().get('/readyz')
    await connection
      .insertInto('kysely_migration' as never)
      .values(last as never)
      .execute()
    expect(JSON.parse(page.text).missing).toEqual(['migrations'])
  })
})

it('measures requests by the pattern of their address, never by the address', async () => {
  await browser().get('/admin/payments/01JDKZZZZZZZZZZZZZZZZZZZZZ')
  await browser().get('/admin/login')
  const { status, text } = await browser().get('/metrics')
  expect(status).toBe(200)
  expect(text).toContain('route="/admin/login"')
  expect(text).not.toContain('01JDK')
})

it.each([
  { from: '127.0.0.1', headers: {}, status: 200 },
  { from: '203.0.113.5', headers: {}, status: 401 },
  { from: '127.0.0.1', headers: { 'X-Forwarded-For': '203.0.113.5' }, status: 401 },
  { from: '203.0.113.5', headers: { Authorization: 'Bearer figures' }, status: 200 },
  { from: '203.0.113.5', headers: { Authorization: 'Bearer ' }, status: 401 },
])('metrics for $from with $headers: $status', async ({ from, headers, status }) => {
  const config = { ...context.config, METRICS_TOKEN: 'figures' }
  const page = await variant({ config })
    .browser(from)
    .get('/metrics', headers as never)
  expect(page.status).toBe(status)
})

it('an empty token opens nothing', async () => {
  const page = await browser('203.0.113.5').get('/metrics', { Authorization: 'Bearer ' })
  expect(page.status).toBe(401)
})

it('keeps pages out of every cache and assets in it for ever', async () => {
  const clerk = await staff('clerk')
  expect((await clerk.get('/admin/login')).headers.get('Cache-Control')).toBe('no-store')
  const { href } = asset('app.css')
  const style = await clerk.get(href, { 'Accept-Encoding': 'br' })
  expect(style.headers.get('Cache-Control')).toContain('immutable')
  expect(style.headers.get('Content-Encoding')).toBe('br')
  const etag = style.headers.get('ETag')!
  expect((await clerk.get(href, { 'Accept-Encoding': 'br', 'If-None-Match': etag })).status).toBe(
    304,
  )
})

it.each(['/assets/../src/config.ts', '/assets/%2e%2e/package.json', '/assets/nothing.css'])(
  'there is nothing at %s',
  async (path) => {
    expect((await browser().get(path)).status).toBe(404)
  },
)

it('sends the headers that keep a page to itself', async () => {
  const { headers } = await browser().get('/admin/login')
  const policy = headers.get('Content-Security-Policy')!
  for (const part of [
    "default-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "object-src 'none'",
  ]) {
    expect(policy).toContain(part)
  }
  expect(policy).not.toMatch(/unsafe/)
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(headers.get('Referrer-Policy')).toBe('same-origin')
  expect(headers.get('Permissions-Policy')).toContain('camera=()')
  expect(headers.has('Strict-Transport-Security')).toBe(false)
})

it('over https cookies are bound to this host and the browser is told to stay', async () => {
  const config = testConfig({
    DATABASE_URL: context.config.DATABASE_URL,
    REDIS_URL: context.config.REDIS_URL,
    SPLYNX_URL: context.config.SPLYNX_URL,
    PUBLIC_URL: 'https://pay.example',
  })
  const person = variant({ config }).browser()
  const { headers } = await person.get('/admin/login')
  expect(headers.get('Strict-Transport-Security')).toContain('max-age=')
  const { headers: after } = await person.post('/admin/login', {
    login: 'clerk',
    password: 'clerk',
  })
  const cookie = after.getSetCookie().find((line) => line.includes('staff'))
  expect(cookie).toMatch(/^__Host-ippay-staff=.*; Path=\/; HttpOnly; Secure; SameSite=Lax/)
})

it('ids of sessions are not in Redis', async () => {
  const clerk = await staff('clerk')
  const id = clerk.cookies.get('ippay-staff')!
  const keys = await context.redis.keys('*')
  const values = await Promise.all(keys.map((key) => context.redis.dump(key)))
  expect(keys.join() + values.join()).not.toContain(id)
})
