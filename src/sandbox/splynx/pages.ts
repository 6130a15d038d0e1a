import { decimalText } from './amounts.ts'
import { type Html, html, page } from './html.ts'
import type { Body } from './input.ts'
import type { Person } from './people.ts'
import type { Reply } from './rest.ts'
import type { Splynx } from './splynx.ts'

// The few pages of Splynx that a person needs to reach the add-on: both logins, the portal and the
// staff's start page. The session cookie is PHP's, as add-ons on the same host share it (Splynx
// facts §1.6); cookies know no ports, so an add-on on another port of this machine gets it too.

export interface PageCall {
  method: string
  path: string
  query: URLSearchParams
  body: Body
  cookie: string
  /** Host name that the browser asked for, without the port. */
  host: string
}

const COOKIE = 'PHPSESSID'

type Side = 'staff' | 'customer'
const HOME: Record<Side, string> = { staff: '/admin/', customer: '/portal/' }

/** Null when no page has this address. */
export function showPage(splynx: Splynx, call: PageCall): Reply | null {
  switch (`${call.method} ${call.path}`) {
    case 'GET ':
      return found('/portal/')
    case 'GET admin/login':
      return loginPage('staff', call, '')
    case 'GET portal/login':
      return loginPage('customer', call, '')
    case 'POST admin/login':
      return logIn(splynx, 'staff', call)
    case 'POST portal/login':
      return logIn(splynx, 'customer', call)
    case 'POST logout':
      return logOut(splynx, call)
    case 'GET admin':
      return withPerson(splynx, call, 'staff', (id) => staffPage(splynx, id))
    case 'GET portal':
      return withPerson(splynx, call, 'customer', (id) => portalPage(splynx, id))
    default:
      return null
  }
}

function loginPage(side: Side, { query }: PageCall, complaint: string): Reply {
  const title = side === 'staff' ? 'Splynx: staff login' : 'Splynx: customer portal'
  const body = html`<form method="post">
      <p role="alert">${complaint}</p>
      <input type="hidden" name="return" value="${query.get('return') ?? ''}">
      <label>Login <input name="login" autocomplete="username" required autofocus></label>
      <label>Password
        <input name="password" type="password" autocomplete="current-password" required></label>
      <button>Log in</button>
    </form>`
  return page(complaint === '' ? 200 : 401, title, body)
}

function logIn({ gate }: Splynx, side: Side, call: PageCall): Reply {
  const person = gate.people.logIn(side, call.body.login, call.body.password)
  if (person === null) return loginPage(side, call, 'Incorrect login or password.')
  const session = gate.people.openSession(person)
  const target = returnAddress(call) ?? HOME[side]
  return found(target, `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax`)
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

function logOut({ gate }: Splynx, call: PageCall): Reply {
  gate.people.closeSession(sessionOf(call))
  return found('/portal/login/', `${COOKIE}=; Path=/; Max-Age=0`)
}

const sessionOf = ({ cookie }: PageCall) =>
  new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`).exec(cookie)?.[1] ?? ''

function withPerson(
  { gate }: Splynx,
  call: PageCall,
  side: Side,
  show: (id: number) => Reply,
): Reply {
  const person: Person | null = gate.people.session(sessionOf(call))
  return person?.kind === side
    ? show(person.id)
    : found(`${HOME[side]}login/?return=${encodeURIComponent(HOME[side])}`)
}

const LOG_OUT = html`<form method="post" action="/logout"><button>Log out</button></form>`

function staffPage({ books, addOnUrl }: Splynx, id: number): Reply {
  const body = html`<p>${books.administrators.find(id)?.name ?? ''}</p>
    <p><a href="${addOnUrl}/admin">Charge invoices with IPpay</a></p>
    ${LOG_OUT}`
  return page(200, 'Splynx', body)
}

interface OpenDocument {
  model: 'Invoices' | 'Requests'
  number: string
  due: number
  date_till: string
}

function portalPage({ books, addOnUrl }: Splynx, id: number): Reply {
  const deposit = books.billing.find(id)?.deposit ?? 0
  const documents = openDocuments(books, id)
  const body = html`<p>${books.customers.find(id)?.name ?? ''}, your balance is
      <strong>${decimalText(deposit).slice(0, -2)}</strong>.
      <a href="${addOnUrl}/ippay">Add money</a>
      <a href="${addOnUrl}/ippay/credentials">IpPay payment credentials</a></p>
    <table><caption>To pay</caption>
      <tr><th>Number</th><th>Due</th><th>Pay by</th><th></th></tr>
      ${documents.map((document) => documentRow(addOnUrl, document))}
    </table>
    ${documents.length === 0 ? 'Everything is paid.' : ''}
    ${LOG_OUT}`
  return page(200, 'Splynx: customer portal', body)
}

function openDocuments({ invoices, proformas }: Splynx['books'], id: number): OpenDocument[] {
  const isOpen = ({ status }: { status: string }) => status === 'not_paid'
  return [
    ...invoices
      .where('customer_id', id)
      .filter(isOpen)
      .map(({ number, due, date_till }) => ({
        model: 'Invoices' as const,
        number,
        due,
        date_till,
      })),
    ...proformas
      .where('customer_id', id)
      .filter(isOpen)
      .map(({ number, total, date_till }) => {
        return { model: 'Requests' as const, number, due: total, date_till }
      }),
  ]
}

/** The action link of the add-on: what it is given is the document's number (facts §5). */
function documentRow(addOnUrl: string, { model, number, due, date_till }: OpenDocument): Html {
  const verb = model === 'Invoices' ? 'pay-invoice' : 'pay-request'
  const query = `module=splynx_ippay_addon&model=${model}&item_id=${encodeURIComponent(number)}`
  return html`<tr><td>${number}</td><td>${decimalText(due).slice(0, -2)}</td><td>${date_till}</td>
    <td><a href="${addOnUrl}/ippay/${verb}?${query}">Pay</a></td></tr>`
}

function found(location: string, cookie?: string): Reply {
  const headers: Record<string, string> = { Location: location }
  if (cookie !== undefined) headers['Set-Cookie'] = cookie
  return { status: 302, headers }
}
