import type { Books } from './books.ts'
import { type Action, type ApiKeys, mayDo } from './keys.ts'
import type { People, Person } from './people.ts'
import { Problem } from './problem.ts'
import type { Settings } from './settings.ts'
import { readAuthorization } from './signature.ts'
import type { Origin, Tokens } from './tokens.ts'

export interface Gate {
  keys: ApiKeys
  settings: Settings
  tokens: Tokens
  people: People
}

export interface Caller {
  person: Person
  /** The administrator whose session a signed call brought along. */
  sashOf: number | null
}

/** Finds out who calls; a call that proves nothing ends here (Splynx facts §1.2). */
export function authenticate(gate: Gate, header: string | undefined, origin: Origin): Caller {
  if (header === undefined) {
    throw new Problem('MISSED_AUTHORIZATION_HEADER', 'Authorization header is missing.')
  }
  const presented = readAuthorization(header)
  switch (presented?.kind) {
    case 'token':
      return { person: gate.tokens.person(presented.token, origin), sashOf: null }
    case 'basic': {
      const { id } = gate.keys.ofBasic(presented, origin.address)
      return { person: { kind: 'key', id }, sashOf: null }
    }
    case 'signed': {
      const { id } = gate.keys.ofSignature(presented, origin.address)
      return { person: { kind: 'key', id }, sashOf: sashOf(gate, presented.sash) }
    }
    default:
      throw new Problem('UNAUTHORIZED', 'Your request was made with invalid credentials.')
  }
}

function sashOf({ people }: Gate, sash: string | null): number | null {
  if (sash === null) return null
  const person = people.ofSash(sash)
  if (person?.kind !== 'staff') throw new Problem('INVALID_SASH', 'Invalid sash.')
  return person.id
}

/** Staff and customers have no key; what customers may do is the resource's to say. */
export function checkPermission(
  { keys }: Gate,
  { person }: Caller,
  controller: string,
  action: Action,
): void {
  if (person.kind !== 'key') return
  const key = keys.find(person.id)
  if (key === undefined) throw new Problem('UNAUTHORIZED', 'The key is gone.')
  if (mayDo(key, controller, action)) return
  throw new Problem('FORBIDDEN', 'You are not allowed to perform this action.')
}

/** Which customers' rows a caller may touch. */
export interface Scope {
  /** Only this customer's rows, when a customer calls. */
  customerId: number | null
  /** Only this partner's customers, when the key is bound to one. */
  partnerId: number | null
}

export function scopeOf({ keys }: Gate, { person }: Caller): Scope {
  if (person.kind === 'customer') return { customerId: person.id, partnerId: null }
  const partnerId = person.kind === 'key' ? keys.find(person.id)?.partner_id : 0
  return { customerId: null, partnerId: partnerId || null }
}

/** Ends the call when the rows of this customer are not the caller's to see. */
export function checkScope({ customers }: Books, scope: Scope, customerId: number): void {
  if (scope.customerId !== null && scope.customerId !== customerId) {
    throw new Problem('NOT_ALLOWED_BY_USER_RESTRICTION', 'Not allowed by user restriction.')
  }
  if (scope.partnerId === null) return
  if (customers.value(customerId, 'partner_id') !== scope.partnerId) {
    throw new Problem('NOT_ALLOWED_BY_PARTNER_RESTRICTION', 'Not allowed by partner restriction.')
  }
}
