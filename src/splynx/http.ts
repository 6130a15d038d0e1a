import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Authorizer, createAuthorizer, isNotLetIn } from './authorization.ts'
import type { Row } from './codec.ts'
import { rowOf, Unreadable } from './codec.ts'
import type { ConnectionOptions, Silence } from './connection.ts'
import { createExchange } from './exchange.ts'
import { hintFor, readProblem } from './problem.ts'
import type { SharedNonce, Signer } from './sign.ts'
import { createSigner } from './sign.ts'
import { SplynxError } from './splynx.ts'

export interface HttpOptions extends ConnectionOptions, AccessOptions {
  /**
   * For a whole read, with its wait for a free place and its further tries, and for the small writes
   * that somebody waits for. Default: two and a half times `timeoutMs`.
   */
  quickMs?: number
  /** Comes before what is not urgent, where requests have to wait for their turn. */
  isUrgent?: boolean
  /** Holds requests back for all processes together. */
  limiter?: Gatekeeper | undefined
  /** Pauses between the tries of a read, each varied by half. */
  retryDelaysMs?: readonly number[]
  /** Shared with another client of the same Splynx. */
  authorizer?: Authorizer
}

export interface AccessOptions {
  /** Where Splynx is, with or without `/api/2.0` at the end. */
  url: string
  key: string
  secret: string
  /** Default: `auto`. */
  auth?: 'auto' | 'token'
  sharedNonce?: SharedNonce | undefined
}

export interface Gatekeeper {
  /** Resolves with what gives the place back; null when none came free in time. */
  enter(options: { isUrgent: boolean; withinMs: number }): Promise<(() => void) | null>
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** From `/admin` on. */
  path: string
  query?: string | undefined
  body?: object | undefined
  /** Somebody's token; without it the request carries our own. Empty: none at all. */
  authorization?: string | undefined
  /** A write that somebody waits for and that moves no money: it has the time of a read. */
  isQuick?: boolean
}

export type Question = Omit<Call, 'method' | 'body' | 'isQuick'>

/** What came of one exchange. */
export type Answer =
  /** `body` is undefined when it was empty or no JSON. */
  | { kind: 'answered'; status: number; body: unknown; headers: IncomingHttpHeaders }
  /** Whether it arrived is not known. */
  | Silence

/** Sends as told, once, and never rejects. */
export type Exchange = (call: Call, withinMs?: number) => Promise<Answer>

export interface Http {
  /**
   * Sends once and never rejects. Where Splynx did not let the request in, and so did nothing with
   * it, it is sent a second time with a new proof of who asks.
   */
  send(call: Call): Promise<Answer>
  /** Asks for something that nothing changes, again when that may help; rejects with `SplynxError`. */
  read(call: Question): Promise<unknown>
  /** As `read`, for a list. */
  readList(call: Question): Promise<unknown[]>
  /** As `read`, for one thing that may not be there: null. */
  readIfFound(path: string): Promise<unknown>
  /** The `Authorization` of our key with an administrator's session (facts §1.2). */
  signWith(sash: string): string
  close(): Promise<void>
}

const RETRY_DELAYS_MS = [100, 400]
/** Splynx, or a proxy before it, may ask for more patience than anybody here has. */
const RETRY_AFTER_MAX_MS = 5_000
/** Connections for log-ins alone, which so never wait behind a slow list. */
const LOG_IN_CONNECTIONS = 2

/** The way to Splynx of one kind of traffic. */
export function createHttp(options: HttpOptions): Http {
  const { timeoutMs, quickMs = 2.5 * timeoutMs, retryDelaysMs = RETRY_DELAYS_MS } = options
  const { limiter, isUrgent = false } = options
  const { exchange, close: closePool } = createExchange(options)
  const sign = createSigner(options)
  const own = options.authorizer ? undefined : createAccess(options, sign)
  const authorizer = options.authorizer ?? own!
  let closed: Promise<void> | undefined

  async function send(call: Call, withinMs?: number): Promise<Answer> {
    const isQuick = call.method === 'GET' || call.isQuick
    const turnMs = withinMs ?? (isQuick ? quickMs : timeoutMs)
    const startedMs = performance.now()
    // Whoever waits for a read waits for all of it; a write has its whole time once it is sent.
    const leftMs = () =>
      Math.max(1, Math.min(timeoutMs, isQuick ? startedMs + turnMs - performance.now() : timeoutMs))
    if (!limiter) return sendAuthorized(call, leftMs)
    const leave = await limiter.enter({ isUrgent, withinMs: turnMs })
    if (!leave) return { kind: 'silent', cause: 'no turn among our own requests', mayPass: false }
    return sendAuthorized(call, leftMs).finally(leave)
  }

  async function sendAuthorized(call: Call, leftMs: () => number): Promise<Answer> {
    if (call.authorization !== undefined) return exchange(call, leftMs())
    const authorization = await authorizer.next()
    const answer = await exchange({ ...call, authorization }, leftMs())
    if (!isNotLetIn(answer)) return answer
    const instead = await authorizer.instead(authorization, answer)
    return instead === null ? answer : exchange({ ...call, authorization: instead }, leftMs())
  }

  /** Sends a question, again when that may help. */
  async function ask(question: Question): Promise<Answer> {
    const call = { ...question, method: 'GET' } as const
    const startedMs = performance.now()
    // A Splynx that hangs is asked twice and not three times.
    const lastTryMs = Math.min(quickMs, 1.5 * timeoutMs)
    for (let tries = 0; ; tries++) {
      const answer = await send(call, Math.max(1, quickMs - (performance.now() - startedMs)))
      const delayMs = retryDelaysMs[tries]
      if (delayMs === undefined || !mayPass(answer)) return answer
      const pauseMs = Math.max(delayMs * (0.5 + Math.random()), askedPauseMs(answer))
      if (performance.now() - startedMs + pauseMs > lastTryMs) return answer
      await sleep(pauseMs)
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
    signWith: sign,
    // Waits for what is under way, which its own time limits.
    close() {
      closed ??= closePool().then(() => own?.close())
      return closed
    },
  }
}

/** What proves who we are, with connections of its own; for all clients of one Splynx. */
export function createAccess(
  options: AccessOptions & Pick<ConnectionOptions, 'timeoutMs'>,
  sign: Signer = createSigner(options),
): Authorizer {
  const connection = createExchange({ ...options, connections: LOG_IN_CONNECTIONS })
  const { auth: mode = 'auto' } = options
  const authorizer = createAuthorizer({ exchange: connection.exchange, sign, mode })
  return {
    ...authorizer,
    async close() {
      await authorizer.close()
      await connection.close()
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

// A refusal stays one. A proxy that lost Splynx for a moment, a Splynx that failed or that is asked
// too much may not.
const mayPass = (answer: Answer): boolean =>
  answer.kind === 'silent' ? answer.mayPass : answer.status >= 500 || answer.status === 429

function askedPauseMs(answer: Answer): number {
  const seconds = answer.kind === 'answered' ? Number(answer.headers['retry-after']) : 0
  return Number.isFinite(seconds) ? Math.min(Math.max(0, seconds * 1_000), RETRY_AFTER_MAX_MS) : 0
}
