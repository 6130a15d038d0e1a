import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { answerByPlan, type Reply } from '../faulty-answer.ts'
import { type ControlReply, control } from './control.ts'
import { openDelivery, processDelivery } from './process.ts'
import { answerReport } from './reports/report.ts'
import type { Simulator } from './simulator.ts'

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

export function createIppayServer(simulator: Simulator, refuseFor: (ms: number) => void): Server {
  const server = createServer({ keepAliveTimeout: 120_000 })
  server.on('request', (request, response) => {
    readBody(request, (body) => {
      const call = { ...splitUrl(request.url ?? '/'), method: request.method ?? 'GET', body }
      if (call.path.startsWith(CONTROL)) answerControl(simulator, call, response)
      else answerCall(simulator, call, response, refuseFor)
    })
  })
  return server
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
  answerByPlan(plan, { response, received: call.body.toString(), book, send, refuseFor })
}

interface Work {
  type: string
  transactionId: string
  perform(): { actionCode: string; reply: Reply }
}

const PLAIN = { 'Content-Type': 'text/plain' }
const XML = { 'Content-Type': 'text/xml' }

/** What an address does; null when there is no such address. */
function workOf(simulator: Simulator, { method, path, body }: Call): Work | null {
  const { gateway } = simulator
  switch (`${method} ${path}`) {
    case 'POST /ippay':
    case 'POST /jetpay': {
      const delivery = openDelivery(body, path === '/ippay' ? 'ippay' : 'jetpay')
      return {
        type: delivery.type,
        transactionId: delivery.request?.text('TransactionID') ?? '',
        perform() {
          const { status, actionCode, body } = processDelivery(gateway, delivery)
          return { actionCode, reply: { status, headers: XML, body } }
        },
      }
    }
    // A fresh id as plain text, for clients that let the gateway choose (IPpay facts §1).
    case 'GET /ippay':
    case 'GET /jetpay':
      return plainWork('ID', () => ({ status: 200, headers: PLAIN, body: gateway.ids.next() }))
    case 'POST /ippayReport':
      return plainWork('REPORT', () => {
        return { status: 200, headers: XML, body: answerReport(gateway, body) }
      })
    default:
      return null
  }
}

const plainWork = (type: string, perform: () => Reply): Work => ({
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

function send(response: ServerResponse, { status, headers, body = '' }: Reply): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
}

function sendControl(response: ServerResponse, { status, body }: ControlReply): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  if (body instanceof Readable) body.pipe(response)
  else response.end(JSON.stringify(body))
}
