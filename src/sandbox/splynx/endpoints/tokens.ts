import { authenticate, type Gate } from '../access.ts'
import type { Body } from '../input.ts'
import type { Person } from '../people.ts'
import { methodDisabled, missingId, Problem } from '../problem.ts'
import { created, DELETED, ok, type Reply } from '../rest.ts'
import type { Origin } from '../tokens.ts'

/** A request to `admin/auth/...`, where most addresses ignore `Authorization` (facts §1.4). */
export interface AuthCall {
  method: string
  id: string | null
  body: Body
  authorization: string | undefined
  origin: Origin
}

export function replyTokens(gate: Gate, call: AuthCall): Reply {
  const { method, id, origin } = call
  if (method === 'POST' && id === null) {
    const person = personOf(gate, call)
    const permissions = permissionsOf(gate, person)
    return created({ ...gate.tokens.issue(person, origin), permissions })
  }
  if (method !== 'GET' && method !== 'DELETE') throw methodDisabled()
  if (id === null) throw missingId()
  if (method === 'GET') return ok(gate.tokens.refresh(id, origin))
  gate.tokens.revoke(id)
  return DELETED
}

function personOf(gate: Gate, { body, origin }: AuthCall): Person {
  const { login, password } = body
  switch (body.auth_type) {
    case 'api_key': {
      const [key, nonce, signature] = [body.key, body.nonce, body.signature].map(String) as [
        string,
        string,
        string,
      ]
      const { id } = gate.keys.ofSignature({ key, nonce, signature }, origin.address)
      return { kind: 'key', id }
    }
    case 'admin': {
      const person = known(gate.people.logIn('staff', login, password))
      gate.people.checkSecondFactor(person, body)
      return person
    }
    case 'customer':
      return known(gate.people.logIn('customer', login, password))
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

/** Controller → action → `allow`, for a key that may not do everything; else PHP's empty array. */
function permissionsOf({ keys }: Gate, { kind, id }: Person): object {
  const permissions = kind === 'key' ? keys.find(id)?.permissions : null
  if (!permissions) return []
  const allow = (actions: string[]) => Object.fromEntries(actions.map((name) => [name, 'allow']))
  return Object.fromEntries(
    Object.entries(permissions).map(([controller, actions]) => [controller, allow(actions)]),
  )
}

/** Opens a web session for whoever the token stands for. */
export function replySessions(gate: Gate, { method, authorization, origin }: AuthCall): Reply {
  if (method !== 'POST') throw methodDisabled()
  const { person } = authenticate(gate, authorization, origin)
  const session_id = gate.people.openSession(person)
  return created({ session_id, csrf_token: session_id.slice(0, 16) })
}

export function replyTwoFactorStatus({ people }: Gate, { method, body }: AuthCall): Reply {
  if (method !== 'POST') throw methodDisabled()
  if (!body.login) throw new Problem('INVALID_INPUT_DATA', 'Login is missing.')
  return created({ two_factor_enabled: people.hasSecondFactor(String(body.login)) })
}
