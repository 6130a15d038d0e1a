import { ofCents } from '../amounts.ts'
import { createInvoice, createProforma, deleteInvoice, deleteProforma } from '../billing.ts'
import { bookPayment } from '../booking.ts'
import { UNSET_DATE } from '../columns.ts'
import type { Body } from '../input.ts'
import type { Line } from '../lines.ts'
import { created, ok, type Reply } from '../rest.ts'
import type { Splynx } from '../splynx.ts'
import type { ControlCall, Sandbox } from './index.ts'
import { customerIn, missing, wrong } from './read.ts'

// What the office does with documents while the add-on is not looking.

/** `{kind, customerId, amountCents, date?}`: somebody in the office issues a document. */
export function create({ splynx }: Sandbox, { body }: ControlCall): Reply {
  const { books } = splynx
  const customer = customerIn(splynx, body.customerId)
  const lines = [lineOf(centsIn(body.amountCents))]
  const values = { customer_id: customer.id, added_by: 'admin', ...dateIn(body.date) }
  const document =
    kindIn(body) === 'invoice'
      ? createInvoice(books, values, lines)
      : createProforma(books, values, lines)
  return created({ id: document.id, number: document.number })
}

/** `{kind, id, amountCents?}`: the customer pays in cash, all that is due unless told otherwise. */
export function pay({ splynx: { books, ledger } }: Sandbox, { body }: ControlCall): Reply {
  const kind = kindIn(body)
  const document = documentIn(books, body)
  const due = 'due' in document ? document.due : document.total
  if (document.status === 'paid' || document.status === 'deleted') {
    throw wrong(`It is ${document.status} already.`)
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
  return created({ paymentId: payment.id })
}

/** `{kind, id}`; refused, as in Splynx, once something was paid on it. */
export function remove({ splynx: { books } }: Sandbox, { body }: ControlCall): Reply {
  const document = documentIn(books, body)
  if ('due' in document) deleteInvoice(books, document)
  else deleteProforma(books, document)
  return ok({ deleted: true })
}

/** `{kind, id}`: the accounting system has it now, so that nobody deletes it any more. */
export function sync({ splynx: { books } }: Sandbox, { body }: ControlCall): Reply {
  books.synced.add(`${kindIn(body)} ${documentIn(books, body).id}`)
  return ok({ synced: true })
}

function kindIn({ kind }: Body): 'invoice' | 'proforma' {
  if (kind === 'invoice' || kind === 'proforma') return kind
  throw wrong('kind is invoice or proforma.')
}

function documentIn({ invoices, proformas }: Splynx['books'], body: Body) {
  const id = Number(body.id)
  const document = kindIn(body) === 'invoice' ? invoices.find(id) : proformas.find(id)
  if (document === undefined) throw missing('document')
  return document
}

function centsIn(value: unknown): number {
  if (Number.isSafeInteger(value) && value !== 0) return value as number
  throw wrong('amountCents is a whole number other than zero.')
}

function dateIn(value: unknown): { date_created?: string } {
  if (value === undefined) return {}
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
  if (isDay && !Number.isNaN(Date.parse(value))) return { date_created: value }
  throw wrong('date is YYYY-MM-DD.')
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
