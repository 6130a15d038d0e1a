import { ofCents } from './amounts.ts'
import { moveBalance } from './booking.ts'
import type { Books } from './books.ts'
import { type Line, totalOf, totalOfLine } from './lines.ts'
import { Problem } from './problem.ts'
import type { InvoiceRow, ProformaRow } from './schema/documents.ts'
import type { TransactionRow } from './schema/finance.ts'

// Making and deleting documents (Splynx facts §3.1 and §3.9). Money is in ten-thousandths.

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
    number: invoice.number || freeNumber(books, 'invoices', invoice),
    items: lines.map((line) => ({ ...line, transactionId: insertDebit(books, invoice, line) })),
  })
  moveBalance(books, invoice.customer_id, -total)
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
  const number = proforma.number || freeNumber(books, 'proformas', proforma)
  books.proformas.update(proforma, { number })
  return proforma
}

/** The row stays, as `deleted`, and gives its debit back. Not once anything was paid on it. */
export function deleteInvoice(books: Books, invoice: InvoiceRow): void {
  const { invoices, transactions, relations, clock } = books
  if (invoice.status === 'deleted') return
  if (invoice.due < invoice.total || relations.has('invoice_id', invoice.id)) {
    throw new Problem('ENTITY_CANNOT_BE_DELETED', 'Delete its payments first.')
  }
  for (const transaction of transactions.where('invoice_id', invoice.id)) {
    transactions.remove(transaction)
  }
  moveBalance(books, invoice.customer_id, invoice.total)
  invoices.update(invoice, { status: 'deleted', due: 0, date_updated: clock.today() })
}

export function deleteProforma(books: Books, proforma: ProformaRow): void {
  if (proforma.status === 'paid' || books.payments.has('request_id', proforma.id)) {
    throw new Problem('ENTITY_CANNOT_BE_DELETED', 'Delete its payments first.')
  }
  books.proformas.remove(proforma)
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

// Year, partner on two digits, running number on six: the default pattern (facts §2.6).
function freeNumber(
  books: Books,
  table: 'invoices' | 'proformas',
  { id, customer_id, date_created }: { id: number; customer_id: number; date_created: string },
): string {
  const partner = String(books.customers.find(customer_id)?.partner_id ?? 0).padStart(2, '0')
  let running = id
  const taken = (number: string) =>
    table === 'invoices'
      ? books.invoices.has('number', number)
      : books.proformas.has('number', number)
  const number = () => `${date_created.slice(0, 4)}${partner}${String(running).padStart(6, '0')}`
  while (taken(number())) running += 1
  return number()
}

/** A transaction entered by hand or by a program moves the balance at once. */
export function insertTransaction(books: Books, values: Partial<TransactionRow>): TransactionRow {
  const { quantity = 1, price = 0, tax_percent = 0, type = 'debit' } = values
  const total = Math.round(quantity * price * (1 + tax_percent / 1_000_000))
  const row = { date: books.clock.today(), ...values, type, total }
  const transaction = books.transactions.insert(row)
  moveBalance(books, transaction.customer_id, type === 'credit' ? total : -total)
  return transaction
}
