import { found, html, page } from '../html.ts'
import type { Body } from '../input.ts'
import type { Side } from '../people.ts'
import type { Reply } from '../rest.ts'
import type { Splynx } from '../splynx.ts'

// The session cookie is PHP's, as add-ons on the same host share it (Splynx facts §1.6); cookies
// know no ports, so an add-on on another port of this machine gets it too.

export interface PageCall {
  method: string
  path: string
  query: URLSearchParams
  body: Body
  cookie: string
  /** Host name that the browser asked for, without the port. */
  host: string
}

const HOME: Record<Side, string> = { staff: '/admin/', customer: '/portal/' }

export function showLogIn(side: Side, { query }: PageCall, complaint: string): Reply {
  const body = html`<form method="post">
      <p role="alert">${complaint}</p>
      <input type="hidden" name="return" value="${query.get('return') ?? ''}">
      <label>Login <input name="login" autocomplete="username" required autofocus></label>
      <label>Password
        <input name="password" type="password" autocomplete="current-password" required></label>
      <button>Log in</button>
    </form>`
  return page({
    status: complaint === '' ? 200 : 401,
    title: side === 'staff' ? 'Splynx: staff login' : 'Splynx: customer portal',
    body,
  })
}

export function logIn({ gate }: Splynx, side: Side, call: PageCall): Reply {
  const person = gate.people.logIn(side, call.body.login, call.body.password)
  if (person === null) return showLogIn(side, call, 'Incorrect login or password.')
  const session = gate.people.openSession(person)
  const target = returnAddress(call) ?? HOME[side]
  const { sessionCookie } = gate.settings
  return found(target, `${sessionCookie}=${session}; Path=/; HttpOnly; SameSite=Lax`)
}

/** Back to where the login was asked for, as long as that is on the same host. */
function returnAddress({ body, host }: PageCall): string | null {
  const wanted = typeof body.return === 'string' ? body.return : ''
  const base = `http://${host}`
  if (wanted === '' || !URL.canParse(wanted, base)) return null
  const url = new URL(wanted, base)
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:'
  if (!isHttp || url.hostname !== host) return null
  return wanted.startsWith('/') && !wanted.startsWith('//') ? wanted : url.href
}

export function logOut(splynx: Splynx, call: PageCall): Reply {
  const { people, settings } = splynx.gate
  people.closeSession(sessionOf(splynx, call))
  return found('/portal/login/', `${settings.sessionCookie}=; Path=/; Max-Age=0`)
}

export function sessionOf({ gate }: Splynx, { cookie }: PageCall): string {
  const name = gate.settings.sessionCookie
  return new RegExp(`(?:^|;\\s*)${name}=([^;]*)`).exec(cookie)?.[1] ?? ''
}

export function withPerson(
  splynx: Splynx,
  call: PageCall,
  side: Side,
  show: (id: number) => Reply,
): Reply {
  const person = splynx.gate.people.session(sessionOf(splynx, call))
  return person?.kind === side
    ? show(person.id)
    : found(`${HOME[side]}login/?return=${encodeURIComponent(HOME[side])}`)
}
