import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { Readable } from 'node:stream'
import { answerByPlan, type Reply } from '../faulty-answer.ts'
import { type ControlReply, control } from './control/control.ts'
import { isLetIn } from './firewall.ts'
import {
  answerWithCode,
  type Outcome,
  openDelivery,
  processDelivery,
  undoDelivery,
} from './process.ts'
import { answerReport } from './reports/report.ts'
import type { Simulator } from './simulator.ts'
import type { Transaction } from './transaction.ts'

// The listening side. Plain node:http, so that the simulator is never what a measurement measures.

const BODY_BYTES_MAX = 256 * 1024
const CONTROL = '/_sandbox/'

interface Call {
  method: string
  /** Without slashes at its end. */
  path: string
  query: string
  body: Buffer
}

/** PEM texts. */
export interface TlsIdentity {
  key: string
  cert: string
}

export function createIppayServer(
  simulator: Simulator,
  refuseFor: (ms: number) => void,
  identity?: TlsIdentity,
): Server {
  const options = { keepAliveTimeout: 120_000 }
  const server = identity ? createTlsServer({ ...options, ...identity }) : createServer(options)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { path, query } = splitUrl(request.url ?? '/')
    const isControl = path.startsWith(CONTROL)
    if (!isControl && !isLetIn(simulator.gateway.settings, request.socket.remoteAddress)) {
      turnAway(simulator, request)
      return
    }
    readBody(request, (body) => {
      const call = { path, query, method: request.method ?? 'GET', body }
      if (isControl) answerControl(simulator, call, response)
      else answerCall(simulator, call, response, refuseFor)
    })
  })
  return server
}

/** As a firewall does: no answer of any kind. */
function turnAway({ gateway, requests }: Simulator, request: IncomingMessage): void {
  const at = new Date(gateway.clock.now()).toISOString()
  requests.add({ at, type: '', transactionId: '', actionCode: '', fault: 'blocked' })
  if (gateway.settings.blocked === 'reset') request.socket.destroy()
  else request.resume()
}

function answerCall(
  simulator: Simulator,
  call: Call,
  response: ServerResponse,
  refuseFor: (ms: number) => void,
): void {
  const work = workOf(simulator, call)
  if (work === null) {
    send(response, { status: 404, headers: PLAIN, body: 'Not found' })
    return
  }
  const { method, path } = call
  const plan = simulator.faults.decide({ method, path, type: work.type })
  const logged = simulator.requests.add({
    at: new Date(simulator.gateway.clock.now()).toISOString(),
    type: work.type,
    transactionId: work.transactionId,
    actionCode: '',
    fault: plan.kind ?? '',
  })
  const book = () => {
    try {
      const { actionCode, reply } = work.perform()
      logged.actionCode = actionCode
      return reply
    } catch (error) {
      // A mistake of the simulator itself: say so aloud, and go on.
      console.error(error)
      return { status: 500, headers: PLAIN, body: 'The simulator failed.' }
    }
  }
  const { undo, replyWithCode } = work
  const received = call.body.toString()
  answerByPlan(plan, { response, received, book, send, refuseFor, undo, replyWithCode })
}

interface Work {
  type: string
  transactionId: string
  perform(): { actionCode: string; reply: XmlReply }
  /** Takes it back, as the gateway does when its own network fails. */
  undo?: () => void
  /** The reply with nothing in it but an action code. */
  replyWithCode?: (code: string) => XmlReply
}

/** A report of a million records is no text any more, but sent piece by piece. */
interface XmlReply extends Reply {
  pieces?: Iterable<string>
}

const PLAIN = { 'Content-Type': 'text/plain' }
const XML = { 'Content-Type': 'text/xml' }

/** What an address does; null when there is no such address. */
function workOf(simulator: Simulator, { method, path, body }: Call): Work | null {
  const { gateway } = simulator
  switch (`${method} ${path}`) {
    case 'POST /ippay':
      return deliveryWork(simulator, body, 'ippay')
    case 'POST /jetpay':
      return deliveryWork(simulator, body, 'jetpay')
    // A fresh id as plain text, for clients that let the gateway choose (IPpay facts §1).
    case 'GET /ippay':
    case 'GET /jetpay':
      return plainWork('ID', () => ({ status: 200, headers: PLAIN, body: gateway.ids.next() }))
    case 'POST /ippayReport':
      return plainWork('REPORT', () => {
        return { status: 200, headers: XML, ...answerReport(gateway, body) }
      })
    default:
      return null
  }
}

function deliveryWork({ gateway }: Simulator, body: Buffer, dialect: 'ippay' | 'jetpay'): Work {
  const delivery = openDelivery(gateway, body, dialect)
  const replyOf = ({ status, body }: Outcome) => ({ status, headers: XML, body })
  let booked: Transaction | undefined
  return {
    type: delivery.type,
    transactionId: delivery.request?.text('TransactionID') ?? '',
    perform() {
      const next = gateway.ledger.all.length
      const outcome = processDelivery(gateway, delivery)
      booked = gateway.ledger.all[next]
      return { actionCode: outcome.actionCode, reply: replyOf(outcome) }
    },
    undo: () => {
      if (booked !== undefined) undoDelivery(gateway, delivery, booked)
    },
    replyWithCode: (code) => replyOf(answerWithCode(gateway, delivery, code)),
  }
}

const plainWork = (type: string, perform: () => XmlReply): Work => ({
  type,
  transactionId: '',
  perform: () => ({ actionCode: '', reply: perform() }),
})

function answerControl(simulator: Simulator, call: Call, response: ServerResponse): void {
  const { method, path, query, body } = call
  let parsed: unknown
  try {
    parsed = body.length > 0 ? JSON.parse(body.toString()) : undefined
  } catch {
    sendControl(response, { status: 400, body: { error: 'The body is not JSON.' } })
    return
  }
  const address = path.slice(CONTROL.length)
  const reply = control(simulator, {
    method,
    path: address,
    query: new URLSearchParams(query),
    body: parsed,
  })
  sendControl(response, reply)
}

function readBody(request: IncomingMessage, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = []
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk)
    // Nothing that a merchant sends comes near it.
    else request.destroy()
  })
  request.on('end', () =>
    done(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
  )
}

function splitUrl(url: string): { path: string; query: string } {
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  return { path: path.replace(/\/+$/, ''), query: mark < 0 ? '' : url.slice(mark + 1) }
}

function send(response: ServerResponse, reply: XmlReply): void {
  const { status, headers, body = '', pieces } = reply
  if (pieces !== undefined) {
    response.writeHead(status, headers)
    Readable.from(pieces).pipe(response)
    return
  }
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
}

function sendControl(response: ServerResponse, { status, body }: ControlReply): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  if (body instanceof Readable) body.pipe(response)
  else response.end(JSON.stringify(body))
}
