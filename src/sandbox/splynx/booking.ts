import { moveBalance } from './balance.ts'
import { createInvoice } from './billing.ts'
import type { Books } from './books.ts'
import { UNSET_DATE } from './columns.ts'
import { coverDebit, coverInvoice, releaseCoverage, uncoverInvoice } from './coverage.ts'
import { settleCreditNote } from './credit-notes.ts'
import type { Line } from './lines.ts'
import type { InvoiceRow, ProformaRow } from './schema/documents.ts'
import type { PaymentRow, TransactionRow } from './schema/finance.ts'

// What a payment does to the books (Splynx facts §3). Money is in ten-thousandths.

/** Transaction category of payments. */
const PAYMENT_CATEGORY = 3

/** Books a payment whose fields have been checked: the row and everything that follows from it. */
export function bookPayment(books: Books, values: Partial<PaymentRow>): PaymentRow {
  const { clock, payments } = books
  const payment = payments.insert({
    date: clock.today(),
    ...values,
    real_create_datetime: clock.datetime(),
    updated_at: clock.datetime(),
  })
  payments.update(payment, {
    receipt_number: payment.receipt_number || freeReceiptNumber(books, payment),
    transaction_id: insertCredit(books, payment),
    remind_amount: payment.amount,
  })
  moveBalance(books, payment.customer_id, payment.amount)
  allocate(books, payment)
  return payment
}

/** Takes a payment and all its effects back: the documents are open again, the balance falls. */
export function undoPayment(books: Books, payment: PaymentRow): void {
  const { transactions, payments, proformas, creditNotes } = books
  releaseCoverage(books, payment)
  for (const transaction of transactions.where('payment_id', payment.id)) {
    transactions.remove(transaction)
  }
  payments.remove(payment)
  moveBalance(books, payment.customer_id, -payment.amount)
  const proforma = proformas.find(payment.request_id)
  if (proforma !== undefined) settleProforma(books, proforma)
  const creditNote = creditNotes.find(payment.credit_note_id)
  if (creditNote !== undefined) settleCreditNote(books, creditNote)
}

// Year-method-number, the default pattern.
function freeReceiptNumber({ payments }: Books, { id, date, payment_type }: PaymentRow): string {
  const prefix = `${date.slice(0, 4)}-${String(payment_type).padStart(2, '0')}`
  let number = id
  const text = () => `${prefix}-${String(number).padStart(5, '0')}`
  while (payments.has('receipt_number', text())) number += 1
  return text()
}

function insertCredit({ transactions, methods }: Books, payment: PaymentRow): number {
  return transactions.insert({
    customer_id: payment.customer_id,
    type: 'credit',
    price: payment.amount,
    total: payment.amount,
    date: payment.date,
    category: PAYMENT_CATEGORY,
    description: methods.find(payment.payment_type)?.name ?? '',
    comment: payment.comment,
    payment_id: payment.id,
    source: 'auto',
  }).id
}

function allocate(books: Books, payment: PaymentRow): void {
  const invoice = books.invoices.find(payment.invoice_id)
  const proforma = books.proformas.find(payment.request_id)
  const creditNote = books.creditNotes.find(payment.credit_note_id)
  if (invoice !== undefined) {
    if (payment.amount > 0) coverInvoice(books, payment, invoice)
    else uncoverInvoice(books, payment, invoice)
  } else if (proforma !== undefined) {
    // The money stays on the balance, unallocated, for the invoice that will follow.
    settleProforma(books, proforma)
    if (proforma.payment_id === payment.id) issueInvoice(books, proforma, payment)
  } else if (creditNote !== undefined) {
    settleCreditNote(books, creditNote)
  } else if (payment.amount > 0) {
    for (const debit of unbilledDebits(books, payment.customer_id)) {
      coverDebit(books, payment, debit)
    }
    for (const debt of openInvoices(books, payment)) coverInvoice(books, payment, debt)
  }
}

function unbilledDebits({ transactions }: Books, customerId: number): TransactionRow[] {
  return transactions
    .where('customer_id', customerId)
    .filter(({ type, invoice_id, remind_amount }) => {
      return type === 'debit' && invoice_id === 0 && remind_amount > 0
    })
    .sort((a, b) => Date.parse(a.date) - Date.parse(b.date))
}

/** The oldest first; by setting, one of exactly this total before them. */
function openInvoices({ invoices, settings }: Books, payment: PaymentRow): InvoiceRow[] {
  const open = invoices
    .where('customer_id', payment.customer_id)
    .filter(({ status, due }) => status === 'not_paid' && due > 0)
    .sort((a, b) => Date.parse(a.date_created) - Date.parse(b.date_created))
  const equal = settings.matchEqualTotals && open.find(({ due }) => due === payment.amount)
  return equal ? [equal, ...open.filter((invoice) => invoice !== equal)] : open
}

function issueInvoice(books: Books, proforma: ProformaRow, payment: PaymentRow): void {
  if (!books.settings.issueInvoiceAfterPayment) return
  const values = { customer_id: proforma.customer_id, added_by: 'system' }
  const invoice = createInvoice(books, values, proforma.items as Line[])
  coverInvoice(books, payment, invoice)
}

// A proforma has no due: it is paid by the payment with which all that name it cover its total.
function settleProforma({ proformas, payments, clock }: Books, proforma: ProformaRow): void {
  let paid = 0
  let payer: PaymentRow | undefined
  for (const payment of payments.where('request_id', proforma.id)) {
    paid += payment.amount
    if (paid < proforma.total) payer = undefined
    else payer ??= payment
  }
  if (payer === undefined && proforma.status !== 'paid') return
  proformas.update(proforma, {
    status: payer === undefined ? 'not_paid' : 'paid',
    payment_id: payer?.id ?? 0,
    date_payment: payer?.date ?? UNSET_DATE,
    date_updated: clock.today(),
  })
}
