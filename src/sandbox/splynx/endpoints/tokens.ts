import { authenticate, checkSignature, type Gate } from '../access.ts'
import type { Body } from '../input.ts'
import type { Person } from '../people.ts'
import { Problem } from '../problem.ts'
import { DELETED, ok, type Reply } from '../rest.ts'
import type { Origin } from '../tokens.ts'

/** A request to `admin/auth/...`, where most addresses ignore `Authorization` (facts §1.4). */
export interface AuthCall {
  method: string
  id: string | null
  body: Body
  authorization: string | undefined
  origin: Origin
}

export function replyTokens(gate: Gate, { method, id, body, origin }: AuthCall): Reply {
  if (method === 'POST' && id === null) {
    const token = gate.tokens.issue(personOf(gate, body), origin)
    return { status: 201, body: JSON.stringify({ ...token, permissions: [] }) }
  }
  if (method === 'GET' && id !== null) return ok(gate.tokens.refresh(id, origin))
  if (method === 'DELETE' && id !== null) {
    gate.tokens.revoke(id)
    return DELETED
  }
  throw new Problem('METHOD_NOT_ALLOWED', 'Method not allowed.')
}

function personOf(gate: Gate, body: Body): Person {
  switch (body.auth_type) {
    case 'api_key': {
      const [key, nonce, signature] = [body.key, body.nonce, body.signature].map(String) as [
        string,
        string,
        string,
      ]
      checkSignature(gate, { key, nonce, signature })
      return { kind: 'key' }
    }
    case 'admin':
      return known(gate.people.logIn('staff', body.login, body.password))
    case 'customer':
      return known(gate.people.logIn('customer', body.login, body.password))
    case 'session':
      return known(gate.people.session(body.session_id))
    default:
      throw new Problem('INVALID_AUTH_TYPE', 'Invalid auth type.')
  }
}

function known(person: Person | null): Person {
  if (person === null) throw new Problem('INVALID_USER', 'Incorrect username or password.')
  return person
}

/** Opens a web session for whoever the token stands for. */
export function replySessions(gate: Gate, { method, authorization, origin }: AuthCall): Reply {
  if (method !== 'POST') throw new Problem('METHOD_NOT_ALLOWED', 'Method not allowed.')
  const { person } = authenticate(gate, authorization, origin)
  const session_id = gate.people.openSession(person)
  return { status: 201, body: JSON.stringify({ session_id, csrf_token: session_id.slice(0, 16) }) }
}

/** Nobody here has a second factor. */
export function replyTwoFactorStatus(_gate: Gate, { method }: AuthCall): Reply {
  if (method !== 'POST') throw new Problem('METHOD_NOT_ALLOWED', 'Method not allowed.')
  return { status: 201, body: '{"two_factor_enabled":false}' }
}
