import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { startSplynx } from '../../../src/sandbox/splynx/start.ts'
import type { DocumentKind, Splynx } from '../../../src/splynx/splynx.ts'
import { createSplynxClient, type SplynxOptions } from '../../../src/splynx/splynx-client.ts'

// A simulated Splynx, which shares no code with the client, for the test file that imports this.

const KEY = 'contract-key'
const SECRET = 'contract-secret'
export const TODAY = '2026-11-24'

let simulator: Awaited<ReturnType<typeof startSplynx>>
export let splynx: Splynx

beforeAll(async () => {
  simulator = await startSplynx({
    port: 0,
    seed: 11,
    customers: 150,
    today: TODAY,
    apiKey: KEY,
    apiSecret: SECRET,
    staff: [{ login: 'clerk', password: 'clerk-password' }],
    customerLogins: [
      { login: 'ada', password: 'ada-password' },
      { login: 'grace', password: 'grace-password' },
    ],
    sessions: [],
  })
  splynx = client()
})
afterAll(async () => {
  await splynx.close()
  await simulator.close()
})

type Changes = Partial<Pick<SplynxOptions, 'key' | 'secret' | 'connections' | 'auth'>>

export const client = (changes: Changes = {}) =>
  createSplynxClient({
    url: simulator.url,
    key: KEY,
    secret: SECRET,
    timeoutMs: 10_000,
    connections: 4,
    ...changes,
  })

/** What Splynx itself lists, asked for without a line of the client. */
export async function raw<T = Record<string, string | number>>(path: string): Promise<T[]> {
  const authorization = `Basic ${Buffer.from(`${KEY}:${SECRET}`).toString('base64')}`
  const response = await fetch(`${simulator.url}/api/2.0/admin/${path}`, {
    headers: { authorization },
  })
  return (await response.json()) as T[]
}

export async function control(method: 'POST' | 'PUT', path: string, body: object) {
  const response = await fetch(`${simulator.url}/_sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.ok).toBe(true)
  return (await response.json()) as { id: number; number: string }
}

export const issue = (kind: DocumentKind, customerId: number, amountCents: number) =>
  control('POST', 'documents', { kind, customerId, amountCents })

export const deny = async (...denied: string[]) => {
  await control('PUT', 'settings', { denied })
  onTestFinished(async () => void (await control('PUT', 'settings', { denied: [] })))
}

export const faulty = async (kind: string, path: string) => {
  const rule = { kind, probability: 1, times: 1, match: { path: `/api/2.0/admin/${path}` } }
  await control('PUT', 'faults', { rules: [rule] })
  onTestFinished(async () => void (await control('PUT', 'faults', { rules: [] })))
}

export const centsOf = (amount: string | number | undefined) => Math.round(Number(amount) * 100)
