import { authenticate, checkPermission, type Gate, scopeOf } from './access.ts'
import { parseBody } from './body.ts'
import type { Books } from './books.ts'
import {
  type AuthCall,
  replySessions,
  replyTokens,
  replyTwoFactorStatus,
} from './endpoints/tokens.ts'
import { Problem } from './problem.ts'
import { parseQuery } from './query.ts'
import { actionOf, type Endpoint, ok, type Reply } from './rest.ts'
import type { Origin } from './tokens.ts'

/** A request as it came off the wire. */
export interface Received {
  method: string
  /** Without the query and without slashes at its ends. */
  path: string
  query: string
  authorization: string | undefined
  contentType: string | undefined
  body: string
  origin: Origin
}

export interface Api {
  gate: Gate
  books: Books
  endpoints: Map<string, Endpoint>
}

const API_PATH = /^api\/[12]\.0\/(.+)$/

const AUTH = new Map<string, (gate: Gate, call: AuthCall) => Reply>([
  ['admin/auth/tokens', replyTokens],
  ['admin/auth/sessions', replySessions],
  ['admin/auth/two-factor-status', replyTwoFactorStatus],
])

/** Answers one call of the API, or throws the `Problem` or `Invalid` that ends it. */
export function answer(api: Api, received: Received): Reply {
  const { method, authorization, origin } = received
  const path = API_PATH.exec(received.path)?.[1]
  if (path === undefined) throw unknownPath()
  if (path === 'admin/api/check') return checkReply()

  const auth = resolve(path, (known) => AUTH.get(known))
  if (auth !== null) {
    const body = parseBody(received.body, received.contentType)
    return auth.found(api.gate, { method, id: auth.id, body, authorization, origin })
  }
  const caller = authenticate(api.gate, authorization, origin)
  const target = resolve(path, (known) => api.endpoints.get(known))
  if (target === null) throw unknownPath()
  const { found: endpoint, id } = target
  checkPermission(api.gate, caller, endpoint.controller, actionOf(method, id))
  const reply = endpoint.reply({
    method,
    id,
    query: parseQuery(received.query),
    body: parseBody(received.body, received.contentType),
    caller,
    scope: scopeOf(api.gate, caller),
    origin,
  })
  return caller.sashOf === null ? reply : withAdministrator(api.books, caller.sashOf, reply)
}

const unknownPath = () => new Problem('NOT_FOUND', 'Page not found.')

// The longest known path wins; one more segment is an id.
function resolve<T>(path: string, find: (known: string) => T | undefined) {
  const whole = find(path)
  if (whole !== undefined) return { found: whole, id: null }
  const slash = path.lastIndexOf('/')
  const parent = find(path.slice(0, slash))
  return parent === undefined ? null : { found: parent, id: path.slice(slash + 1) }
}

/** The health probe (Splynx facts §1.4). */
const checkReply = () => ok({ status: 'ok', message: 'API is valid', same_server: false })

// Who is behind the `sash` of a signed call (facts §1.2).
function withAdministrator({ administrators }: Books, id: number, reply: Reply): Reply {
  const administrator = administrators.find(id)
  const headers = {
    ...reply.headers,
    'SpL-Administrator-Id': String(id),
    'SpL-Administrator-Role': administrator?.role_name ?? '',
    'SpL-Administrator-Partner': String(administrator?.partner_id ?? 0),
  }
  return { ...reply, headers }
}
