import {
  changeLines,
  changeStatus,
  createInvoice,
  createProforma,
  deleteInvoice,
  deleteProforma,
} from '../billing.ts'
import type { Books } from '../books.ts'
import { createCreditNote, deleteCreditNote } from '../credit-notes.ts'
import { type Line, totalOf } from '../lines.ts'
import { Invalid } from '../problem.ts'
import { type Endpoint, resource } from '../rest.ts'
import { changedLines, newLines } from './document-lines.ts'
import { authorOf } from './payments.ts'

/** Splynx facts §2.6. */
export function invoicesEndpoint(books: Books): Endpoint {
  const { invoices, clock } = books
  return resource({
    controller: 'Invoices',
    books,
    table: invoices,
    owner: 'customer_id',
    create(values, call) {
      checkCustomer(books, values.customer_id)
      checkNumber(values.number, (number) => invoices.has('number', number))
      return createInvoice(books, { ...values, ...authorOf(call) }, newLines(call))
    },
    update(invoice, { customer_id: _, status, ...changes }, call) {
      const lines = changedLines(call, invoice.items as Line[])
      if (lines !== null && invoice.status === 'deleted') {
        throw Invalid.field('items', 'The invoice is deleted.')
      }
      if (status !== undefined) changeStatus(books, invoice, status)
      if (lines !== null) changeLines(books, invoice, lines)
      invoices.update(invoice, { ...changes, date_updated: clock.today() })
    },
    remove: (invoice) => deleteInvoice(books, invoice),
  })
}

/** Splynx facts §2.7: answered at `proforma-invoices` and at the older `requests`. */
export function proformasEndpoint(books: Books): Endpoint {
  const { proformas, clock } = books
  return resource({
    controller: 'Requests',
    books,
    table: proformas,
    owner: 'customer_id',
    create(values, call) {
      checkCustomer(books, values.customer_id)
      checkNumber(values.number, (number) => proformas.has('number', number))
      const { added_by } = authorOf(call)
      return createProforma(books, { ...values, added_by }, newLines(call))
    },
    update(proforma, { customer_id: _, ...changes }, call) {
      const items = changedLines(call, proforma.items as Line[])
      const lines = items === null ? {} : { items, total: totalOf(items) }
      proformas.update(proforma, { ...changes, ...lines, date_updated: clock.today() })
    },
    remove: (proforma) => deleteProforma(books, proforma),
  })
}

/** Splynx facts §2.9. */
export function creditNotesEndpoint(books: Books): Endpoint {
  const { creditNotes, clock } = books
  return resource({
    controller: 'CreditNotes',
    books,
    table: creditNotes,
    owner: 'customer_id',
    create(values, call) {
      checkCustomer(books, values.customer_id)
      checkNumber(values.number, (number) => creditNotes.has('number', number))
      return createCreditNote(books, { ...values, ...authorOf(call) }, newLines(call))
    },
    update(note, { customer_id: _, ...changes }) {
      if (changes.status === 'deleted') deleteCreditNote(books, note)
      creditNotes.update(note, { ...changes, date_updated: clock.today() })
    },
    remove: (note) => deleteCreditNote(books, note),
  })
}

export function checkCustomer({ customers }: Books, customerId: number | undefined): void {
  if (customers.value(customerId ?? 0, 'id') !== undefined) return
  throw Invalid.field('customer_id', 'Customer is invalid.')
}

function checkNumber(number: string | undefined, isTaken: (number: string) => boolean): void {
  if (number && isTaken(number)) throw Invalid.field('number', 'Number has already been taken.')
}
