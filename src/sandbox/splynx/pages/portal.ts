import { entryPointsFor } from '../entry-points.ts'
import { html, page } from '../html.ts'
import type { Reply } from '../rest.ts'
import type { Splynx } from '../splynx.ts'
import { documentsOf, documentTable, dollars } from './document-table.ts'
import { actionLinks, LOG_OUT, menuLinks, widgets } from './entry-point-links.ts'

/** The customer's dashboard, with the documents below it. */
export function showPortal(splynx: Splynx, id: number): Reply {
  const { books, clock } = splynx
  const points = entryPointsFor(books, id)
  const deposit = books.billing.value(id, 'deposit') ?? 0
  const table = documentTable('Documents', documentsOf(books, id), clock.today(), (document) =>
    actionLinks(splynx, points, document, null),
  )
  return page({
    title: 'Splynx: customer portal',
    nav: html`<nav><a href="/portal/">Dashboard</a> ${menuLinks(splynx, points, null)} ${LOG_OUT}</nav>`,
    body: html`<p>${books.customers.find(id)?.name ?? ''}, your balance is
        <strong>${dollars(deposit)}</strong>.</p>
      ${widgets(points, 'before_content')}
      ${table}
      ${widgets(points, 'after_content')}`,
    hasWindow: true,
  })
}
