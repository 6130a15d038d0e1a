import type { RunFilter } from './run.ts'

/** Where a customer belongs. Null: it is not known, and then it speaks against nothing. */
export interface FilteredCustomer {
  partnerId: number | null
  locationId: number | null
  /** Splynx's payment method on the billing page; 0 for none. */
  paymentTypeId: number | null
}

export interface FilteredDocument extends FilteredCustomer {
  kind: RunFilter['documentKind']
  number: string
  customerId: number
  totalCents: number | null
  issuedOn: string | null
  dueOn: string | null
}

/** The part of a filter that keeps a document out. */
export type FilterPart =
  | 'kind'
  | 'status'
  | 'customers'
  | 'numbers'
  | 'total'
  | 'issued_before'
  | 'issued_after'
  | 'due_later'
  | 'partners'
  | 'locations'
  | 'payment_type'

/** Every part of a filter that speaks against an unpaid document; empty when the filter means it. */
export const partsAgainst = (filter: RunFilter, document: FilteredDocument): FilterPart[] => [
  ...partsOfSplynx(filter, document),
  ...(isDueLater(filter, document.dueOn) ? (['due_later'] as const) : []),
  ...customerParts(filter, document),
]

/** What Splynx itself looks at when it is asked for the documents of a filter. */
function partsOfSplynx(filter: RunFilter, document: FilteredDocument): FilterPart[] {
  const { customerIds = [], numbers = [], total, from, to } = filter
  const { issuedOn, totalCents } = document
  const parts: FilterPart[] = []
  if (filter.documentKind !== document.kind) parts.push('kind')
  if (filter.status !== 'not_paid') parts.push('status')
  if (customerIds.length > 0 && !customerIds.includes(document.customerId)) parts.push('customers')
  if (numbers.length > 0 && !numbers.includes(document.number)) parts.push('numbers')
  if (total && totalCents !== null && !COMPARE[total.operator](totalCents, total.cents)) {
    parts.push('total')
  }
  if (issuedOn !== null && from !== undefined && issuedOn < from) parts.push('issued_before')
  if (issuedOn !== null && to !== undefined && issuedOn > to) parts.push('issued_after')
  return parts
}

const COMPARE = {
  '>': (a: number, b: number) => a > b,
  '<': (a: number, b: number) => a < b,
  '=': (a: number, b: number) => a === b,
}

/** A document without a due date is shown, so that somebody sees why it is never charged. */
export const isDueLater = ({ dueTo }: RunFilter, dueOn: string | null): boolean =>
  dueTo !== undefined && dueOn !== null && dueOn > dueTo

/** What has to be asked about the customer, because Splynx's list of documents does not say it. */
export function customerParts(filter: RunFilter, customer: FilteredCustomer): FilterPart[] {
  const { partnerIds, locationIds, paymentTypeId } = filter
  const isOther = (wanted: number[] | undefined, id: number | null) =>
    wanted !== undefined && wanted.length > 0 && id !== null && !wanted.includes(id)
  const parts: FilterPart[] = []
  if (isOther(partnerIds, customer.partnerId)) parts.push('partners')
  if (isOther(locationIds, customer.locationId)) parts.push('locations')
  if (paymentTypeId !== undefined && isOther([paymentTypeId], customer.paymentTypeId)) {
    parts.push('payment_type')
  }
  return parts
}
