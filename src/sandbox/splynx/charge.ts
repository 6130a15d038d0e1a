import { decimalNumber, decimalText, ofCents } from './amounts.ts'
import type { Books } from './books.ts'
import type { ChargeRow } from './schema/finance.ts'

// Charging many documents at once, as Splynx's own pages start it (Splynx facts §4).

export interface Terms {
  type: 'invoices' | 'requests'
  from: string
  to: string
  partners: number[]
  locations: number[]
  payment: number[]
  status: string
  total?: { condition: '=' | '<' | '>'; cents: number } | undefined
  customerIds: number[]
  numbers: string[]
  handler: string
  params: string
}

/** A document as a handler is given it. */
export interface Chosen {
  id: number
  number: string
  customer_id: number
  total: number
  due: number
}

export interface Result {
  id: number
  /** `success`, or why not. */
  result: string
  amount?: number | undefined
  fee?: number | undefined
}

export function selectDocuments(books: Books, terms: Terms): Chosen[] {
  const { type, from, to, status } = terms
  const conditions = [
    { field: 'date_created', operator: 'BETWEEN', values: [from, to] },
    { field: 'status', operator: '=', values: [status] },
    ...anyOf('customer_id', terms.customerIds),
    ...anyOf('number', terms.numbers),
    ...totalOf(terms.total),
  ]
  const selection = { conditions, order: [], limit: null, offset: 0 }
  const documents =
    type === 'invoices' ? books.invoices.list(selection) : books.proformas.list(selection)
  return documents
    .filter(({ customer_id }) => isWanted(books, terms, customer_id))
    .map((document) => ({
      id: document.id,
      number: document.number,
      customer_id: document.customer_id,
      total: decimalNumber(document.total),
      due: decimalNumber('due' in document ? (document.due as number) : document.total),
    }))
}

const anyOf = (field: string, values: (number | string)[]) =>
  values.length === 0 ? [] : [{ field, operator: 'IN', values: values.map(String) }]

const totalOf = (total: Terms['total']) =>
  total === undefined
    ? []
    : [{ field: 'total', operator: total.condition, values: [decimalText(ofCents(total.cents))] }]

function isWanted(
  { customers, billing }: Books,
  { partners, locations, payment }: Terms,
  customerId: number,
): boolean {
  const allows = (list: number[], value: unknown) =>
    list.length === 0 || list.includes(Number(value))
  return (
    allows(partners, customers.value(customerId, 'partner_id')) &&
    allows(locations, customers.value(customerId, 'location_id')) &&
    allows(payment, billing.value(customerId, 'payment_method'))
  )
}

/** The counters beside the filter. */
export const ofTerms = (documents: Chosen[]) => ({
  amount: documents.length,
  total: sum(documents, ({ total }) => total),
  due: sum(documents, ({ due }) => due),
})

const sum = (documents: Chosen[], of: (document: Chosen) => number) =>
  decimalNumber(Math.round(documents.reduce((all, one) => all + of(one) * 10_000, 0)))

/** While it runs, its documents are pending. */
export function startCharge(books: Books, terms: Terms, documents: Chosen[]): ChargeRow {
  const charge = books.charges.insert({
    admin_id: 1,
    created_at: books.clock.datetime(),
    charge_status: 'process',
    amount_total: documents.length,
    from: terms.from,
    to: terms.to,
    partners: terms.partners,
    location: terms.locations,
    payment: terms.payment,
    status: terms.status,
    invoice_type: terms.type,
    customer_id: terms.customerIds.join(','),
    number: terms.numbers.join(','),
    external_handler: terms.handler,
    params: terms.params,
    total: ofCents(terms.total?.cents ?? 0),
    total_condition: terms.total?.condition ?? '',
  })
  for (const { id } of documents) move(books, terms.type, id, 'pending')
  return charge
}

/** Documents that nobody paid meanwhile are open again; the log has a block a document. */
export function finishCharge(
  books: Books,
  charge: ChargeRow,
  documents: Chosen[],
  results: Result[] | null,
): void {
  const { invoice_type: type, id } = charge
  for (const document of documents) {
    const status =
      type === 'invoices'
        ? books.invoices.value(document.id, 'status')
        : books.proformas.value(document.id, 'status')
    if (status === 'pending') {
      move(books, type as Terms['type'], document.id, 'not_paid')
    }
  }
  const name = `${type}_charge_${id}.txt`
  books.charges.update(charge, {
    charge_status: results === null ? 'error' : 'ready',
    amount_ready: results?.length ?? 0,
    filename_real: name,
    filename_download: name,
    log: logOf(books, documents, results),
  })
}

function move(books: Books, type: Terms['type'], id: number, status: string): void {
  const invoice = type === 'invoices' ? books.invoices.find(id) : undefined
  if (invoice !== undefined) books.invoices.update(invoice, { status })
  const proforma = type === 'requests' ? books.proformas.find(id) : undefined
  if (proforma !== undefined) books.proformas.update(proforma, { status })
}

function logOf({ customers }: Books, documents: Chosen[], results: Result[] | null): string {
  if (results === null) return 'Error:\nthe handler did not answer\n\nOutput:\n'
  const blocks = documents.map(({ id, number, customer_id, total, due }) => {
    const found = results.find((result) => result.id === id)
    return [
      `ID: ${id}`,
      `Number: ${number}`,
      `Customer: ${customers.find(customer_id)?.name ?? customer_id}`,
      `Amount: ${found?.amount ?? due}`,
      `Fee: ${found?.fee ?? 0}`,
      `Total: ${total}`,
      `Result: ${found?.result ?? 'no result'}`,
    ].join('\n')
  })
  return `Error:\n\nOutput:\n${blocks.join('\n\n')}\n`
}
