import type { Faults } from '../faults.ts'
import { ofCents } from './amounts.ts'
import { createInvoice, createProforma, deleteInvoice, deleteProforma } from './billing.ts'
import { bookPayment } from './booking.ts'
import { UNSET_DATE } from './columns.ts'
import type { PaymentSource } from './endpoints/payments.ts'
import type { Body } from './input.ts'
import type { Line } from './lines.ts'
import type { Person } from './people.ts'
import { Problem } from './problem.ts'
import { ok, type Reply } from './rest.ts'
import { changeSettings } from './settings.ts'
import type { Splynx } from './splynx.ts'

// Addresses of the sandbox itself: its books for an outside check, and acts of the world that a
// test provokes. They need no authentication and no fault ever touches them.

export interface ControlCall {
  method: string
  /** What follows `/_sandbox/`. */
  path: string
  query: URLSearchParams
  body: Body
}

/** The running simulator. */
export interface Sandbox {
  splynx: Splynx
  faults: Faults
  /** Back to the seeded books; faults, tokens and settings are forgotten. */
  reset(): void
  /** Connections are refused for so long. */
  refuseFor(ms: number): void
}

type Control = (sandbox: Sandbox, call: ControlCall) => Reply

const CONTROLS = new Map<string, Control>([
  ['GET payments', listPayments],
  ['GET faults', ({ faults }) => ok(faults.show())],
  ['PUT faults', putFaults],
  ['POST reset', reset],
  ['GET settings', ({ splynx }) => ok(splynx.gate.settings)],
  ['PUT settings', putSettings],
  ['POST documents', createDocument],
  ['POST documents/pay', payDocument],
  ['POST documents/delete', deleteDocument],
  ['POST sessions', openSession],
  ['POST tokens/expire', expireTokens],
])

/** Null when there is no such control address. */
export function control(sandbox: Sandbox, call: ControlCall): Reply | null {
  return CONTROLS.get(`${call.method} ${call.path}`)?.(sandbox, call) ?? null
}

const LIMIT_MAX = 1_000_000

function listPayments({ splynx: { ledger } }: Sandbox, { query }: ControlCall): Reply {
  const entries = ledger.entries({
    source: (query.get('source') ?? 'api') as PaymentSource | 'all',
    deleted: query.get('deleted') === '1',
    since: numberIn(query, 'since', 0),
  })
  const count = entries.length
  const cents = entries.reduce((sum, { amountCents }) => sum + amountCents, 0)
  if (query.get('summary') === '1') return ok({ count, cents })
  const limit = numberIn(query, 'limit', LIMIT_MAX)
  return ok({ count, cents, payments: entries.slice(0, limit) })
}

function putFaults({ faults }: Sandbox, { body }: ControlCall): Reply {
  const wrong = faults.replace(body)
  if (wrong !== null) throw new Problem('BAD_REQUEST', wrong)
  return ok(faults.show())
}

function reset(sandbox: Sandbox): Reply {
  sandbox.reset()
  return ok({ reset: true })
}

function putSettings({ splynx: { gate } }: Sandbox, { body }: ControlCall): Reply {
  const wrong = changeSettings(gate.settings, body)
  if (wrong.length > 0) throw new Problem('BAD_REQUEST', `Senseless: ${wrong.join(', ')}.`)
  return ok(gate.settings)
}

/** `{kind, customerId, amountCents, date?}`: somebody in the office issues a document. */
function createDocument({ splynx: { books } }: Sandbox, { body }: ControlCall): Reply {
  const customer = books.customers.find(Number(body.customerId))
  if (customer === undefined) throw new Problem('NOT_FOUND', 'No such customer.')
  const lines = [lineOf(centsIn(body.amountCents))]
  const values = { customer_id: customer.id, added_by: 'admin', ...dateIn(body.date) }
  const document =
    kindIn(body) === 'invoice'
      ? createInvoice(books, values, lines)
      : createProforma(books, values, lines)
  return { status: 201, body: JSON.stringify({ id: document.id, number: document.number }) }
}

/** `{kind, id, amountCents?}`: the customer pays in cash, all that is due unless told otherwise. */
function payDocument({ splynx: { books, ledger } }: Sandbox, { body }: ControlCall): Reply {
  const kind = kindIn(body)
  const document = documentIn(books, body)
  const due = 'due' in document ? document.due : document.total
  if (document.status === 'paid' || document.status === 'deleted') {
    throw new Problem('BAD_REQUEST', `It is ${document.status} already.`)
  }
  const payment = bookPayment(books, {
    customer_id: document.customer_id,
    [kind === 'invoice' ? 'invoice_id' : 'request_id']: document.id,
    amount: body.amountCents === undefined ? due : ofCents(centsIn(body.amountCents)),
    payment_type: 1,
    comment: 'Paid in cash',
    added_by: 'admin',
  })
  ledger.booked(payment, 'world')
  return { status: 201, body: JSON.stringify({ paymentId: payment.id }) }
}

/** `{kind, id}`; refused, as in Splynx, once something was paid on it. */
function deleteDocument({ splynx: { books } }: Sandbox, { body }: ControlCall): Reply {
  const document = documentIn(books, body)
  if ('due' in document) deleteInvoice(books, document)
  else deleteProforma(books, document)
  return ok({ deleted: true })
}

/** `{login}` or `{customerId}`: somebody logs in to Splynx itself; the add-on gets the session. */
function openSession({ splynx: { books, gate } }: Sandbox, { body }: ControlCall): Reply {
  const person: Person | null =
    typeof body.login === 'string'
      ? gate.people.personOf(body.login)
      : { kind: 'customer', id: Number(body.customerId) }
  const isKnown = person?.kind !== 'customer' || books.customers.find(person.id) !== undefined
  if (person === null || !isKnown) throw new Problem('NOT_FOUND', 'No such person.')
  return { status: 201, body: JSON.stringify({ sessionId: gate.people.openSession(person) }) }
}

/** `{refresh?: true}`: the half hour of every access token is over. */
function expireTokens({ splynx: { gate } }: Sandbox, { body }: ControlCall): Reply {
  gate.tokens.expire({ refresh: body.refresh === true })
  return ok({ expired: true })
}

function numberIn(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  if (text === null) return otherwise
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new Problem('BAD_REQUEST', `${name} is a whole number.`)
}

function kindIn({ kind }: Body): 'invoice' | 'proforma' {
  if (kind === 'invoice' || kind === 'proforma') return kind
  throw new Problem('BAD_REQUEST', 'kind is invoice or proforma.')
}

function documentIn({ invoices, proformas }: Splynx['books'], body: Body) {
  const id = Number(body.id)
  const document = kindIn(body) === 'invoice' ? invoices.find(id) : proformas.find(id)
  if (document === undefined) throw new Problem('NOT_FOUND', 'No such document.')
  return document
}

function centsIn(value: unknown): number {
  if (Number.isSafeInteger(value) && value !== 0) return value as number
  throw new Problem('BAD_REQUEST', 'amountCents is a whole number other than zero.')
}

function dateIn(value: unknown): { date_created?: string } {
  if (value === undefined) return {}
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
  if (isDay && !Number.isNaN(Date.parse(value))) return { date_created: value }
  throw new Problem('BAD_REQUEST', 'date is YYYY-MM-DD.')
}

const lineOf = (priceCents: number): Line => ({
  description: 'Internet access',
  quantity: 1,
  unit: '',
  priceCents,
  taxPercent: 0,
  periodFrom: UNSET_DATE,
  periodTo: UNSET_DATE,
})
