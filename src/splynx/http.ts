import { setTimeout as sleep } from 'node:timers/promises'
import type { Row } from './codec.ts'
import { rowOf, Unreadable } from './codec.ts'
import type { ConnectionOptions, Silence } from './connection.ts'
import { createPool, silenceOf } from './connection.ts'
import { hintFor, readProblem } from './problem.ts'
import { createSigner } from './sign.ts'
import { SplynxError } from './splynx.ts'

export interface HttpOptions extends ConnectionOptions {
  /** Where Splynx is, with or without `/api/2.0` at the end. */
  url: string
  key: string
  secret: string
  /** Pauses between the tries of a read, each varied by half. */
  retryDelaysMs?: readonly number[]
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** From `/admin` on. */
  path: string
  query?: string
  body?: object
  /** Somebody's token; without it the request is signed with our key. */
  authorization?: string
}

export type Question = Omit<Call, 'method' | 'body'>

/** What came of one exchange. */
export type Answer =
  /** `body` is undefined when it was empty or no JSON. */
  | { kind: 'answered'; status: number; body: unknown }
  /** Whether it arrived is not known. */
  | Silence

export interface Http {
  /** Sends once, signed, and never rejects. */
  send(call: Call): Promise<Answer>
  /** Asks for something that nothing changes, again when that may help; rejects with `SplynxError`. */
  read(call: Question): Promise<unknown>
  /** As `read`, for a list. */
  readList(call: Question): Promise<unknown[]>
  /** As `read`, for one thing that may not be there: null. */
  readIfFound(path: string): Promise<unknown>
  close(): Promise<void>
}

const HEADERS = Object.entries({
  // Tokens are bound to the User-Agent that obtained them (Splynx facts §1.4), so an upgrade of ours
  // must not change it.
  'user-agent': 'splynx-ippay',
  accept: 'application/json',
  'content-type': 'application/json',
}).flat()

const RETRY_DELAYS_MS = [100, 400]

export function createHttp(options: HttpOptions): Http {
  const { timeoutMs, retryDelaysMs = RETRY_DELAYS_MS } = options
  const url = new URL(options.url)
  const base = `${url.pathname.replace(/\/+$/, '').replace(/\/api\/[12]\.0$/, '')}/api/2.0`
  const sign = createSigner(options)
  const pool = createPool(url.origin, options)
  let closed: Promise<void> | undefined

  /** The only function that touches the network. */
  async function send({ method, path, query, body, authorization }: Call): Promise<Answer> {
    try {
      const response = await pool.request({
        method,
        path: query ? `${base}${path}?${query}` : base + path,
        headers: [...HEADERS, 'authorization', authorization ?? sign()],
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      })
      const text = await response.body.text()
      return { kind: 'answered', status: response.statusCode, body: parseJson(text) }
    } catch (error) {
      return silenceOf(error, timeoutMs)
    }
  }

  /** Sends a question, again when that may help. */
  async function ask(question: Question): Promise<Answer> {
    const call = { ...question, method: 'GET' } as const
    // A Splynx that hangs is asked twice and not three times.
    const lastTryMs = performance.now() + 1.5 * timeoutMs
    for (let tries = 0; ; tries++) {
      const answer = await send(call)
      const delayMs = retryDelaysMs[tries]
      if (delayMs === undefined || !mayPass(answer) || performance.now() > lastTryMs) return answer
      await sleep(delayMs * (0.5 + Math.random()))
    }
  }

  async function read(question: Question): Promise<unknown> {
    const answer = await ask(question)
    if (isFine(answer)) return answer.body
    throw errorOf({ ...question, method: 'GET' }, answer)
  }

  return {
    send,
    read,
    async readList(call) {
      const list = await read(call)
      if (Array.isArray(list)) return list
      throw new SplynxError(`Splynx answered GET ${call.path} with something that is no list`, 200)
    },
    async readIfFound(path) {
      const answer = await ask({ path })
      // A 404 of a proxy, or of a wrong address, is a page and no JSON.
      if (answer.kind === 'answered' && answer.status === 404 && rowOf(answer.body)) return null
      if (isFine(answer)) return answer.body
      throw errorOf({ method: 'GET', path }, answer)
    },
    // Waits for what is under way, which its own time limits.
    close() {
      closed ??= pool.close()
      return closed
    },
  }
}

/** The error for an answer that is not what was asked for. It names no query, no header, no body. */
export function errorOf({ method, path }: Call, answer: Answer): SplynxError {
  const what = `${method} ${path}`
  if (answer.kind === 'silent') return new SplynxError(`Splynx: ${what}: ${answer.cause}`)
  const { status, body } = answer
  const { internalCode } = readProblem(body)
  const hint = status === 200 && body === undefined ? 'no JSON' : hintFor(status)
  const words = [status, internalCode, hint && `(${hint})`].filter(Boolean).join(' ')
  return new SplynxError(`Splynx answered ${what} with ${words}`, status, internalCode)
}

/** Reads one object; what makes no sense becomes a `SplynxError` that names the address. */
export function readOne<T>(path: string, value: unknown, reader: (row: Row) => T): T {
  try {
    const row = rowOf(value)
    if (!row) throw new Unreadable('not an object')
    return reader(row)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    throw new SplynxError(`Splynx's answer to ${path} is unreadable: ${error.message}`, 200)
  }
}

const isFine = (answer: Answer): answer is Answer & { kind: 'answered' } =>
  answer.kind === 'answered' && answer.status === 200 && answer.body !== undefined

// A refusal stays one. A proxy that lost Splynx for a moment, or a Splynx that failed, may not.
const mayPass = (answer: Answer): boolean =>
  answer.kind === 'silent' ? answer.mayPass : answer.status >= 500

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
