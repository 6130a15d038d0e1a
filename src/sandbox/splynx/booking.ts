import type { Books } from './books.ts'
import { UNSET_DATE } from './columns.ts'
import type { InvoiceRow, ProformaRow } from './schema/documents.ts'
import type { PaymentRow } from './schema/finance.ts'

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
  const { invoices, relations, transactions, payments, proformas } = books
  for (const relation of relations.where('payer_id', payment.id)) {
    relations.remove(relation)
    const invoice = invoices.find(relation.invoice_id)
    if (invoice !== undefined) settleInvoice(books, invoice)
  }
  for (const transaction of transactions.where('payment_id', payment.id)) {
    transactions.remove(transaction)
  }
  payments.remove(payment)
  moveBalance(books, payment.customer_id, -payment.amount)
  const proforma = proformas.find(payment.request_id)
  if (proforma !== undefined) settleProforma(books, proforma)
}

export function moveBalance({ billing }: Books, customerId: number, amount: number): void {
  const row = billing.find(customerId)
  if (row !== undefined) billing.update(row, { deposit: row.deposit + amount })
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
  if (invoice !== undefined) {
    if (payment.amount > 0) coverInvoice(books, payment, invoice)
    else refundInvoice(books, payment, invoice)
  } else if (proforma !== undefined) {
    // The money stays on the balance, unallocated, for the invoice that will follow.
    settleProforma(books, proforma)
  } else if (payment.amount > 0 && payment.credit_note_id === 0) {
    for (const debt of oldestDebts(books, payment.customer_id)) coverInvoice(books, payment, debt)
  }
}

function oldestDebts({ invoices }: Books, customerId: number): InvoiceRow[] {
  return invoices
    .where('customer_id', customerId)
    .filter(({ status, due }) => status === 'not_paid' && due > 0)
    .sort((a, b) => Date.parse(a.date_created) - Date.parse(b.date_created))
}

function coverInvoice(books: Books, payment: PaymentRow, invoice: InvoiceRow): void {
  const covered = Math.min(payment.remind_amount, invoice.due)
  if (covered <= 0 || invoice.status === 'deleted') return
  relate(books, payment, invoice, covered)
  settleInvoice(books, invoice)
}

// A negative payment that names an invoice takes back what was paid on it: our decision (§3.10).
function refundInvoice(books: Books, payment: PaymentRow, invoice: InvoiceRow): void {
  const taken = Math.min(-payment.amount, invoice.total - invoice.due)
  if (taken <= 0 || invoice.status === 'deleted') return
  relate(books, payment, invoice, -taken)
  settleInvoice(books, invoice)
}

function relate(books: Books, payment: PaymentRow, invoice: InvoiceRow, amount: number): void {
  books.relations.insert({
    customer_id: payment.customer_id,
    payer_id: payment.id,
    type: 'payment',
    invoice_id: invoice.id,
    transaction_id: payment.transaction_id,
    amount,
  })
  books.payments.update(payment, { remind_amount: payment.remind_amount - amount })
}

/** Works out what is due and, from it, the status, after the invoice's relations changed. */
function settleInvoice({ invoices, relations, payments, clock }: Books, invoice: InvoiceRow): void {
  if (invoice.status === 'deleted') return
  const covers = relations.where('invoice_id', invoice.id)
  const due = covers.reduce((rest, { amount }) => rest - amount, invoice.total)
  const changes: Partial<InvoiceRow> = { due, date_updated: clock.today() }
  if (due <= 0) {
    const payer = payments.find(covers.findLast(({ amount }) => amount > 0)?.payer_id ?? 0)
    changes.status = 'paid'
    changes.payment_id = payer?.id ?? 0
    changes.date_payment = payer?.date ?? UNSET_DATE
  } else if (invoice.status === 'paid') {
    changes.status = 'not_paid'
    changes.payment_id = 0
    changes.date_payment = UNSET_DATE
  }
  invoices.update(invoice, changes)
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
