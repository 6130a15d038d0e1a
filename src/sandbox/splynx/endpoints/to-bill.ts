import { checkScope } from '../access.ts'
import { decimalNumber, decimalText, ofCents } from '../amounts.ts'
import { createInvoice, createProforma, deleteInvoice, deleteProforma } from '../billing.ts'
import type { Books } from '../books.ts'
import { render } from '../columns.ts'
import { type Line, totalOf, totalOfLine } from '../lines.ts'
import { Invalid, missingId, notFound } from '../problem.ts'
import { type Call, created, DELETED, type Endpoint, ok, unsupported } from '../rest.ts'
import type { ToBillRow } from '../schema/finance.ts'

// "To bill" makes documents of a customer's services, and "cancel last charge" takes the latest back
// (Splynx facts §2.9). These are invoices, not charges of cards. This world has no services: what the
// latest document billed is what the next one bills.

const ACTION = /^(\d{1,15})--(preview|generate)$/

/** POST `{customer}--preview` or `{customer}--generate`. */
export function toBillEndpoint(books: Books, kind: 'invoice' | 'request'): Endpoint {
  return {
    controller: kind === 'invoice' ? 'ToBill' : 'ToBillRequests',
    reply(call) {
      if (call.method !== 'POST') throw unsupported(call.method)
      const [, id, action] = ACTION.exec(call.id ?? '') ?? []
      if (id === undefined) throw missingId()
      const customer = customerOf(books, call, Number(id))
      const lines = linesToBill(books, customer.id, kind, dayIn(books, call))
      const result = resultOf(lines)
      if (action === 'preview' || lines.length === 0) return created({ result, [kind]: {} })
      const values = { customer_id: customer.id, added_by: 'api', date_created: dayIn(books, call) }
      const document =
        kind === 'invoice'
          ? createInvoice(books, { ...values, type: 'recurring' }, lines)
          : createProforma(books, values, lines)
      books.toBills.insert({
        customer_id: customer.id,
        date: values.date_created,
        real_date_time: books.clock.datetime(),
        [kind === 'invoice' ? 'invoice_id' : 'request_id']: document.id,
        transactions_sum: totalOf(lines),
        max_period_to: lines.at(-1)?.periodTo ?? values.date_created,
      })
      return created({ result, [kind]: { id: document.id, number: document.number } })
    },
  }
}

/** GET and DELETE by the customer's id. */
export function lastChargeEndpoint(books: Books): Endpoint {
  return {
    controller: 'CancelLastCharge',
    reply(call) {
      if (call.id === null) throw missingId()
      const customer = customerOf(books, call, Number(call.id))
      const last = books.toBills.where('customer_id', customer.id).at(-1)
      switch (call.method) {
        case 'GET':
          return ok(last === undefined ? NO_CHARGE : shownCharge(books, last))
        case 'DELETE':
          if (last === undefined) throw notFound()
          cancel(books, last)
          return DELETED
        default:
          throw unsupported(call.method)
      }
    },
  }
}

const NO_CHARGE = { lastChargeExist: false, info: [] }

function shownCharge(books: Books, last: ToBillRow) {
  const { invoices, proformas, transactions, toBills } = books
  const invoice = invoices.find(last.invoice_id)
  const request = proformas.find(last.request_id)
  const debits = transactions.where('invoice_id', last.invoice_id)
  return {
    lastChargeExist: true,
    info: {
      date: last.date,
      maxPeriodTo: last.max_period_to,
      countTransactions: debits.length,
      totalSum: decimalNumber(last.transactions_sum),
      emptyCharge: false,
      invoices: invoice === undefined ? [] : [render(invoices.columns, invoice)],
      ipi_invoices: [],
      requests: request === undefined ? [] : [render(proformas.columns, request)],
      transactions: debits.map((row) => render(transactions.columns, row)),
      toBillRecords: [render(toBills.columns, last)],
    },
  }
}

function cancel(books: Books, last: ToBillRow): void {
  const invoice = books.invoices.find(last.invoice_id)
  if (invoice !== undefined) deleteInvoice(books, invoice)
  const proforma = books.proformas.find(last.request_id)
  if (proforma !== undefined) deleteProforma(books, proforma)
  books.toBills.remove(last)
}

function customerOf(books: Books, { scope }: Call, id: number) {
  const customer = books.customers.find(id)
  if (customer === undefined) throw notFound()
  checkScope(books, scope, id)
  return customer
}

function dayIn({ clock }: Books, { body }: Call): string {
  const day = String(body.transactionDate ?? clock.today())
  if (/^\d{4}-\d\d-\d\d$/.test(day)) return day
  throw Invalid.field('transactionDate', 'Transaction date is invalid.')
}

/** The lines of the latest document of the kind, for the month of the day. */
function linesToBill(
  { invoices, proformas }: Books,
  customerId: number,
  kind: 'invoice' | 'request',
  day: string,
): Line[] {
  const latest =
    kind === 'invoice'
      ? invoices.where('customer_id', customerId).filter(({ type }) => type === 'recurring')
      : proformas.where('customer_id', customerId)
  const [year, month] = day.split('-').map(Number) as [number, number]
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const period = { periodFrom: `${day.slice(0, 8)}01`, periodTo: `${day.slice(0, 8)}${last}` }
  const lines = (latest.at(-1)?.items ?? []) as Line[]
  return lines.map(({ transactionId: _, ...line }) => ({ ...line, ...period }))
}

/** By service, as if each line were one. */
const resultOf = (lines: Line[]) => ({
  internet: Object.fromEntries(
    lines.map((line, at) => {
      const { description, quantity, unit, taxPercent, periodFrom, periodTo } = line
      const debit = {
        description,
        quantity,
        unit,
        price: decimalNumber(ofCents(line.priceCents)),
        tax_percent: taxPercent,
        total: decimalText(totalOfLine(line)),
        from: periodFrom,
        to: periodTo,
      }
      return [at + 1, { debit: [debit] }]
    }),
  ),
})
