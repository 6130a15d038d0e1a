import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { answerByPlan } from '../faulty-answer.ts'
import { answer, type Received } from './api.ts'
import { parseBody } from './body.ts'
import { control, type Sandbox } from './control/index.ts'
import { showPage } from './pages/index.ts'
import { Invalid, Problem } from './problem.ts'
import type { Reply } from './rest.ts'

// The listening side. Plain node:http: header names keep their spelling, and a call costs little.

// Files of 20 MB come with the form around them (Splynx facts §2.10).
const BODY_BYTES_MAX = 64 * 1024 * 1024
const NOTHING = Buffer.alloc(0)
const API_PREFIX = '/api/'
const CONTROL_PREFIX = '/_sandbox/'

export function createSplynxServer(sandbox: Sandbox): Server {
  const server = createServer({ maxHeaderSize: 64 * 1024, keepAliveTimeout: 120_000 })
  server.on('request', (request, response) => {
    const { url = '/' } = request
    readBody(request, (body) => {
      if (url.startsWith(API_PREFIX)) answerWithFaults(sandbox, request, response, body)
      else if (url.startsWith(CONTROL_PREFIX)) {
        answerControl(sandbox, request, body).then((reply) => send(response, reply))
      } else send(response, answerPage(sandbox, request, body))
    })
  })
  return server
}

function answerWithFaults(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): void {
  // Read now: a fault may let the work happen when the caller is long gone.
  const received = receivedFrom(request, body)
  const plan = sandbox.faults.decide({ method: received.method, path: request.url ?? '/' })
  answerByPlan<Reply>(plan, {
    response,
    received: body.toString(),
    book: () => guarded(() => answer(sandbox.splynx, received)),
    send,
    refuseFor: sandbox.refuseFor,
  })
}

/** Most calls are a GET without a body and are answered without waiting for its end. */
function readBody(request: IncomingMessage, done: (body: Buffer) => void): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  if (encoding === undefined && (length === undefined || length === '0')) {
    done(NOTHING)
    return
  }
  const chunks: Buffer[] = []
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk)
    else request.destroy()
  })
  request.on('end', () => done(Buffer.concat(chunks)))
}

function receivedFrom(request: IncomingMessage, body: Buffer): Received {
  const { 'user-agent': userAgent = '', 'content-type': contentType } = request.headers
  return {
    method: request.method ?? 'GET',
    ...splitUrl(request.url ?? '/'),
    authorization: request.headers.authorization,
    contentType,
    body,
    origin: { userAgent, address: request.socket.remoteAddress ?? '' },
  }
}

/** Some acts of the sandbox end only when others have answered. */
async function answerControl(
  sandbox: Sandbox,
  request: IncomingMessage,
  body: Buffer,
): Promise<Reply> {
  try {
    const { path, query } = splitUrl(request.url ?? '/')
    const reply = await control(sandbox, {
      method: request.method ?? 'GET',
      path: path.slice(CONTROL_PREFIX.length - 1),
      query: new URLSearchParams(query),
      body: parseBody(body, 'application/json').values,
    })
    if (reply === null) throw new Problem('NOT_FOUND', 'No such control address.')
    return reply
  } catch (error) {
    return replyToError(error)
  }
}

const answerPage = ({ splynx }: Sandbox, request: IncomingMessage, body: Buffer): Reply =>
  guarded(() => {
    const { path, query } = splitUrl(request.url ?? '/')
    const { host = '', cookie = '', 'content-type': contentType } = request.headers
    const reply = showPage(splynx, {
      method: request.method ?? 'GET',
      path,
      query: new URLSearchParams(query),
      body: parseBody(body, contentType).values,
      cookie,
      host: host.replace(/:\d+$/, ''),
    })
    if (reply === null) throw new Problem('NOT_FOUND', 'Page not found.')
    return reply
  })

/** Whatever ends a call early becomes the answer that Splynx gives. */
function guarded(work: () => Reply): Reply {
  try {
    return work()
  } catch (error) {
    return replyToError(error)
  }
}

function replyToError(error: unknown): Reply {
  if (error instanceof Problem || error instanceof Invalid) {
    return { status: error.status, body: error.body }
  }
  // A mistake of the simulator itself: say so aloud, and answer as a broken Splynx would.
  console.error(error)
  const broken = new Problem('SERVER_ERROR', 'Internal server error.')
  return { status: broken.status, body: broken.body }
}

/** The path comes without slashes at its ends. */
function splitUrl(url: string): { path: string; query: string } {
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  return { path: trimSlashes(path), query: mark < 0 ? '' : url.slice(mark + 1) }
}

function trimSlashes(path: string): string {
  const end = path.endsWith('/') ? -1 : undefined
  return path.slice(1, end)
}

function send(response: ServerResponse, { status, body = '', headers }: Reply): void {
  if (status === 204) {
    response.writeHead(status, headers)
    response.end()
    return
  }
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  })
  response.end(body)
}
