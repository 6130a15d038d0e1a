import type { Books } from './books.ts'
import { UNSET_DATE } from './columns.ts'
import type { InvoiceRow } from './schema/documents.ts'
import type { PaymentRow, TransactionRow } from './schema/finance.ts'

// Which payment covers how much of which debt, and what follows from it for an invoice (Splynx facts
// §3.3 to §3.6). A relation names an invoice or, instead of it, a debit that is on no invoice yet.

export function coverInvoice(books: Books, payment: PaymentRow, invoice: InvoiceRow): void {
  const covered = Math.min(payment.remind_amount, invoice.due)
  if (covered <= 0 || invoice.status === 'deleted') return
  relate(books, payment, { invoice_id: invoice.id }, covered)
  settleInvoice(books, invoice)
}

// A negative payment that names an invoice takes back what was paid on it: our decision (§3.10).
export function uncoverInvoice(books: Books, payment: PaymentRow, invoice: InvoiceRow): void {
  const taken = Math.min(-payment.amount, invoice.total - invoice.due)
  if (taken <= 0 || invoice.status === 'deleted') return
  relate(books, payment, { invoice_id: invoice.id }, -taken)
  settleInvoice(books, invoice)
}

export function coverDebit(books: Books, payment: PaymentRow, debit: TransactionRow): void {
  const covered = Math.min(payment.remind_amount, debit.remind_amount)
  if (covered <= 0) return
  relate(books, payment, { transaction_id: debit.id }, covered)
  books.transactions.update(debit, { remind_amount: debit.remind_amount - covered })
}

/** What earlier payments left over pays a new invoice. */
export function coverFromBalance(books: Books, invoice: InvoiceRow): void {
  const payments = books.payments.where('customer_id', invoice.customer_id)
  for (const payment of payments) {
    if (invoice.due > 0 && payment.remind_amount > 0) coverInvoice(books, payment, invoice)
  }
  if (invoice.due <= 0) books.invoices.update(invoice, { payd_from_deposit: '1' })
}

/** Takes back all that a payment covered: its debts are open again. */
export function releaseCoverage(books: Books, payment: PaymentRow): void {
  const { invoices, relations, transactions } = books
  for (const relation of relations.where('payer_id', payment.id)) {
    relations.remove(relation)
    const invoice = invoices.find(relation.invoice_id)
    if (invoice !== undefined) settleInvoice(books, invoice)
    const debit = transactions.find(relation.transaction_id)
    if (debit !== undefined) {
      transactions.update(debit, { remind_amount: debit.remind_amount + relation.amount })
    }
  }
}

/** Works out what is due and, from it, the status, after the relations or the total changed. */
export function settleInvoice(
  { invoices, relations, payments, clock }: Books,
  invoice: InvoiceRow,
): void {
  if (invoice.status === 'deleted') return
  const covers = relations.where('invoice_id', invoice.id)
  const rest = covers.reduce((rest, { amount }) => rest - amount, invoice.total)
  const changes: Partial<InvoiceRow> = { due: Math.max(0, rest), date_updated: clock.today() }
  if (rest <= 0) {
    const payer = payments.find(covers.findLast(({ amount }) => amount > 0)?.payer_id ?? 0)
    changes.status = 'paid'
    changes.payment_id = payer?.id ?? 0
    changes.date_payment = payer?.date ?? UNSET_DATE
  } else if (invoice.status === 'paid') {
    changes.status = 'not_paid'
    changes.payment_id = 0
    changes.date_payment = UNSET_DATE
    changes.payd_from_deposit = '0'
  }
  invoices.update(invoice, changes)
}

function relate(
  books: Books,
  payment: PaymentRow,
  debt: { invoice_id: number } | { transaction_id: number },
  amount: number,
): void {
  const { customer_id, id: payer_id } = payment
  books.relations.insert({ customer_id, payer_id, type: 'payment', amount, ...debt })
  books.payments.update(payment, { remind_amount: payment.remind_amount - amount })
}
