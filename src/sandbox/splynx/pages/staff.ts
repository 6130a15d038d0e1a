import { entryPointsForStaff } from '../entry-points.ts'
import { type Html, html, page } from '../html.ts'
import { sashOf } from '../people.ts'
import { notFound } from '../problem.ts'
import type { Reply } from '../rest.ts'
import type { CustomerRow } from '../schema/customers.ts'
import type { Splynx } from '../splynx.ts'
import { documentsOf, documentTable, dollars, shown } from './document-table.ts'
import { actionLinks, LOG_OUT, menuLinks, tabLinks, widgets } from './entry-point-links.ts'
import { type PageCall, sessionOf } from './log-in.ts'

const ROWS_MAX = 50

function staffPage(
  splynx: Splynx,
  call: PageCall,
  { title, body, hasWindow = false }: { title: string; body: Html; hasWindow?: boolean },
): Reply {
  const points = entryPointsForStaff(splynx.books)
  const nav = html`<nav>
      <a href="/admin/">Dashboard</a> <a href="/admin/customers">Customers</a>
      <a href="/admin/finance/invoices">Invoices</a>
      <a href="/admin/finance/payment-statements">Payment statements</a>
      ${menuLinks(splynx, points, sashFor(splynx, call))} ${LOG_OUT}
    </nav>`
  return page({ title, nav, body, hasWindow })
}

const sashFor = (splynx: Splynx, call: PageCall) => sashOf(sessionOf(splynx, call))

export function showStaffHome(splynx: Splynx, call: PageCall): Reply {
  const points = entryPointsForStaff(splynx.books)
  const person = splynx.gate.people.session(sessionOf(splynx, call))
  const body = html`<p>${splynx.books.administrators.find(person?.id ?? 0)?.name ?? ''}</p>
    ${widgets(points, 'before_content')}
    ${widgets(points, 'after_content')}`
  return staffPage(splynx, call, { title: 'Splynx', body })
}

/** By part of the name, or the first ones. */
export function showCustomers(splynx: Splynx, call: PageCall): Reply {
  const name = call.query.get('name') ?? ''
  const conditions = name === '' ? [] : [{ field: 'name', operator: 'LIKE', values: [name] }]
  const { customers } = splynx.books
  const found = customers.list({ conditions, order: [], limit: ROWS_MAX, offset: 0 })
  const rows = found.map(
    ({ id, name, status, email }) =>
      html`<tr><td><a href="/admin/customers/view?id=${id}">${name}</a></td><td>${status}</td>
        <td>${email}</td></tr>`,
  )
  const body = html`<form><label>Name <input name="name" value="${name}"></label></form>
    <table><thead><tr><th>Name</th><th>Status</th><th>Email</th></tr></thead>
      <tbody>${rows}</tbody></table>`
  return staffPage(splynx, call, { title: 'Customers', body })
}

export function showCustomer(splynx: Splynx, call: PageCall): Reply {
  const { books } = splynx
  const customer = books.customers.find(Number(call.query.get('id')))
  if (customer === undefined) throw notFound()
  const points = entryPointsForStaff(books)
  const sash = sashFor(splynx, call)
  const documents = documentTable(
    'Finance documents',
    documentsOf(books, customer.id),
    splynx.clock.today(),
    (document) => actionLinks(splynx, points, document, sash),
  )
  const body = html`<p>${tabLinks(splynx, points, customer.id, sash)}</p>
    <p>Balance ${dollars(books.billing.value(customer.id, 'deposit') ?? 0)}, ${customer.status}</p>
    ${documents}
    ${savedCredentials(splynx, customer)}`
  return staffPage(splynx, call, { title: customer.name, body, hasWindow: true })
}

/** "Payment accounts", as Splynx shows what an add-on saved (Splynx facts §2.5). */
function savedCredentials({ books }: Splynx, { id }: CustomerRow): Html {
  const rows = books.accountData.where('customer_id', id).map((row) => {
    const labels = books.accountDefinitions.find(row.account_id)
    const fields = Object.entries(labels ?? {}).filter(([name]) => name.startsWith('field_'))
    return fields
      .filter(([, label]) => label !== '')
      .map(([name, label]) => {
        const value = String(row[name as keyof typeof row] ?? '')
        return html`<tr><th>${String(label)}</th><td>${value}</td></tr>`
      })
  })
  return html`<table><caption>Payment accounts</caption><tbody>${rows.flat()}</tbody></table>`
}

/** The latest invoices that are open. */
export function showInvoices(splynx: Splynx, call: PageCall): Reply {
  const { invoices } = splynx.books
  const points = entryPointsForStaff(splynx.books)
  const open = invoices.list({
    conditions: [{ field: 'status', operator: '=', values: ['not_paid'] }],
    order: [{ field: 'id', descending: true }],
    limit: ROWS_MAX,
    offset: 0,
  })
  const documents = open.map((row) => ({ ...shown(row), due: row.due }))
  const body = documentTable('Open invoices', documents, splynx.clock.today(), (document) =>
    actionLinks(splynx, points, document, sashFor(splynx, call)),
  )
  return staffPage(splynx, call, { title: 'Invoices', body, hasWindow: true })
}

/** Finance > Payment statements > History (facts §4). */
export function showStatements(splynx: Splynx, call: PageCall): Reply {
  const { statements, statementRecords, customers, invoices } = splynx.books
  const latest = statements.list({
    conditions: [],
    order: [{ field: 'id', descending: true }],
    limit: ROWS_MAX,
    offset: 0,
  })
  const tables = latest.map(({ id, title, records, processed, errors }) => {
    const rows = statementRecords
      .where('bank_statements_process_id', id)
      .slice(-ROWS_MAX)
      .map(
        (record) =>
          html`<tr><td>${record.id}</td><td>${record.payment_date}</td>
            <td>${dollars(record.amount)}</td><td>${record.status}</td><td>${record.pairing_1}</td>
            <td>${record.comment}</td><td>${customers.find(record.customer_id)?.name ?? ''}</td>
            <td>${invoices.find(record.invoice_id)?.number ?? ''}</td></tr>`,
      )
    return html`<div class="wide"><table>
        <caption>${title}: ${records} records, ${processed} processed, ${errors} errors</caption>
        <thead><tr><th>ID</th><th>Date</th><th>Amount</th><th>Status</th><th>Pairing #1</th>
          <th>Comment</th><th>Customer</th><th>Invoice</th></tr></thead>
        <tbody>${rows}</tbody>
      </table></div>`
  })
  return staffPage(splynx, call, { title: 'Payment statements', body: html`${tables}` })
}
