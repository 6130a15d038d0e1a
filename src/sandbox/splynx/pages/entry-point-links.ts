import { WIDTHS } from '../entry-points.ts'
import { Html, html } from '../html.ts'
import type { EntryPointRow } from '../schema/administration.ts'
import type { Splynx } from '../splynx.ts'

// Entry points as Splynx shows them (Splynx facts §2.10, §5).

export const LOG_OUT = html`<form method="post" action="/logout"><button>Log out</button></form>`

/** `sash` tells an add-on which member of the staff comes (facts §1.2); customers have none. */
export type Sash = string | null

export function menuLinks(splynx: Splynx, points: EntryPointRow[], sash: Sash): Html[] {
  return points
    .filter(({ type }) => type === 'menu_link')
    .map(({ url, title }) => html`<a href="${addressOf(splynx, url, sash)}">${title}</a>`)
}

/** `code` is markup that the add-on wrote itself. */
export function widgets(points: EntryPointRow[], location: 'before_content' | 'after_content') {
  return points
    .filter((point) => point.type === 'code' && point.location === location)
    .map(
      ({ title, code }) =>
        html`<section class="widget" aria-label="${title}">${new Html(code)}</section>`,
    )
}

export interface ActionTarget {
  model: 'Invoices' | 'Requests'
  number: string
}

/** What an action link is given is the document's number, not its id. */
export function actionLinks(
  splynx: Splynx,
  points: EntryPointRow[],
  { model, number }: ActionTarget,
  sash: Sash,
): Html[] {
  return points
    .filter((point) => point.type === 'action_link' && point.model === model)
    .map(({ module, url, title, size }) => {
      const query = new URLSearchParams({ module, model, item_id: number })
      const mark = url.includes('?') ? '&' : '?'
      const address = addressOf(splynx, `${url}${mark}${query}`, sash)
      return html`<a href="${address}" data-width="${WIDTHS[size] ?? 600}">${title}</a> `
    })
}

export function tabLinks(
  splynx: Splynx,
  points: EntryPointRow[],
  customerId: number,
  sash: Sash,
): Html[] {
  return points
    .filter(({ type }) => type === 'tab')
    .map(({ url, title }) => {
      const mark = url.includes('?') ? '&' : '?'
      const address = addressOf(splynx, `${url}${mark}customer_id=${customerId}`, sash)
      return html`<a href="${address}">${title}</a> `
    })
}

function addressOf({ addOnUrl }: Splynx, url: string, sash: Sash): string {
  const address = url.startsWith('/') ? `${addOnUrl}${url}` : url
  if (sash === null) return address
  return `${address}${address.includes('?') ? '&' : '?'}sash=${sash}`
}
