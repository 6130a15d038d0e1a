import { Pool } from 'undici'

export interface ConnectionOptions {
  /** For one exchange: waiting for a connection, sending, and reading to the last byte. */
  timeoutMs: number
  /** As many as requests are sent at once: more wait for a free one, and that time counts. */
  connections: number
}

/** No whole answer came. `mayPass`: another try could fare better. */
export interface Silence {
  kind: 'silent'
  cause: string
  mayPass: boolean
}

const ANSWER_BYTES_MAX = 32 * 1024 * 1024
const CONNECT_TIMEOUT_MS = 10_000
// Shorter than servers usually keep an idle connection: a request that meets a closing one is lost.
const KEEP_ALIVE_MS = 4_000

/** One connection for each request in flight, so that none waits behind a slow list. */
export const createPool = (origin: string, { connections, timeoutMs }: ConnectionOptions): Pool =>
  new Pool(origin, {
    connections,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // The signal keeps the time of a whole exchange.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: ANSWER_BYTES_MAX,
    connect: {
      timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
      minVersion: 'TLSv1.2',
      // Said here so that no environment variable can switch the check off.
      rejectUnauthorized: true,
    },
  })

const CAUSES: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection closed',
  ENOTFOUND: 'name not found',
  EAI_AGAIN: 'name service does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_SOCKET: 'connection closed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'answer cut short',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'answer too long',
  UND_ERR_CLOSED: 'client closed',
  UND_ERR_DESTROYED: 'client closed',
}
const LASTING = new Set(['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED'])

/** A word for the log. Never the error's message: it may quote what was sent or received. */
export function silenceOf(error: unknown, timeoutMs: number): Silence {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return { kind: 'silent', cause: `no answer within ${timeoutMs} ms`, mayPass: true }
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const cause = CAUSES[code] ?? (/^[A-Z][A-Z0-9_]{2,50}$/.test(code) ? code : 'network failure')
  return { kind: 'silent', cause, mayPass: !LASTING.has(code) }
}
