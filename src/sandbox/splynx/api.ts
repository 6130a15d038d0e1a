import { authenticate, type Caller, checkPermission, type Gate, scopeOf } from './access.ts'
import type { ApiLog } from './api-log.ts'
import { parseBody } from './body.ts'
import type { Books } from './books.ts'
import { replyConfigToStranger } from './endpoints/config.ts'
import type { PasswordResets } from './endpoints/portal.ts'
import {
  type AuthCall,
  replySessions,
  replyTokens,
  replyTwoFactorStatus,
} from './endpoints/tokens.ts'
import type { Actor, Journal } from './journal.ts'
import { methodDisabled, Problem } from './problem.ts'
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
  body: Buffer
  origin: Origin
}

export interface Api {
  gate: Gate
  books: Books
  endpoints: Map<string, Endpoint>
  resets: PasswordResets
  journal: Journal
  log: ApiLog
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
  const open = replyToAnybody(api, path, received)
  if (open !== null) return open

  const auth = resolve(path, (known) => AUTH.get(known))
  if (auth !== null) {
    const { values: body } = parseBody(received.body, received.contentType)
    return auth.found(api.gate, { method, id: auth.id, body, authorization, origin })
  }
  const caller = authenticate(api.gate, authorization, origin)
  return api.log.noting(caller, received, () => {
    const target = resolve(path, (known) => api.endpoints.get(known))
    if (target === null) throw unknownPath()
    const reply = replyTo(api, received, caller, target)
    return caller.sashOf === null ? reply : withAdministrator(api.books, caller.sashOf, reply)
  })
}

/** The few addresses that ask for no proof of who calls. */
function replyToAnybody(api: Api, path: string, received: Received): Reply | null {
  const { method, authorization } = received
  const body = () => parseBody(received.body, received.contentType).values
  switch (path) {
    case 'admin/api/check':
      return checkReply(api, received)
    case 'admin/config/config':
      if (authorization !== undefined || method !== 'GET') return null
      return replyConfigToStranger(api.books, parseQuery(received.query))
    case 'portal/profile/reset-password-request':
      return api.resets.request(method, body())
    case 'portal/profile/reset-password-confirm':
      return api.resets.confirm(method, body())
    default:
      return null
  }
}

/** The health probe (Splynx facts §1.4); with `checkAuth` the caller's credentials are tried too. */
function checkReply({ gate }: Api, { method, query, authorization, origin }: Received): Reply {
  if (method !== 'GET') throw methodDisabled()
  const isAsked = /^(1|true)$/.test(parseQuery(query).plain.get('checkAuth') ?? '')
  if (isAsked) authenticate(gate, authorization, origin)
  return ok({ status: 'ok', message: 'API is valid', same_server: false })
}

function replyTo(
  { gate, journal }: Api,
  received: Received,
  caller: Caller,
  { known, found: endpoint, id }: { known: string; found: Endpoint; id: string | null },
): Reply {
  const { method, origin, query, body, contentType } = received
  const { disabled, numbersAsText } = gate.settings
  if (disabled.includes(known) || disabled.includes(`${method} ${known}`)) throw methodDisabled()
  checkPermission(gate, caller, endpoint.controller, actionOf(method, id))
  const { values, files } = parseBody(body, contentType)
  const scope = scopeOf(gate, caller)
  return journal.as(actorOf(caller, origin), () =>
    endpoint.reply({
      method,
      id,
      query: parseQuery(query),
      body: values,
      files,
      caller,
      scope,
      origin,
      numbersAsText,
    }),
  )
}

const unknownPath = () => new Problem('NOT_FOUND', 'Page not found.')

// The longest known path wins; one more segment is an id.
function resolve<T>(path: string, find: (known: string) => T | undefined) {
  const whole = find(path)
  if (whole !== undefined) return { known: path, found: whole, id: null }
  const slash = path.lastIndexOf('/')
  const known = path.slice(0, slash)
  const parent = find(known)
  return parent === undefined ? null : { known, found: parent, id: path.slice(slash + 1) }
}

function actorOf({ person: { kind, id } }: Caller, { address }: Origin): Actor {
  return {
    source: kind === 'key' ? 'api' : kind === 'staff' ? 'admin' : 'portal',
    administratorId: kind === 'staff' ? id : null,
    customerId: kind === 'customer' ? id : null,
    ip: address,
  }
}

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
