import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { SplynxError } from '../../src/splynx/splynx.ts'
import {
  type Answering,
  collect,
  halfClosed,
  inTurn,
  invoice,
  json,
  KEY,
  lists,
  mute,
  page,
  reset,
  SECRET,
  says,
  setup,
} from './support/stub.ts'

const errorIn = async (promise: Promise<unknown>): Promise<SplynxError> => {
  const error = await promise.then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => error,
  )
  expect(error).toBeInstanceOf(SplynxError)
  return error as SplynxError
}

const envelope = (code: number, internal_code: string) => ({
  error: { message: 'Nope', code, internal_code },
})

it('signs each request with a larger nonce, under one constant User-Agent', async () => {
  const { splynx, requests } = await setup(lists())
  await splynx.findDocuments('invoice', [1])
  await splynx.findDocuments('invoice', [2])
  const nonces = requests.map(({ headers }) => {
    const [, key, nonce = '', signature] =
      /^Splynx-EA \(key=(.+)&nonce=(\d+)&signature=(.+)\)$/.exec(headers.authorization ?? '') ?? []
    const expected = createHmac('sha256', SECRET)
      .update(nonce + KEY)
      .digest('hex')
      .toUpperCase()
    expect({ key, signature }).toEqual({ key: KEY, signature: expected })
    return Number(nonce)
  })
  expect(nonces[1]).toBeGreaterThan(nonces[0]!)
  expect(requests.map(({ headers }) => headers['user-agent'])).toEqual([
    'splynx-ippay',
    'splynx-ippay',
  ])
})

it.each(['', '/', '/api/2.0', '/api/2.0/', '/api/1.0/'])(
  'finds the API when the address ends in "%s"',
  async (end) => {
    const first = await setup(lists())
    const { splynx } = await setup(mute, { url: first.url + end })
    await splynx.listPartners()
    expect(first.requests[0]?.path).toBe('/api/2.0/admin/administration/partners')
  },
)

it('finds the API below a path', async () => {
  const first = await setup(lists())
  const { splynx } = await setup(mute, { url: `${first.url}/billing/` })
  await splynx.listPartners()
  expect(first.requests[0]?.path).toBe('/billing/api/2.0/admin/administration/partners')
})

describe('a read is tried again after', () => {
  it.each([
    { name: 'a reset', answer: reset },
    { name: 'half an answer', answer: halfClosed },
    { name: 'a 500', answer: says(500, envelope(500, 'SERVER_ERROR')) },
    { name: 'a page of a proxy with 502', answer: page(502) },
  ])('$name', async ({ answer }) => {
    const { splynx, requests } = await setup(inTurn(answer, answer, lists(invoice(1))))
    expect((await splynx.findDocuments('invoice', [1])).documents).toHaveLength(1)
    expect(requests).toHaveLength(3)
    const signatures = new Set(requests.map(({ headers }) => headers.authorization))
    expect(signatures.size).toBe(3)
  })

  it('a timeout, and once only: a Splynx that hangs is not asked a third time', async () => {
    const { splynx, requests } = await setup(mute, { timeoutMs: 300 })
    const { message, status } = await errorIn(splynx.findDocument('invoice', 5))
    expect(message).toBe('Splynx: GET /admin/finance/invoices/5: no answer within 300 ms')
    expect(status).toBeNull()
    expect(requests).toHaveLength(2)
  })
})

it('a read that comes too fast for Splynx is tried again when Splynx says so', async () => {
  const busy: Answering = (response) =>
    void response.writeHead(429, { 'retry-after': '0.2' }).end('{}')
  const { splynx } = await setup(inTurn(busy, lists()))
  const startedMs = performance.now()
  expect(await splynx.listPartners()).toEqual([])
  expect(performance.now() - startedMs).toBeGreaterThan(190)
})

it('a person waits for a read, with all its tries, no longer than was said', async () => {
  const { splynx, requests } = await setup(mute, { timeoutMs: 5_000, quickMs: 200 })
  expect((await errorIn(splynx.listPartners())).message).toMatch(/no answer within (1\d\d|200) ms/)
  expect(requests).toHaveLength(1)
})

it('a read gives up after three tries', async () => {
  const { splynx, requests } = await setup(page(503))
  expect(await errorIn(splynx.listLocations())).toMatchObject({ status: 503 })
  expect(requests).toHaveLength(3)
})

it('a read of a Splynx that is not there says so', async () => {
  const { splynx, stop } = await setup(mute)
  await stop()
  expect((await errorIn(splynx.listPartners())).message).toBe(
    'Splynx: GET /admin/administration/partners: connection refused',
  )
})

