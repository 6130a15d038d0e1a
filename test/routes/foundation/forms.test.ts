import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createLog } from '../../../src/log.ts'
import { createMetrics } from '../../../src/metrics.ts'
import { answerError } from '../../../src/middleware/errors.tsx'
import { requests } from '../../../src/middleware/requests.ts'
import type { Env } from '../../../src/routes/env.ts'
import {
  amount,
  checked,
  date,
  id,
  many,
  optional,
  readForm,
  readId,
  readPaymentId,
  readQuery,
  readReturn,
  text,
} from '../../../src/routes/forms.ts'

const schema = z.object({
  name: optional(text(20)),
  amount: optional(amount),
  from: optional(date),
  partner: many(id),
  live: checked,
})

const log = createLog('silent', 'test')
const app = new Hono<Env>()
  .use(requests({ log, metrics: createMetrics(), trustProxy: 0 }))
  .post('/', async (c) => c.json(await readForm(c, schema)))
  .get('/', (c) => c.json(readQuery(c, schema)))
  .get('/id/:id', (c) => c.json(readId(c.req.param('id'))))
  .get('/payment/:id', (c) => c.json(readPaymentId(c.req.param('id'))))
  .onError(answerError)

const send = async (body: string): Promise<Partial<{ errors: object; values: object }>> => {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const response = await app.request('/', { method: 'POST', body, headers })
  return (await response.json()) as object
}

describe('a form', () => {
  it('is read into what it means', async () => {
    expect(await send('name=+Ada+&amount=12.5&from=2026-02-28&partner=1&partner=2&live=1')).toEqual(
      {
        ok: true,
        data: { name: 'Ada', amount: 1250, from: '2026-02-28', partner: [1, 2], live: true },
      },
    )
  })

  it('that is empty is one in which nothing was chosen', async () => {
    expect(await send('name=&amount=&from=')).toEqual({
      ok: true,
      data: { partner: [], live: false },
    })
  })

  it.each([
    ['amount=12.505', 'amount'],
    ['amount=-1', 'amount'],
    ['amount=1e3', 'amount'],
    ['amount=0', 'amount'],
    ['amount=9999999999', 'amount'],
    ['amount=1&amount=2', 'amount'],
    ['from=2026-02-30', 'from'],
    ['from=2026-2-3', 'from'],
    ['from=26-02-03', 'from'],
    ['from=2026-02-03T00:00', 'from'],
    ['partner=-1', 'partner'],
    ['partner=1.5', 'partner'],
    ['partner=99999999999999999999', 'partner'],
    [`${'partner=1&'.repeat(200)}`, 'partner'],
    ['name=a&name=b', 'name'],
    [`name=${'x'.repeat(5_000)}`, 'name'],
    ['name=a%00b', 'name'],
    ['name=a%0d%0aX-Header:b', 'name'],
    ['name=%F0%9F', undefined],
    ['__proto__=1&constructor=2', undefined],
  ])('with %s is at fault in %s', async (body, field) => {
    const reading = await send(body)
    expect(Object.keys(reading.errors ?? {})).toEqual(field ? [field] : [])
    expect(JSON.stringify(reading)).not.toMatch(/Invalid input|expected|received/)
  })

  it('that was refused never gives a secret back, whatever it was typed into', async () => {
    const reading = await send(
      'amount=0&name=4111+1111+1111+1111&card=4111111111111111&card_number=4111111111111111&cvv=987' +
        '&account=11111999&account_number=11111999&password=hunter2&account_type=checking&holder=Ada',
    )
    expect(JSON.stringify(reading)).not.toMatch(/4111|987|11111999|hunter2/)
    expect(reading.values).toMatchObject({ amount: '0', account_type: 'checking', holder: 'Ada' })
  })
})

it.each([
  ['/id/12', 200],
  ['/id/0', 404],
  ['/id/-1', 404],
  ['/id/1e3', 404],
  ['/id/01', 404],
  ['/id/9007199254740993', 404],
  ['/id/%27%20or%201=1', 404],
  ['/payment/01JDK3V5T2M8Q4R6W9Y0ABCDEF', 200],
  ['/payment/01jdk3v5t2m8q4r6w9y0abcdef', 404],
  ['/payment/01JDK3V5T2M8Q4R6W9Y0ABCDE', 404],
  ['/payment/..%2f..', 404],
])('%s is answered with %i', async (path, status) => {
  expect((await app.request(path)).status).toBe(status)
})

it('a filter is read from the address like a form', async () => {
  expect(await (await app.request('/?partner=3&from=2026-01-01')).json()).toMatchObject({
    ok: true,
    data: { partner: [3], from: '2026-01-01' },
  })
})

it.each([
  ['/admin/runs?page=2', '/admin/runs?page=2'],
  ['/administrator', '/admin'],
  ['/admin/../ippay', '/admin'],
  ['//evil.example/admin', '/admin'],
  ['/admin/logout', '/admin'],
  [undefined, '/admin'],
])('%s leads staff to %s', (target, expected) => {
  expect(readReturn(target, '/admin', '/admin')).toBe(expected)
})
