import { decimalText } from '../amounts.ts'
import type { Books } from '../books.ts'
import { type Html, html } from '../html.ts'

export interface ShownDocument {
  model: 'Invoices' | 'Requests'
  number: string
  total: number
  due: number
  date_till: string
  status: string
}

/** Everything of one customer, the newest first. */
export function documentsOf({ invoices, proformas }: Books, customerId: number): ShownDocument[] {
  const own = invoices
    .where('customer_id', customerId)
    .map((row) => ({ ...shown(row), due: row.due }))
  const asked = proformas.where('customer_id', customerId).map((row) => {
    return { ...shown(row), model: 'Requests' as const, due: row.status === 'paid' ? 0 : row.total }
  })
  return [...own, ...asked].reverse()
}

interface Row {
  number: string
  total: number
  date_till: string
  status: string
}

export const shown = ({ number, total, date_till, status }: Row) => ({
  model: 'Invoices' as const,
  number,
  total,
  date_till,
  status,
})

/** As a person reads it: "overdue" and "partially paid" are no statuses (Splynx facts §2.6). */
function statusOf({ status, due, total, date_till }: ShownDocument, today: string): string {
  if (status !== 'not_paid') return status
  if (date_till < today) return 'overdue'
  return due > 0 && due < total ? 'partially paid' : 'not paid'
}

export const dollars = (amount: number): string => decimalText(amount).slice(0, -2)

export function documentTable(
  caption: string,
  documents: ShownDocument[],
  today: string,
  actionsOf: (document: ShownDocument) => Html[],
): Html {
  const rows = documents.map((document) => {
    const actions = document.status === 'not_paid' ? actionsOf(document) : []
    return html`<tr><td>${document.number}</td><td>${dollars(document.total)}</td>
      <td>${dollars(document.due)}</td><td>${document.date_till}</td>
      <td>${statusOf(document, today)}</td><td>${actions}</td></tr>`
  })
  return html`<div class="wide"><table><caption>${caption}</caption>
      <thead><tr><th>Number</th><th>Total</th><th>Due</th><th>Pay by</th><th>Status</th>
        <th>Actions</th></tr></thead>
      <tbody>${rows}</tbody>
    </table></div>`
}