describe('a refusal is final', () => {
  it.each([
    { status: 400, code: 'BAD_REQUEST', words: 'with 400 BAD_REQUEST' },
    { status: 403, code: 'FORBIDDEN', words: 'the API key lacks the permission' },
    { status: 405, code: 'METHOD_DISABLED', words: 'switched off in Splynx' },
  ])('$status $code', async ({ status, code, words }) => {
    const { splynx, requests } = await setup(says(status, envelope(status, code)))
    const error = await errorIn(splynx.findDocuments('proforma', [1]))
    expect(error).toMatchObject({ status, internalCode: code })
    expect(error.message).toContain(words)
    expect(requests).toHaveLength(1)
  })
})

describe('an answer that is not what was asked for is an error and no empty list', () => {
  it.each([
    { name: 'a page', answer: page(200, '<html>Login</html>'), words: '200 (no JSON)' },
    { name: 'cut JSON', answer: page(200, '[{"id":1'), words: '200 (no JSON)' },
    { name: 'nothing', answer: page(200, ''), words: '200 (no JSON)' },
    { name: 'an object', answer: says(200, { items: [] }), words: 'no list' },
    { name: 'null', answer: says(200, null), words: 'no list' },
    { name: 'a list with 201', answer: says(201, []), words: '201' },
    { name: 'a redirect', answer: says(302, ''), words: 'sent elsewhere' },
  ])('$name', async ({ answer, words }) => {
    const { splynx, requests } = await setup(answer)
    const error = await errorIn(collect(splynx.eachDocument({ kind: 'invoice' })))
    expect(error.message).toContain(words)
    expect(requests).toHaveLength(1)
  })
})

it('an answer above 32 MiB is given up, once', async () => {
  const { splynx, requests } = await setup((response) => {
    response.writeHead(200)
    response.end(Buffer.alloc(33 * 1024 * 1024, ' '))
  })
  expect((await errorIn(splynx.listPartners())).message).toContain('answer too long')
  expect(requests).toHaveLength(1)
})

it('no error tells the key, the secret, a signature, a query or what the answer said', async () => {
  const leaky = (text: string) => says(403, { error: { message: text, internal_code: text } })
  const { splynx } = await setup((response, request, number) =>
    leaky(`${KEY} ${request.headers.authorization} ${SECRET}`)(response, request, number),
  )
  const errors = await Promise.all([
    errorIn(splynx.findPaymentByReceipt('RECEIPT')),
    errorIn(splynx.searchCustomers('Olson', 5)),
    errorIn(splynx.logInStaff('clerk', 'correct horse')),
  ])
  for (const { message, stack } of errors) {
    expect(`${message}${stack}`).not.toMatch(
      /abcdef|secret|signature|RECEIPT|Olson|horse|Splynx-EA/,
    )
  }
})

it('a timeout covers the answer to its last byte', async () => {
  const { splynx } = await setup(
    (response) => {
      response.writeHead(200)
      response.write('[')
    },
    { timeoutMs: 300 },
  )
  expect((await errorIn(splynx.listPartners())).message).toContain('no answer within 300 ms')
})

describe('the check of the connection', () => {
  it('passes when a signed list comes back', async () => {
    const { splynx, requests } = await setup(lists({ id: 1, name: 'Main' }))
    expect(await splynx.check()).toEqual({ ok: true, latencyMs: expect.any(Number) })
    expect(requests[0]?.query).toEqual(['order[id]=ASC', 'limit=1'])
  })

  it.each([
    { answer: says(401, envelope(401, 'UNAUTHORIZED')), cause: 'does not accept the API key' },
    { answer: page(404), cause: '404' },
    { answer: page(200), cause: 'no JSON' },
    { answer: says(200, { status: 'ok' }), cause: 'not what was asked for' },
    { answer: reset, cause: 'connection closed' },
  ])('says what is wrong: $cause', async ({ answer, cause }) => {
    const { splynx } = await setup(answer)
    expect(await splynx.check()).toEqual({ ok: false, cause: expect.stringContaining(cause) })
  })
})

it('closing waits for what is under way and refuses what comes later', async () => {
  let release = () => {}
  const { splynx, requests } = await setup((response) => {
    release = () => json(response, [{ id: 1, name: 'Main' }])
  })
  const partners = splynx.listPartners()
  await expect.poll(() => requests.length).toBe(1)
  const closing = splynx.close()
  release()
  expect(await partners).toEqual([{ id: 1, name: 'Main' }])
  await closing
  expect((await errorIn(splynx.listPartners())).message).toContain('client closed')
})
