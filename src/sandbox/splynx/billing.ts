import { ofCents } from './amounts.ts'
import { moveBalance } from './balance.ts'
import type { Books } from './books.ts'
import { coverFromBalance, settleInvoice } from './coverage.ts'
import { type Line, totalOf, totalOfLine } from './lines.ts'
import { freeNumber } from './numbers.ts'
import { Invalid, Problem } from './problem.ts'
import type { InvoiceRow, ProformaRow } from './schema/documents.ts'

// Making, changing and deleting documents (Splynx facts §3.1 and §3.9). Money is in ten-thousandths.

const DAYS_TO_PAY = 15

/** An invoice debits the balance by its total, one transaction a line. */
export function createInvoice(
  books: Books,
  values: Partial<InvoiceRow>,
  lines: Line[],
): InvoiceRow {
  const dates = documentDates(books, values)
  const total = totalOf(lines)
  const invoice = books.invoices.insert({ ...dates, ...values, total, due: total })
  books.invoices.update(invoice, {
    number:
      invoice.number || freeNumber(books, invoice, (one) => books.invoices.has('number', one)),
    items: withDebits(books, invoice, lines),
  })
  moveBalance(books, invoice.customer_id, -total)
  if (books.settings.payFromBalance) coverFromBalance(books, invoice)
  return invoice
}

/** A proforma changes neither balance nor transactions. */
export function createProforma(
  books: Books,
  values: Partial<ProformaRow>,
  lines: Line[],
): ProformaRow {
  const proforma = books.proformas.insert({
    ...documentDates(books, values),
    ...values,
    total: totalOf(lines),
    items: lines,
  })
  const number =
    proforma.number || freeNumber(books, proforma, (one) => books.proformas.has('number', one))
  books.proformas.update(proforma, { number })
  return proforma
}

/** New lines: the debits and the balance follow, and what is due is worked out again. */
export function changeLines(books: Books, invoice: InvoiceRow, lines: Line[]): void {
  removeDebits(books, invoice)
  const total = totalOf(lines)
  moveBalance(books, invoice.customer_id, invoice.total - total)
  books.invoices.update(invoice, { total, items: withDebits(books, invoice, lines) })
  settleInvoice(books, invoice)
}

/** The row stays, as `deleted`, and gives its debit back. Not once anything was paid on it. */
export function deleteInvoice(books: Books, invoice: InvoiceRow): void {
  const { invoices, relations, clock } = books
  if (invoice.status === 'deleted') return
  if (invoice.due < invoice.total || relations.has('invoice_id', invoice.id)) {
    throw new Problem('ENTITY_CANNOT_BE_DELETED', 'Delete its payments first.')
  }
  checkNotSynced(books, 'invoice', invoice.id)
  removeDebits(books, invoice)
  moveBalance(books, invoice.customer_id, invoice.total)
  invoices.update(invoice, { status: 'deleted', due: 0, date_updated: clock.today() })
}

export function deleteProforma(books: Books, proforma: ProformaRow): void {
  if (proforma.status === 'paid' || books.payments.has('request_id', proforma.id)) {
    throw new Problem('ENTITY_CANNOT_BE_DELETED', 'Delete its payments first.')
  }
  checkNotSynced(books, 'proforma', proforma.id)
  books.proformas.remove(proforma)
}

/**
 * A status that a program writes. Whoever says `paid` is believed, as Splynx does, and no payment
 * comes of it; a deleted invoice does not come back.
 */
export function changeStatus(books: Books, invoice: InvoiceRow, status: string): void {
  if (invoice.status === status) return
  if (invoice.status === 'deleted') {
    throw Invalid.field('status', 'A deleted invoice cannot be restored.')
  }
  if (status === 'deleted') deleteInvoice(books, invoice)
  else if (status === 'paid') books.invoices.update(invoice, { status, due: 0 })
  else {
    books.invoices.update(invoice, { status })
    settleInvoice(books, invoice)
  }
}

function checkNotSynced({ synced }: Books, kind: 'invoice' | 'proforma', id: number): void {
  if (!synced.has(`${kind} ${id}`)) return
  throw new Problem('ENTITY_CANNOT_BE_DELETED', 'It was synchronized with the accounting system.')
}

const withDebits = (books: Books, invoice: InvoiceRow, lines: Line[]): Line[] =>
  lines.map((line) => ({ ...line, transactionId: insertDebit(books, invoice, line) }))

function removeDebits({ transactions }: Books, invoice: InvoiceRow): void {
  for (const transaction of transactions.where('invoice_id', invoice.id)) {
    transactions.remove(transaction)
  }
}

function insertDebit({ transactions }: Books, invoice: InvoiceRow, line: Line): number {
  return transactions.insert({
    customer_id: invoice.customer_id,
    type: 'debit',
    quantity: line.quantity,
    unit: line.unit,
    price: Math.round(ofCents(line.priceCents)),
    tax_percent: Math.round(line.taxPercent * 10_000),
    total: totalOfLine(line),
    date: invoice.date_created,
    category: line.category ?? 1,
    description: line.description,
    period_from: line.periodFrom,
    period_to: line.periodTo,
    invoice_id: invoice.id,
    source: 'auto',
  }).id
}

function documentDates({ clock }: Books, values: { date_created?: string }) {
  const date_created = values.date_created ?? clock.today()
  const till = new Date(Date.parse(date_created) + DAYS_TO_PAY * 86_400_000)
  return {
    date_created,
    date_till: till.toISOString().slice(0, 10),
    date_updated: clock.today(),
    real_create_datetime: clock.datetime(),
  }
}
