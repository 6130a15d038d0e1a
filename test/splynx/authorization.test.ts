import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createAuthorizer, TOKENS } from '../../src/splynx/authorization.ts'
import type { Answer, Call } from '../../src/splynx/http.ts'
import { createNonce, createSigner } from '../../src/splynx/sign.ts'
import { createSplynxClient } from '../../src/splynx/splynx-client.ts'
import {
  type Answering,
  json,
  KEY,
  page,
  type Received,
  SECRET,
  says,
  setup,
} from './support/stub.ts'

const refusal = (internal_code: string) => ({
  error: { message: 'Nope', code: 401, internal_code },
})

const signatureOf = (nonce: string | number) =>
  createHmac('sha256', SECRET).update(`${nonce}${KEY}`).digest('hex').toUpperCase()

const signed = /^Splynx-EA \(key=abcdef&nonce=(\d+)&signature=([0-9A-F]{64})\)$/

/** A Splynx whose key has "check_nonce" switched on. */
function strictSplynx(work: (request: Received) => { status: number; body: unknown }) {
  let lastNonce = 0
  const tokens = new Set<string>()
  const seen = { refused: 0, logIns: 0 }

  function isFresh(nonce: number, signature: string): boolean {
    const isGood = signature === signatureOf(nonce) && nonce > lastNonce
    if (isGood) lastNonce = nonce
    else seen.refused++
    return isGood
  }

  const answer: Answering = (response, request) => {
    const { authorization = '' } = request.headers
    if (request.method === 'POST' && request.path.endsWith(TOKENS)) {
      const { nonce, signature } = request.body as { nonce: number; signature: string }
      if (!isFresh(nonce, signature)) return json(response, refusal('UNAUTHORIZED'), 401)
      seen.logIns++
      const token = `token${tokens.size}`
      tokens.add(token)
      return json(response, tokenBody(token), 201)
    }
    if (request.method === 'DELETE') return void response.writeHead(204).end()
    const [, nonce, signature] = signed.exec(authorization) ?? []
    const [, token] = /access_token=(\w+)/.exec(authorization) ?? []
    const isKnown = nonce ? isFresh(Number(nonce), signature!) : tokens.has(token ?? '')
    if (!isKnown) return json(response, refusal('UNAUTHORIZED'), 401)
    const { status, body } = work(request)
    return json(response, body, status)
  }
  return { answer, seen }
}

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds
const tokenBody = (token: string) => ({
  access_token: token,
  access_token_expiration: inSeconds(1_800),
  refresh_token: `refresh-${token}`,
  refresh_token_expiration: inSeconds(86_400),
  permissions: [],
})

const PAYMENT = {
  customerId: 7,
  amountCents: 4_999,
  date: '2026-03-01',
  paymentType: 3,
  comment: '',
}

describe('a key that checks its nonces', () => {
  it('serves many processes at once, and no write is carried out twice or lost', async () => {
    const created: unknown[] = []
    const { answer, seen } = strictSplynx(({ method, body }) => {
      if (method === 'GET') return { status: 200, body: [{ id: 1, name: 'Main' }] }
      created.push((body as { receipt_number: string }).receipt_number)
      return { status: 201, body: { id: created.length } }
    })
    const { url, splynx: first } = await setup(answer)
    const options = { url, key: KEY, secret: SECRET, timeoutMs: 5_000, connections: 20 }
    const others = [1, 2, 3].map(() => createSplynxClient(options))
    const clients = [first, ...others]
    const results = await Promise.all(
      clients.flatMap((client, at) =>
        Array.from({ length: 30 }, async (_, number) => [
          await client.listPartners(),
          await client.createPayment({ ...PAYMENT, receiptNumber: `R${at}-${number}` }),
        ]),
      ),
    )
    expect(results).toHaveLength(120)
    for (const [partners, result] of results) {
      expect(partners).toHaveLength(1)
      expect(result).toMatchObject({ kind: 'created' })
    }
    expect(new Set(created).size).toBe(120)
    expect(created).toHaveLength(120)
    // Signatures were overtaken, and each process then logged in once.
    expect(seen.refused).toBeGreaterThan(0)
    expect(seen.logIns).toBeLessThanOrEqual(4)
    await Promise.all(others.map((client) => client.close()))
  })

  it('serves a host whose clock is behind that of another', async () => {
    const { answer } = strictSplynx(() => ({ status: 200, body: [] }))
    const { splynx, url } = await setup(answer)
    const ahead = createSigner({
      key: KEY,
      secret: SECRET,
      nextNonce: createNonce(() => Date.now() + 30_000),
    })
    const response = await fetch(`${url}/api/2.0/admin/administration/partners`, {
      headers: { authorization: ahead() },
    })
    expect(response.status).toBe(200)
    expect(await splynx.listPartners()).toEqual([])
  })

  it('can be met with a token from the first request on', async () => {
    const { answer, seen } = strictSplynx(() => ({ status: 200, body: [] }))
    const { splynx, requests } = await setup(answer, { auth: 'token' })
    await splynx.listPartners()
    await splynx.listLocations()
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET'])
    expect(seen.refused).toBe(0)
    await splynx.close()
    expect(requests.at(-1)).toMatchObject({
      method: 'DELETE',
      path: `/api/2.0${TOKENS}/refresh-token0`,
    })
  })
})

