import type { Books } from './books.ts'
import type { People, Person } from './people.ts'
import { Problem } from './problem.ts'
import type { Settings } from './settings.ts'
import { isSame, readAuthorization, sign } from './signature.ts'
import type { Origin, Tokens } from './tokens.ts'

export type Action = 'index' | 'view' | 'add' | 'update' | 'delete'

/** The API key record of the simulated Splynx (Splynx facts §1.5). */
export interface ApiKey {
  key: string
  secret: string
  lastNonce: bigint
}

export interface Gate {
  apiKey: ApiKey
  settings: Settings
  tokens: Tokens
  people: People
}

export interface Caller {
  person: Person
  /** The administrator whose session a signed call brought along. */
  sashOf: number | null
}

/** Finds out who calls; a call that proves nothing ends here (facts §1.2). */
export function authenticate(gate: Gate, header: string | undefined, origin: Origin): Caller {
  if (header === undefined) {
    throw new Problem('MISSED_AUTHORIZATION_HEADER', 'Authorization header is missing.')
  }
  const presented = readAuthorization(header)
  switch (presented?.kind) {
    case 'token':
      return { person: gate.tokens.person(presented.token, origin), sashOf: null }
    case 'basic': {
      const isRight = isKey(gate.apiKey, presented.key, presented.secret)
      if (!gate.settings.unsecureAuth || !isRight) throw unauthorized()
      return { person: { kind: 'key' }, sashOf: null }
    }
    case 'signed':
      checkSignature(gate, presented)
      return { person: { kind: 'key' }, sashOf: sashOf(gate, presented.sash) }
    default:
      throw unauthorized()
  }
}

export function checkSignature(
  { apiKey, settings }: Pick<Gate, 'apiKey' | 'settings'>,
  { key, nonce, signature }: { key: string; nonce: string; signature: string },
): void {
  const expected = sign(nonce, apiKey.key, apiKey.secret)
  if (!isSame(key, apiKey.key) || !isSame(signature, expected)) throw unauthorized()
  if (!settings.checkNonce) return
  if (!/^\d{1,20}$/.test(nonce) || BigInt(nonce) <= apiKey.lastNonce) {
    throw new Problem('UNAUTHORIZED', 'The nonce is not greater than the last one.')
  }
  apiKey.lastNonce = BigInt(nonce)
}

const unauthorized = () =>
  new Problem('UNAUTHORIZED', 'Your request was made with invalid credentials.')

const isKey = (apiKey: ApiKey, key: string, secret: string) =>
  isSame(key, apiKey.key) && isSame(secret, apiKey.secret)

function sashOf({ people }: Gate, sash: string | null): number | null {
  if (sash === null) return null
  const person = people.session(sash)
  if (person?.kind !== 'staff') throw new Problem('INVALID_SASH', 'Invalid sash.')
  return person.id
}

export function checkPermission(
  { settings }: Gate,
  { person }: Caller,
  controller: string,
  action: Action,
): void {
  if (person.kind !== 'key' || !settings.denied.includes(`${controller}:${action}`)) return
  throw new Problem('FORBIDDEN', 'You are not allowed to perform this action.')
}

/** Which customers' rows a caller may touch. */
export interface Scope {
  /** Only this customer's rows, when a customer calls. */
  customerId: number | null
  /** Only this partner's customers, when the key is bound to one. */
  partnerId: number | null
}

export function scopeOf({ settings }: Gate, { person }: Caller): Scope {
  if (person.kind === 'customer') return { customerId: person.id, partnerId: null }
  return { customerId: null, partnerId: person.kind === 'key' ? settings.partnerId : null }
}

/** Ends the call when the rows of this customer are not the caller's to see. */
export function checkScope({ customers }: Books, scope: Scope, customerId: number): void {
  if (scope.customerId !== null && scope.customerId !== customerId) {
    throw new Problem('NOT_ALLOWED_BY_USER_RESTRICTION', 'Not allowed by user restriction.')
  }
  if (scope.partnerId === null) return
  if (customers.find(customerId)?.partner_id !== scope.partnerId) {
    throw new Problem('NOT_ALLOWED_BY_PARTNER_RESTRICTION', 'Not allowed by partner restriction.')
  }
}
