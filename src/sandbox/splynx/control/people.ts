import { type Person, sashOf } from '../people.ts'
import { created, ok, type Reply } from '../rest.ts'
import type { ControlCall, Sandbox } from './index.ts'
import { missing, wrong } from './read.ts'

/** `{login}` or `{customerId}`: somebody logs in to Splynx itself; the add-on gets the session. */
export function openSession({ splynx: { books, gate } }: Sandbox, { body }: ControlCall): Reply {
  const person: Person | null =
    typeof body.login === 'string'
      ? gate.people.personOf(body.login)
      : { kind: 'customer', id: Number(body.customerId) }
  const isKnown = person?.kind !== 'customer' || books.customers.find(person.id) !== undefined
  if (person === null || !isKnown) throw missing('person')
  const sessionId = gate.people.openSession(person)
  return created({ sessionId, sash: sashOf(sessionId) })
}

/** `{login, code, fingerprint?}` of a member of the staff; `{login, code: null}` ends it. */
export function setSecondFactor({ splynx }: Sandbox, { body }: ControlCall): Reply {
  const { people } = splynx.gate
  const person = typeof body.login === 'string' ? people.personOf(body.login) : null
  if (person?.kind !== 'staff') throw missing('member of the staff')
  const { code, fingerprint = 'trusted-device' } = body
  if (code !== null && typeof code !== 'string') throw wrong('code is text, or null.')
  const factor = code === null ? null : { code, fingerprint: String(fingerprint) }
  people.setSecondFactor(person.id, factor)
  return ok({ enabled: factor !== null })
}

/** `{refresh?: true}`: the half hour of every access token is over. */
export function expireTokens({ splynx: { gate } }: Sandbox, { body }: ControlCall): Reply {
  gate.tokens.expire({ refresh: body.refresh === true })
  return ok({ expired: true })
}

export function banTokens({ splynx: { gate } }: Sandbox): Reply {
  gate.tokens.banAll()
  return ok({ banned: true })
}
