import { createServer } from 'node:net'
import { Hono } from 'hono'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createDb } from '../../src/db/connect.ts'
import { createMetrics } from '../../src/metrics.ts'
import { answerError, answerNotFound } from '../../src/middleware/errors.tsx'
import { HttpProblem, notFound } from '../../src/middleware/http-problem.ts'
import { requests } from '../../src/middleware/requests.ts'
import { connectRedis } from '../../src/queue/connection.ts'
import type { Env } from '../../src/routes/env.ts'
import { SplynxError } from '../../src/splynx/splynx.ts'
import { testApp } from '../support/app.ts'
import { Browser } from '../support/browser.ts'

const { context, browser, staff, customer, variant, logged } = await testApp()
const { log } = context

const SECRET = 'select * from methods where token_sealed = 4111111111111111'

/** An application whose pages fail in every way. */
const failing = new Hono<Env>()
  .use(requests({ log, metrics: createMetrics(), trustProxy: 0 }))
  .get('/fault', () => {
    throw new Error(SECRET)
  })
  .get('/odd', () => {
    throw Object.assign(new Error('no'), { sql: SECRET })
  })
  .get('/problem', () => {
    throw new HttpProblem(409, 'This run was cancelled meanwhile.')
  })
  .get('/gone', () => notFound('There is no such payment.'))
  .get('/splynx', () => {
    throw new SplynxError('10.9.8.7 refused')
  })
  .get('/mysql', async (c) => {
    const db = createDb(`mysql://root@127.0.0.1:${await closedPort()}/x`)
    await sql`select 1`.execute(db).finally(() => db.destroy())
    return c.text('never')
  })
  .notFound(answerNotFound)
  .onError(answerError)

const person = new Browser(failing)

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('a fault', () => {
  it.each(['/fault', '/odd'])(
    'at %s shows a reference and nothing of what happened',
    async (path) => {
      const page = await person.get(path)
      expect(page.status).toBe(500)
      const reference = page.headers.get('X-Request-Id')!
      expect(page.text).toContain(reference)
      expect(page.text).not.toMatch(/select|token_sealed|\.ts:|node_modules|Error:/)
      expect(logged()).toContain(`"requestId":"${reference}"`)
      expect(logged()).not.toContain('4111111111111111')
    },
  )

  it('is a notice, and not a page, for a piece of a page', async () => {
    const { status, text, headers } = await person.fragment('/fault')
    expect(status).toBe(500)
    expect(text).not.toContain('<html')
    expect(text).toContain(headers.get('X-Request-Id'))
  })
})

it.each([
  ['/problem', 409, 'This run was cancelled meanwhile.'],
  ['/gone', 404, 'There is no such payment.'],
  ['/nowhere', 404, 'There is nothing at this address.'],
  ['/splynx', 503, 'Splynx does not answer at the moment.'],
  ['/mysql', 503, 'We cannot do this at the moment.'],
])('%s is answered with %i and a sentence', async (path, status, sentence) => {
  const page = await person.get(path)
  expect(page.status).toBe(status)
  expect(page.text).toContain(sentence)
  expect(page.text).not.toMatch(/10\.9\.8\.7|ECONNREFUSED|127\.0\.0\.1/)
  expect(page.headers.has('Retry-After')).toBe(status === 503)
})

it('an address that is not there is not repeated on the page', async () => {
  const page = await browser().get('/nowhere/<script>alert(1)</script>')
  expect(page.status).toBe(404)
  expect(page.text).not.toContain('alert(1)')
})

it('a form larger than any of ours is refused with 413', async () => {
  const clerk = await staff('clerk')
  const page = await clerk.post('/admin/logout', { padding: 'x'.repeat(70_000) })
  expect(page.status).toBe(413)
  expect((await clerk.get('/admin')).status).toBe(200)
})

it('a form with thousands of fields is refused', async () => {
  const person = browser()
  await person.get('/admin/login')
  const fields = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`f${at}`, '1']))
  expect((await person.post('/admin/login', fields)).status).toBe(413)
})

describe('while Redis is away', () => {
  const redis = connectRedis('redis://127.0.0.1:9/0', 'commands')
  const away = variant({ redis })

  it('nobody can log in, and is told so within seconds', async () => {
    const person = away.browser()
    await person.get('/admin/login')
    const page = await person.post('/admin/login', { login: 'clerk', password: 'clerk' })
    expect(page.status).toBe(503)
    expect(page.text).toContain('We cannot log you in at the moment')
    expect(page.headers.get('Retry-After')).toBe('30')
  })

  it.each(['/admin', '/ippay'])('who is logged in at %s is told so too', async (root) => {
    const { cookies } = await (root === '/admin' ? staff('clerk') : customer())
    const person = away.browser()
    for (const [name, value] of cookies) person.cookies.set(name, value)
    const page = await person.get(root)
    expect(page.status).toBe(503)
    expect(page.text).not.toMatch(/ECONNREFUSED|redis|MaxRetries/i)
  })

  it('readyz names it, healthz does not mind', async () => {
    const page = await away.browser().get('/readyz')
    expect(page.status).toBe(503)
    expect(JSON.parse(page.text)).toEqual({ ready: false, missing: ['redis'] })
    expect((await away.browser().get('/healthz')).status).toBe(200)
    redis.disconnect()
  })
})