describe('a write that was answered with 401', () => {
  it.each([
    { name: 'by a page of a proxy', answer: page(401) },
    { name: 'without a word of Splynx’s', answer: says(401, []) },
  ])('$name is not sent again: nobody knows what became of it', async ({ answer }) => {
    const { splynx, requests } = await setup(answer)
    expect(await splynx.createPayment({ ...PAYMENT, receiptNumber: 'R1' })).toMatchObject({
      kind: 'unknown',
    })
    expect(requests).toHaveLength(1)
  })

  it('by Splynx, which knows neither signature nor log-in, stays undecided', async () => {
    const { splynx, requests } = await setup(says(401, refusal('UNAUTHORIZED')))
    const result = await splynx.createPayment({ ...PAYMENT, receiptNumber: 'R1' })
    expect(result).toMatchObject({ kind: 'unknown', cause: expect.stringContaining('401') })
    const paths = requests.map(({ path }) => path.replace('/api/2.0', ''))
    expect(paths.filter((path) => path !== TOKENS)).toHaveLength(1)
  })
})

it('a wrong secret is told at once, and Splynx is not asked for tokens again and again', async () => {
  const { splynx, requests } = await setup(says(401, refusal('UNAUTHORIZED')))
  for (let times = 0; times < 3; times++) {
    await expect(splynx.listPartners()).rejects.toMatchObject({
      status: 401,
      message: expect.stringContaining('does not accept the API key'),
    })
  }
  const logIns = requests.filter(({ path }) => path.endsWith(TOKENS))
  expect(logIns).toHaveLength(5)
})

