import type { Dispatcher } from 'undici'

/** One request and what came of it, before anyone has read the body. */
export type Exchange =
  | { kind: 'answered'; status: number; body: Buffer }
  /** Not one byte of the request was written. */
  | { kind: 'unreached'; cause: string }
  /** It was written, at least in part, and no whole answer came back. */
  | { kind: 'unknown'; cause: string }

export type Failure = Exclude<Exchange, { kind: 'answered' }>

const HEADERS = ['content-type', 'text/xml']

/**
 * Posts `body` and never rejects. `timeoutMs` covers everything: waiting for a connection,
 * connecting, sending and reading to the last byte.
 */
export const post = (
  dispatcher: Dispatcher,
  path: string,
  body: string,
  timeoutMs: number,
): Promise<Exchange> =>
  new Promise((resolve) => {
    const handler = new ExchangeHandler(resolve, timeoutMs)
    const options = { path, method: 'POST', headers: HEADERS, body, idempotent: false } as const
    try {
      dispatcher.dispatch(options, handler)
    } catch (error) {
      handler.onResponseError(null, error)
    }
  })

/**
 * undici calls `onRequestStart` right before it writes, so whatever fails earlier (name lookup,
 * connect, TLS handshake, waiting for a free connection) proves that nothing was sent, and whatever
 * fails later proves nothing. No list of error codes could tell the two apart: a reset during the
 * handshake and a reset after the request carry the same code.
 */
class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly #resolve: (exchange: Exchange) => void
  readonly #timer: NodeJS.Timeout
  #controller: Dispatcher.DispatchController | null = null
  #over = false
  #status = 0
  readonly #chunks: Buffer[] = []

  constructor(resolve: (exchange: Exchange) => void, timeoutMs: number) {
    this.#resolve = resolve
    this.#timer = setTimeout(() => this.#giveUp(timeoutMs), timeoutMs)
  }

  onRequestStart(controller: Dispatcher.DispatchController) {
    // Given up while it waited for a connection, or about to be written a second time: either way
    // it must not leave.
    if (this.#over || this.#controller) {
      controller.abort(new Error('must not be sent'))
      return
    }
    this.#controller = controller
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number) {
    this.#status = status
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer) {
    this.#chunks.push(chunk)
  }

  onResponseEnd() {
    const body = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks)
    this.#end({ kind: 'answered', status: this.#status, body })
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: unknown) {
    this.#end(this.#failure(causeOf(error)))
  }

  #giveUp(timeoutMs: number) {
    this.#end(this.#failure(`no answer within ${timeoutMs} ms`))
    this.#controller?.abort(new Error('timeout'))
  }

  #failure(cause: string): Failure {
    return { kind: this.#controller ? 'unknown' : 'unreached', cause }
  }

  #end(exchange: Exchange) {
    if (this.#over) return
    this.#over = true
    clearTimeout(this.#timer)
    this.#resolve(exchange)
  }
}

const CAUSES: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection closed',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ENOTFOUND: 'name not found',
  EAI_AGAIN: 'name service does not answer',
  ETIMEDOUT: 'connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_SOCKET: 'connection closed',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'answer too long',
  UND_ERR_HEADERS_OVERFLOW: 'answer too long',
  UND_ERR_CLOSED: 'client closed',
  UND_ERR_DESTROYED: 'client closed',
}

/** A word for the log. Never the error's message or data: they may quote what was received. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'network failure'
  if (error.name === 'HTTPParserError') return 'answer is not HTTP'
  const code = 'code' in error ? String(error.code) : ''
  return CAUSES[code] ?? (/^[A-Z][A-Z0-9_]{2,50}$/.test(code) ? code : 'network failure')
}
