import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { KEY, SECRET, setup } from './splynx-support.ts'

// What other people's clients put on the wire, byte by byte, and what they read of the answers. They
// judge by exact statuses and by the exact spelling of a header (Splynx facts §7).

interface RawAnswer {
  statusLine: string
  status: number
  /** As they came, spelling and all. */
  headers: Record<string, string>
  body: string
}

/** Sends bytes as they are and reads what comes back as the PHP client takes it apart. */
function exchange(url: string, request: string): Promise<RawAnswer> {
  const { port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(request.replace('HOST', `127.0.0.1:${port}`))
    })
    let text = ''
    const isWhole = () => {
      const [head = '', ...rest] = text.split('\r\n\r\n')
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
      return text.includes('\r\n\r\n') && Buffer.byteLength(rest.join('\r\n\r\n')) >= length
    }
    socket.setEncoding('utf8')
    socket.on('data', (chunk) => {
      text += chunk
      if (isWhole()) socket.end()
    })
    socket.on('error', reject)
    socket.on('close', () => {
      const [head = '', ...rest] = text.split('\r\n\r\n')
      const [statusLine = '', ...lines] = head.split('\r\n')
      const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s).slice(0, 2)))
      const status = Number(statusLine.split(' ')[1])
      resolve({ statusLine, status, headers, body: rest.join('\r\n\r\n') })
    })
  })
}

const signatureOf = (nonce: string) =>
  createHmac('sha256', SECRET).update(`${nonce}${KEY}`).digest('hex').toUpperCase()