describe('a token', () => {
  const START_MS = 1_790_000_000_000
  type Script = (call: Call) => Partial<Answer & { kind: 'answered' }> | 'silent'

  /** An authorizer that has been refused once, with a clock to move. */
  async function setUp(script: Script) {
    let nowMs = START_MS
    const calls: Call[] = []
    const authorizer = createAuthorizer({
      mode: 'auto',
      sign: createSigner({ key: KEY, secret: SECRET }),
      nowMs: () => nowMs,
      async exchange(call) {
        calls.push(call)
        const answer = script(call)
        if (answer === 'silent') return { kind: 'silent', cause: 'reset', mayPass: true }
        return { kind: 'answered', status: 200, body: undefined, headers: {}, ...answer }
      },
    })
    return {
      authorizer,
      calls,
      forward(ms: number) {
        nowMs += ms
      },
      asked: () => calls.map(({ method, path }) => `${method} ${path.replace(TOKENS, '')}`.trim()),
    }
  }

  let number = 0
  const token = (lifeS = 1_800) => ({
    access_token: `t${++number}`,
    access_token_expiration: START_MS / 1_000 + lifeS,
    refresh_token: `r${number}`,
    refresh_token_expiration: START_MS / 1_000 + 30 * 86_400,
  })
  const grants: Script = ({ method }) => ({ status: method === 'POST' ? 201 : 200, body: token() })
  const refused = (code: string): Answer => ({
    kind: 'answered',
    status: 401,
    headers: {},
    body: refusal(code),
  })

  it('is renewed five seconds before its end, once for all who need it, without a nonce', async () => {
    number = 0
    const { authorizer, forward, asked } = await setUp(({ method }) => ({
      status: method === 'POST' ? 201 : 200,
      body: token(method === 'POST' ? 1_800 : 3_600),
    }))
    const first = await authorizer.instead(await authorizer.next(), refused('UNAUTHORIZED'))
    expect(await authorizer.next()).toBe(first)
    forward(1_794_000)
    expect(await authorizer.next()).toBe(first)
    forward(2_000)
    const fresh = await Promise.all([authorizer.next(), authorizer.next(), authorizer.next()])
    expect(new Set(fresh)).toEqual(new Set(['Splynx-EA (access_token=t2)']))
    expect(asked()).toEqual(['POST', 'GET /r1'])
  })

  it('is not renewed with each request when the clock of Splynx is an hour behind ours', async () => {
    const { authorizer, calls } = await setUp(() => ({ status: 201, body: token(-1_800) }))
    await authorizer.instead('x', refused('UNAUTHORIZED'))
    await authorizer.next()
    await authorizer.next()
    expect(calls).toHaveLength(1)
  })

  it.each(['NOT_FOUND', 'EXPIRED_REFRESH_TOKEN', 'TOKEN_BANNED', 'IP_CHANGED'])(
    'that cannot be renewed (%s) is replaced by a log-in',
    async (code) => {
      const { authorizer, forward, asked } = await setUp((call) =>
        call.method === 'POST' ? grants(call) : { status: 401, body: refusal(code) },
      )
      await authorizer.instead('x', refused('UNAUTHORIZED'))
      forward(1_800_000)
      expect(await authorizer.next()).toContain('access_token=')
      expect(asked().map((line) => line.split(' ')[0])).toEqual(['POST', 'GET', 'POST'])
    },
  )

  it('after the end of its refresh token is replaced by a log-in', async () => {
    const { authorizer, forward, asked } = await setUp(grants)
    await authorizer.instead('x', refused('UNAUTHORIZED'))
    forward(31 * 86_400_000)
    await authorizer.next()
    expect(asked()).toEqual(['POST', 'POST'])
  })

  it.each(['EXPIRED_ACCESS_TOKEN', 'TOKEN_BANNED', 'USER_AGENT_CHANGED', 'IP_CHANGED'])(
    'that Splynx refuses (%s) is replaced, once for all who were refused with it',
    async (code) => {
      const { authorizer, calls } = await setUp(grants)
      const old = (await authorizer.instead('x', refused('UNAUTHORIZED')))!
      const replaced = await Promise.all([
        authorizer.instead(old, refused(code)),
        authorizer.instead(old, refused(code)),
      ])
      expect(await authorizer.instead(old, refused(code))).toBe(replaced[0])
      expect(replaced[0]).toBe(replaced[1])
      expect(replaced[0]).not.toBe(old)
      expect(calls).toHaveLength(2)
    },
  )

  it('is given up for a while where our own address changes all the time', async () => {
    const { authorizer, forward } = await setUp(grants)
    let current = (await authorizer.instead('x', refused('UNAUTHORIZED')))!
    for (let times = 0; times < 3; times++) {
      current = (await authorizer.instead(current, refused('IP_CHANGED')))!
    }
    expect(current).toMatch(signed)
    expect(await authorizer.next()).toMatch(signed)
    forward(11 * 60_000)
    expect(await authorizer.next()).toContain('access_token=')
  })

  it.each([
    { name: 'refuses to give any', answer: { status: 403, body: refusal('FORBIDDEN') } },
    { name: 'does not answer', answer: 'silent' as const },
    { name: 'answers with nonsense', answer: { status: 201, body: '<html>' } },
  ])(
    'that Splynx $name is no reason to stop: the request is signed once more',
    async ({ answer }) => {
      const { authorizer } = await setUp(() => answer)
      const before = await authorizer.next()
      const again = await authorizer.instead(before, refused('UNAUTHORIZED'))
      expect(again).toMatch(signed)
      expect(again).not.toBe(before)
    },
  )
})
