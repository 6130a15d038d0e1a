import type { ServerResponse } from 'node:http'
import type { Plan } from './faults.ts'

/** An answer over HTTP as both simulators make it. */
export interface Reply {
  status: number
  headers?: Record<string, string | number>
  body?: string
}

interface Exchange<R extends Reply> {
  response: ServerResponse
  /** The request's body, for the fault that sends it back. */
  received: string
  /** Does the work of the request, whenever it is called, and says what to answer. */
  book: () => R
  send: (response: ServerResponse, reply: R) => void
  /** Stops listening for a while. */
  refuseFor?: (ms: number) => void
  /** Takes the work back again; without it the fault `void-after` only loses the answer. */
  undo?: () => void
  /** An answer with nothing in it but this code; without it the faults of that kind do nothing. */
  replyWithCode?: (code: string) => R
}

/** As a gateway that ran out of time says it (IPpay facts §5). */
const TIMEOUT_CODE = '992'

/** Does the work none, one or two times and answers, late or never, as the plan says. */
export function answerByPlan<R extends Reply>(plan: Plan, exchange: Exchange<R>): void {
  const { response, book, send } = exchange
  const inTime = (act: () => void) => after(plan.latencyMs, act)
  switch (plan.kind) {
    case 'refuse':
      response.destroy()
      if (plan.ms > 0) exchange.refuseFor?.(plan.ms)
      break
    case 'error-500':
      inTime(() => sendError(response))
      break
    case 'lose-before':
      inTime(() => response.destroy())
      break
    case 'code':
      inTime(() => send(response, codeReply(plan, exchange) ?? book()))
      break
    case 'book-late':
      after(plan.latencyMs + plan.ms, () => send(response, book()))
      break
    default:
      answerBooked(plan, exchange, inTime)
  }
}

const codeReply = <R extends Reply>({ code = TIMEOUT_CODE }: Plan, exchange: Exchange<R>) =>
  exchange.replyWithCode?.(code)

/** The faults that happen after the work was done. */
function answerBooked<R extends Reply>(
  plan: Plan,
  exchange: Exchange<R>,
  inTime: (act: () => void) => void,
): void {
  const { kind, latencyMs, ms, draw } = plan
  const { response, received, book, send } = exchange
  if (kind === 'duplicate') book()
  const reply = book()
  switch (kind) {
    case 'mute':
      break
    case 'slow':
      after(latencyMs + ms, () => send(response, reply))
      break
    case 'garbled':
      inTime(() => send(response, garbled(reply, received, draw)))
      break
    case 'half-closed':
      inTime(() => sendHalf(response, reply))
      break
    case 'error-500-after':
      inTime(() => sendError(response))
      break
    case 'lose-after':
      inTime(() => response.destroy())
      break
    case 'void-after':
      exchange.undo?.()
      inTime(() => response.destroy())
      break
    case 'code-after':
      inTime(() => send(response, codeReply(plan, exchange) ?? reply))
      break
    default:
      inTime(() => send(response, reply))
  }
}

function after(ms: number, act: () => void): void {
  if (ms > 0) setTimeout(act, ms)
  else act()
}

const NOISE = '\u0000\u0007\ufffd]]>&\u001b{"<'
const ERROR_PAGE =
  '<html><head><title>Proxy</title></head><body><h1>Please wait<br></h1></body></html>'

/** Broken for certain, in one of four ways: cut short, noise, a proxy's page, or the request itself. */
function garbled<R extends Reply>(reply: R, received: string, draw: number): R {
  const body = reply.body ?? ''
  const spoiled = [
    body.slice(0, Math.floor(body.length / 2)),
    `${body.slice(0, Math.floor(body.length / 3))}${NOISE}`,
    ERROR_PAGE,
    received || NOISE,
  ]
  return { ...reply, body: spoiled[Math.floor(draw * spoiled.length)] ?? NOISE }
}

/** Announces the whole answer, sends half of it and says goodbye. */
function sendHalf(response: ServerResponse, { status, headers, body = '' }: Reply): void {
  const bytes = Buffer.from(body)
  const announced = Math.max(bytes.length, 2)
  response.writeHead(status, { ...headers, 'Content-Length': announced })
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.end())
}

function sendError(response: ServerResponse): void {
  const body = '<html><body><h1>500 Internal Server Error</h1></body></html>'
  response.writeHead(500, { 'Content-Type': 'text/html', 'Content-Length': body.length })
  response.end(body)
}
