import { Hono } from 'hono'
import { beforeEach, expect, it } from 'vitest'
import type { Role } from '../../src/db/schema.ts'
import { createMetrics } from '../../src/metrics.ts'
import { answerError } from '../../src/middleware/errors.tsx'
import { requireStaff } from '../../src/middleware/guards.ts'
import { requests } from '../../src/middleware/requests.ts'
import { createSessions } from '../../src/middleware/sessions.ts'
import { IDLE_MS, SESSION_MS_MAX } from '../../src/middleware/stored-sessions.ts'
import type { Env, StaffEnv } from '../../src/routes/env.ts'
import { redirectWithNotice, takeNotice } from '../../src/routes/notices.ts'
import { testApp } from '../support/app.ts'
import { Browser } from '../support/browser.ts'

const { context, staff, variant, flushRedis, truncate } = await testApp()
beforeEach(async () => {
  await truncate()
  await flushRedis()
})

// An auditor sees what a clerk need not, and changes nothing: what each role has of the others.
const HAS: Record<Role, readonly Role[]> = {
  viewer: ['viewer'],
  auditor: ['viewer', 'auditor'],
  clerk: ['viewer', 'clerk'],
  manager: ['viewer', 'auditor', 'clerk', 'manager'],
  admin: ['viewer', 'auditor', 'clerk', 'manager', 'admin'],
}
const ROLES = Object.keys(HAS) as Role[]

/** A page for each role, for browsers that logged in to the real console. */
function pages(now = context.now) {
  const app = new Hono<StaffEnv>().use(createSessions({ ...context, now }, 'staff').read)
  for (const role of ROLES) app.all(`/admin/${role}`, requireStaff(role), (c) => c.text('in'))
  app.get('/say', (c) =>
    redirectWithNotice(c, context, '/heard', { tone: 'success', text: 'Done.' }),
  )
  app.get('/heard', (c) => c.json(takeNotice(c, context) ?? null))
  return new Hono<Env>()
    .use(requests({ log: context.log, metrics: createMetrics(), trustProxy: 0 }))
    .route('/', app)
    .onError(answerError)
}

async function as(role: Role, app = pages()): Promise<Browser> {
  const there = new Browser(app)
  for (const [name, value] of (await staff(role)).cookies) there.cookies.set(name, value)
  return there
}

it.each(ROLES)('%s may do what it says, and no more', async (role) => {
  const person = await as(role)
  for (const needed of ROLES) {
    const { status } = await person.get(`/admin/${needed}`)
    expect(status, needed).toBe(HAS[role].includes(needed) ? 200 : 403)
  }
})

it('a page says which role it needs', async () => {
  const { text } = await (await as('viewer')).get('/admin/manager')
  expect(text).toContain('This needs the role manager; yours is viewer.')
})

it('a role that was taken away counts from the next request on', async () => {
  const person = await as('admin')
  await context.db.updateTable('staff').set({ role: 'viewer' }).execute()
  expect((await person.get('/admin/admin')).status).toBe(403)
})

it('a page asked for without a session leads to the log-in and back', async () => {
  const { status, location } = await new Browser(pages()).get('/admin/viewer?a=1&b=2')
  expect(status).toBe(303)
  expect(location).toBe(`/admin/login?return=${encodeURIComponent('/admin/viewer?a=1&b=2')}`)
})

it('a piece of a page leads the whole page to the log-in', async () => {
  const { status, headers } = await new Browser(pages()).fragment('/admin/viewer', {
    'HX-Current-URL': 'http://localhost/admin/runs/3?only=failed',
  })
  expect(status).toBe(401)
  const target = encodeURIComponent('/admin/runs/3?only=failed')
  expect(headers.get('HX-Redirect')).toBe(`/admin/login?return=${target}`)
})

it('a session ends when nothing was done for its time, and a refreshing page does nothing', async () => {
  const person = await as('clerk')
  const [key] = await context.redis.keys('ippay:session:*')
  await context.redis.pexpire(key!, 5_000)
  await person.get('/admin/clerk', { 'X-Background': '1' })
  expect(await context.redis.pttl(key!)).toBeLessThanOrEqual(5_000)
  await person.get('/admin/clerk')
  expect(await context.redis.pttl(key!)).toBeGreaterThan(IDLE_MS.staff - 5_000)
})

it('a session ends after its longest time, however much was done', async () => {
  const later = () => new Date(Date.now() + SESSION_MS_MAX)
  const person = await as('clerk', pages(later))
  expect((await person.get('/admin/clerk')).status).toBe(303)
  expect(await context.redis.keys('ippay:session:*')).toEqual([])
})

it('a notice is said once, and only if it is ours', async () => {
  const person = new Browser(pages())
  expect((await person.get('/say')).location).toBe('/heard')
  expect(JSON.parse((await person.get('/heard')).text)).toEqual({ tone: 'success', text: 'Done.' })
  expect((await person.get('/heard')).text).toBe('null')
  person.cookies.set('ippay-notice', 'test.AAAA')
  expect((await person.get('/heard')).text).toBe('null')
})

it('the address of a client is believed from as many proxies as are ours, and no more', async () => {
  const addresses: string[] = []
  const app = (trustProxy: number) =>
    new Hono<Env>()
      .use(requests({ log: context.log, metrics: createMetrics(), trustProxy }))
      .get('/', (c) => {
        addresses.push(c.var.address)
        return c.text('')
      })
  const forwarded = { 'X-Forwarded-For': '1.1.1.1, 2.2.2.2, 3.3.3.3' }
  for (const hops of [0, 1, 2, 9]) await new Browser(app(hops)).get('/', forwarded)
  await new Browser(app(1)).get('/', { 'X-Forwarded-For': '<script>' })
  expect(addresses).toEqual(['127.0.0.1', '3.3.3.3', '2.2.2.2', '127.0.0.1', ''])
})

it('an address that sends forms faster than people do is slowed down', async () => {
  const { browser } = variant({})
  const person = browser('198.51.100.7')
  const answers = await Promise.all(
    Array.from({ length: 620 }, () => person.post('/nowhere').then(({ status }) => status)),
  )
  expect(answers.filter((status) => status === 429)).toHaveLength(20)
  expect((await browser('198.51.100.8').post('/nowhere')).status).toBe(404)
})
