import { centsOf, parseDecimal } from '../amounts.ts'
import { createInvoice, createProforma, deleteInvoice, deleteProforma } from '../billing.ts'
import type { Books } from '../books.ts'
import { UNSET_DATE } from '../columns.ts'
import { readInteger } from '../input.ts'
import type { Line } from '../lines.ts'
import { Invalid } from '../problem.ts'
import { type Call, type Endpoint, resource } from '../rest.ts'
import { authorOf } from './payments.ts'

/** Splynx facts §2.6. */
export function invoicesEndpoint(books: Books): Endpoint {
  return resource({
    controller: 'Invoices',
    books,
    table: books.invoices,
    owner: 'customer_id',
    create(values, call) {
      checkCustomer(books, values.customer_id)
      checkNumber(values.number, (number) => books.invoices.has('number', number))
      return createInvoice(books, { ...values, ...authorOf(call) }, linesOf(call))
    },
    // Whoever says `paid` is believed, as Splynx does; no payment comes of it. Items are not
    // changed: existing add-ons send a stub of them (facts §3.3).
    update(invoice, values) {
      const due = values.status === 'paid' ? { due: 0 } : {}
      const { customer_id: _, ...changes } = values
      books.invoices.update(invoice, { ...changes, ...due, date_updated: books.clock.today() })
    },
    remove: (invoice) => deleteInvoice(books, invoice),
  })
}

/** Splynx facts §2.7: answered at `proforma-invoices` and at the older `requests`. */
export function proformasEndpoint(books: Books): Endpoint {
  return resource({
    controller: 'Requests',
    books,
    table: books.proformas,
    owner: 'customer_id',
    create(values, call) {
      checkCustomer(books, values.customer_id)
      checkNumber(values.number, (number) => books.proformas.has('number', number))
      const { added_by } = authorOf(call)
      return createProforma(books, { ...values, added_by }, linesOf(call))
    },
    update(proforma, { customer_id: _, ...changes }) {
      books.proformas.update(proforma, { ...changes, date_updated: books.clock.today() })
    },
    remove: (proforma) => deleteProforma(books, proforma),
  })
}

export function checkCustomer({ customers }: Books, customerId: number | undefined): void {
  if (customers.find(customerId ?? 0)) return
  throw Invalid.field('customer_id', 'Customer is invalid.')
}

function checkNumber(number: string | undefined, isTaken: (number: string) => boolean): void {
  if (number && isTaken(number)) throw Invalid.field('number', 'Number has already been taken.')
}

function linesOf({ body }: Call): Line[] {
  const items = Array.isArray(body.items) ? body.items : Object.values(body.items ?? {})
  if (items.length === 0) throw Invalid.field('items', 'Items cannot be blank.')
  return items.map(lineOf)
}

function lineOf(item: unknown): Line {
  const given = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>
  const price = parseDecimal(given.price)
  const tax = parseDecimal(given.tax ?? 0)
  const quantity = readInteger(given.quantity ?? 1)
  if (price === null || tax === null || quantity === null) {
    throw Invalid.field('items', 'An item is invalid.')
  }
  return {
    description: String(given.description ?? ''),
    quantity,
    unit: String(given.unit ?? ''),
    priceCents: centsOf(price),
    taxPercent: tax / 10_000,
    periodFrom: String(given.period_from ?? UNSET_DATE),
    periodTo: String(given.period_to ?? UNSET_DATE),
    category: readInteger(given.categoryIdForTransaction) ?? 1,
  }
}
