import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { SplynxOptions } from '../../../src/splynx/splynx-client.ts'
import { createSplynxClient } from '../../../src/splynx/splynx-client.ts'

/** What arrived, in order. */
export interface Received {
  method: string
  path: string
  /** Decoded, in the order of the address. */
  query: string[]
  headers: IncomingHttpHeaders
  body: unknown
}

export type Answering = (response: ServerResponse, request: Received, number: number) => void

export const KEY = 'abcdef'
export const SECRET = 'top/secret'

/** A Splynx that answers what a test says, and a client of it. */
export async function setup(answer: Answering, options: Partial<SplynxOptions> = {}) {
  const requests: Received[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    request.on('end', () => {
      const [path = '', query = ''] = (request.url ?? '').split('?')
      const received = {
        method: request.method ?? '',
        path,
        query: query ? query.split('&').map(decodeURIComponent) : [],
        headers: request.headers,
        body: text === '' ? undefined : JSON.parse(text),
      }
      requests.push(received)
      answer(response, received, requests.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const splynx = createSplynxClient({
    url,
    key: KEY,
    secret: SECRET,
    timeoutMs: 5_000,
    connections: 4,
    retryDelaysMs: [0, 0],
    ...options,
  })
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(async () => {
    await stop()
    await splynx.close()
  })
  return { splynx, requests, url, stop }
}

export function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

/** Each request gets the next answer; the last one goes on. */
export const inTurn =
  (...answers: Answering[]): Answering =>
  (response, request, number) =>
    answers[Math.min(number, answers.length) - 1]?.(response, request, number)

export const lists =
  (...rows: unknown[]): Answering =>
  (response) =>
    json(response, rows)

export const says =
  (status: number, body: unknown): Answering =>
  (response) =>
    json(response, body, status)

export const page =
  (status: number, html = '<html><body>Service Unavailable</body></html>'): Answering =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html' }).end(html)

export const reset: Answering = (response) => response.destroy()
export const mute: Answering = () => {}
export const halfClosed: Answering = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 })
  response.write('[{"id":1,', () => response.destroy())
}

export const invoice = (id: number, changes: object = {}) => ({
  id,
  customer_id: 7,
  number: `2026${id}`,
  date_created: '2026-03-01',
  date_till: '2026-03-15',
  total: 49.99,
  due: 49.99,
  status: 'not_paid',
  ...changes,
})

export async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of pages) all.push(one)
  return all
}
