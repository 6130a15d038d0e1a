import { createHmac } from 'node:crypto'
import { expect, onTestFinished } from 'vitest'
import { type StartOptions, startSplynx } from '../../src/sandbox/splynx/start.ts'

export const KEY = 'demo-key'
export const SECRET = 'demo-secret'
export const TODAY = '2026-11-24'

let nonce = Date.now()

/** A signed header, made here without a line of the simulator's. */
export function signed(more: { nonce?: number; key?: string; secret?: string } = {}): string {
  const { key = KEY, secret = SECRET } = more
  nonce += 1
  const used = more.nonce ?? nonce
  const signature = createHmac('sha256', secret).update(`${used}${key}`).digest('hex').toUpperCase()
  return `Splynx-EA (key=${key}&nonce=${used}&signature=${signature})`
}

export interface Answer {
  status: number
  /** Of any shape: tests look into it with `toMatchObject`. */
  body: unknown
  headers: Headers
}

export interface Request {
  body?: unknown
  authorization?: string | null
  headers?: Record<string, string>
}

/** Starts a small Splynx for one test and hands out ways to talk to it. */
export async function setup(options: Partial<StartOptions> = {}) {
  const splynx = await startSplynx({
    port: 0,
    seed: 7,
    customers: 60,
    today: TODAY,
    apiKey: KEY,
    apiSecret: SECRET,
    staff: [{ login: 'clerk', password: 'clerk-password' }],
    customerLogins: [{ login: 'ada', password: 'ada-password' }],
    sessions: ['portal-session', 'staff-session=clerk'],
    ...options,
  })
  onTestFinished(() => splynx.close())

  async function send(method: string, path: string, request: Request = {}): Promise<Answer> {
    const { body, authorization = signed(), headers = {} } = request
    const isText = typeof body === 'string' || Buffer.isBuffer(body)
    const response = await fetch(`${splynx.url}${path}`, {
      method,
      headers: {
        ...(authorization === null ? {} : { authorization }),
        ...(body === undefined || isText ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || isText ? (body as string | undefined) : JSON.stringify(body),
    })
    const text = await response.text()
    return {
      status: response.status,
      body: text === '' ? null : JSON.parse(text),
      headers: response.headers,
    }
  }

  const api = (method: string, path: string, request?: Request) =>
    send(method, `/api/2.0/${path}`, request)

  /** The rows of a list. */
  async function rows(path: string, request?: Request): Promise<Record<string, unknown>[]> {
    const { status, body } = await api('GET', path, request)
    if (status !== 200 || !Array.isArray(body)) throw new Error(`${path}: ${status}`)
    return body
  }

  async function row(path: string): Promise<Record<string, unknown>> {
    const { status, body } = await api('GET', path)
    if (status !== 200) throw new Error(`${path}: ${status}`)
    return body as Record<string, unknown>
  }

  async function logIn(body: Record<string, unknown>, headers: Record<string, string> = {}) {
    const answer = await api('POST', 'admin/auth/tokens', { body, authorization: null, headers })
    return answer.body as Tokens
  }

  /** An invoice or proforma of customer 1, made by the world. */
  async function issue(kind: 'invoice' | 'proforma', amountCents: number, customerId = 1) {
    const body = { kind, customerId, amountCents }
    const answer = await send('POST', '/_sandbox/documents', { body })
    return (answer.body as { id: number }).id
  }

  async function balance(customerId = 1): Promise<number> {
    return Number((await row(`admin/customers/customer-billing/${customerId}`)).deposit)
  }

  const pay = (body: Record<string, unknown>) =>
    api('POST', 'admin/finance/payments', { body: { customer_id: 1, ...body } })

  return { url: splynx.url, send, api, rows, row, logIn, issue, balance, pay }
}

export interface Tokens {
  access_token: string
  access_token_expiration: number
  refresh_token: string
  refresh_token_expiration: number
  permissions: unknown
}

export const bearer = ({ access_token }: Pick<Tokens, 'access_token'>) =>
  `Splynx-EA (access_token=${access_token})`

/** `main_attributes[field][0]=OP&…` as PHP encodes it, brackets and all. */
export function where(field: string, operator: string, ...values: (string | number)[]): string {
  const key = (index: string) => encodeURIComponent(`main_attributes[${field}]${index}`)
  const nested = operator === 'IN'
  const operands = values.map((value, at) => {
    const index = nested ? `[1][${at}]` : `[${at + 1}]`
    return `${key(index)}=${encodeURIComponent(value)}`
  })
  return [`${key('[0]')}=${encodeURIComponent(operator)}`, ...operands].join('&')
}

export const errorOf = (code: number, internal_code: string) => ({
  error: { code, internal_code, message: expect.any(String) },
})