describe('the official PHP client', () => {
  /** Headers in the order in which its curl sends them. */
  const bytes = (
    method: string,
    path: string,
    { auth, body, version = '2.0' }: { auth: string; body?: string; version?: string },
  ) =>
    [
      `${method} /api/${version}/${path} HTTP/1.1`,
      'Host: HOST',
      `User-Agent: Splynx PHP API ${version}`,
      'Accept: */*',
      'Content-type: application/json',
      `Authorization: Splynx-EA (${auth})`,
      ...(body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
      '',
      body ?? '',
    ].join('\r\n')

  /** `round(microtime(true) * 100)` is a float, which PHP writes with a point. */
  const logInBody = (nonce: string) =>
    `{"auth_type":"api_key","key":"${KEY}","nonce":${nonce}.0,"signature":"${signatureOf(nonce)}"}`

  async function loggedIn() {
    const splynx = await setup()
    const body = logInBody('176412345678')
    const answer = await exchange(
      splynx.url,
      bytes('POST', 'admin/auth/tokens', { auth: 'access_token=', body }),
    )
    expect(answer.status).toBe(201)
    const tokens = JSON.parse(answer.body) as Record<string, string>
    const auth = `access_token=${tokens.access_token}`
    const call = (method: string, path: string, body?: string) =>
      exchange(splynx.url, bytes(method, path, { auth, ...(body !== undefined && { body }) }))
    return { ...splynx, tokens, call }
  }

  it('logs in with an empty token in the header and a nonce with a point', async () => {
    const { tokens } = await loggedIn()
    expect(tokens).toMatchObject({
      access_token: expect.stringMatching(/^[0-9a-f]{32}$/),
      access_token_expiration: expect.any(Number),
      refresh_token_expiration: expect.any(Number),
      permissions: [],
    })
  })

  it('counts by a header spelled X-total-count, with 204 and no body', async () => {
    const { call } = await loggedIn()
    const query = 'main_attributes%5Bstatus%5D=active'
    const { status, headers, body } = await call('HEAD', `admin/customers/customer?${query}`)
    expect(status).toBe(204)
    expect(body).toBe('')
    expect(Number(headers['X-total-count'])).toBeGreaterThan(40)
    expect(headers['Access-Control-Expose-Headers']).toBe('X-total-count')
  })

  it('walks through the example of locations: 200, 201 with an id, 202, 204', async () => {
    const { call } = await loggedIn()
    const path = 'admin/administration/locations'
    const schema = await call('OPTIONS', path)
    expect(schema.status).toBe(200)
    expect(JSON.parse(schema.body).attributes[1]).toEqual({
      name: 'name',
      title: 'Location',
      type: 'string',
      required: true,
    })
    expect(JSON.parse((await call('GET', path)).body)).toHaveLength(4)
    const created = await call('POST', path, '{"name":"API test #1"}')
    expect(created.statusLine).toBe('HTTP/1.1 201 Created')
    const { id } = JSON.parse(created.body) as { id: number }
    const changed = await call('PUT', `${path}/${id}`, '{"name":"NAME CHANGED #2"}')
    expect([changed.status, changed.body]).toEqual([202, ''])
    expect(JSON.parse((await call('GET', `${path}/${id}`)).body).name).toBe('NAME CHANGED #2')
    const deleted = await call('DELETE', `${path}/${id}`)
    expect([deleted.status, deleted.body]).toEqual([204, ''])
  })

  it('searches as http_build_query writes it, operators, order and limits', async () => {
    const { call } = await loggedIn()
    const query = [
      'main_attributes%5Blogin%5D%5B0%5D=LIKE&main_attributes%5Blogin%5D%5B1%5D=a',
      'main_attributes%5Bpartner_id%5D%5B0%5D=BETWEEN&main_attributes%5Bpartner_id%5D%5B1%5D=1',
      'main_attributes%5Bpartner_id%5D%5B2%5D=10&main_attributes%5Badded_by%5D=admin',
      'order%5Bid%5D=DESC&limit=10&offset=2',
    ].join('&')
    const found = JSON.parse((await call('GET', `admin/customers/customer?${query}`)).body)
    const ids = (found as { id: number }[]).map(({ id }) => id)
    expect(ids).toHaveLength(10)
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
  })

  it('renews with its old access token in the header, and logs out with it', async () => {
    const { call, tokens, send } = await loggedIn()
    await send('POST', '/_sandbox/tokens/expire', { body: {} })
    const renewed = await call('GET', `admin/auth/tokens/${tokens.refresh_token}`)
    expect(renewed.status).toBe(200)
    const { refresh_token } = JSON.parse(renewed.body) as Record<string, string>
    expect((await call('DELETE', `admin/auth/tokens/${refresh_token}`)).status).toBe(204)
  })

  it('signs calls of version 1.0, learns who the sash stands for from headers as spelled', async () => {
    const { url, send } = await setup()
    const opened = await send('POST', '/_sandbox/sessions', { body: { login: 'clerk' } })
    const { sash } = opened.body as { sash: string }
    const nonce = '176412345679'
    const auth = `key=${KEY}&signature=${signatureOf(nonce)}&nonce=${nonce}&sash=${sash}`
    const path = 'admin/administration/locations'
    const { status, headers } = await exchange(url, bytes('GET', path, { auth, version: '1.0' }))
    expect(status).toBe(200)
    expect(headers['SpL-Administrator-Id']).toBe('2')
    expect(headers['SpL-Administrator-Role']).toBe('financial-manager')
    expect(headers['SpL-Administrator-Partner']).toBe('0')
  })

  it('gets an empty list where nothing matches, and an error object where it may not', async () => {
    const { call } = await loggedIn()
    const none = await call('GET', 'admin/customers/customer?main_attributes%5Bid%5D=0')
    expect([none.status, none.body]).toEqual([200, '[]'])
    const refused = await call('POST', 'admin/config/entry-points', '{}')
    expect(refused.body).toBe(
      '{"error":{"message":"Method is disabled!","code":405,"internal_code":"METHOD_DISABLED"}}',
    )
  })
})

describe('the official Python client', () => {
  it('logs in with the word None as its token, under one user agent', async () => {
    const { api } = await setup()
    const nonce = '176412345680'
    const answer = await api('POST', 'admin/auth/tokens', {
      authorization: 'Splynx-EA (access_token=None)',
      headers: { 'user-agent': 'Splynx Python API v2' },
      body: { auth_type: 'api_key', key: KEY, nonce: Number(nonce), signature: signatureOf(nonce) },
    })
    expect(answer.status).toBe(201)
  })
})

describe('TypeScript clients', () => {
  it('of Rapid-Networks log in without a header and renew without one', async () => {
    const { api } = await setup()
    const nonce = String(Math.floor(Date.now() / 1000))
    const body = {
      auth_type: 'api_key',
      key: KEY,
      signature: signatureOf(nonce),
      nonce: Number(nonce),
    }
    const answer = await api('POST', 'admin/auth/tokens', { body, authorization: null })
    const { refresh_token } = answer.body as Record<string, string>
    const renewed = await api('GET', `admin/auth/tokens/${refresh_token}`, { authorization: null })
    expect(renewed).toMatchObject({ status: 200, body: { access_token: expect.any(String) } })
  })

  it('of BetterCorp post a payment as a form of parts', async () => {
    const { send, row, issue } = await setup()
    const invoice = await issue('invoice', 5000)
    const fields = {
      customer_id: '1',
      invoice_id: String(invoice),
      payment_type: '3',
      receipt_number: 'BC-1',
      date: '2026-11-24',
      amount: '50.00',
      field_1: 'x',
    }
    const boundary = '--------------------------515890814546601021194782'
    const parts = Object.entries(fields).map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const answer = await send('POST', '/api/2.0/admin/finance/payments', {
      body: `${parts.join('')}--${boundary}--\r\n`,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    })
    expect(answer.status).toBe(201)
    const { id } = answer.body as { id: number }
    expect(await row(`admin/finance/payments/${id}`)).toMatchObject({
      amount: '50.0000',
      payment_type: 3,
      receipt_number: 'BC-1',
      field_1: 'x',
    })
  })

  it('of BetterCorp ask by plain parameters, which say nothing', async () => {
    const { rows, row } = await setup()
    const all = await rows('admin/finance/invoices')
    expect(await rows('admin/finance/invoices?customer_id=5&page=2&per_page=1')).toEqual(all)
    const [first] = all
    expect(await row(`admin/finance/invoices/${first?.id}?customer_id=5`)).toEqual(first)
  })
})
