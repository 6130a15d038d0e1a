import type { Books } from './books.ts'
import type { EntryPointRow } from './schema/administration.ts'

/** The widths of the window that an action link opens (Splynx facts §2.10). */
export const WIDTHS: Record<string, number> = {
  extra_small: 300,
  small: 450,
  medium: 600,
  large: 900,
  extra_large: 1200,
}

/** What add-ons show to this customer in the portal. */
export function entryPointsFor(books: Books, customerId: number): EntryPointRow[] {
  const customer = books.customers.find(customerId)
  const method = books.billing.value(customerId, 'payment_method')
  if (customer === undefined) return []
  return enabledAt(books, 'portal').filter(
    ({ partners, location_geo, payment_type }) =>
      isAllowed(partners, customer.partner_id) &&
      isAllowed(location_geo, customer.location_id) &&
      isAllowed(payment_type, method),
  )
}

/** What add-ons show to the staff. */
export const entryPointsForStaff = (books: Books): EntryPointRow[] => enabledAt(books, 'admin')

const enabledAt = ({ entryPoints }: Books, place: 'portal' | 'admin'): EntryPointRow[] =>
  entryPoints
    .list({ conditions: [], order: [], limit: null, offset: 0 })
    .filter((point) => point.place === place && point.enabled === '1')

// A list of ids as text; an empty one allows everybody.
function isAllowed(allowed: unknown, id: number | string | undefined): boolean {
  const ids = Array.isArray(allowed) ? allowed.map(String) : []
  return ids.length === 0 || ids.includes(String(id))
}
