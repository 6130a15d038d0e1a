import { centsOfDecimal } from '../domain/money.ts'
import type {
  Customer,
  Document,
  DocumentKind,
  DocumentPage,
  Named,
  StaffIdentity,
} from './splynx.ts'

// Splynx's words to ours, field by field and by hand: a run reads a hundred thousand documents, and
// the same in schemas of zod took twice as long for each.

/** A row of an answer, before anyone has looked at it. */
export type Row = Readonly<Record<string, unknown>>

/** A field that cannot be used. The message never quotes what stood there. */
export class Unreadable extends Error {
  override name = 'Unreadable'
}

export const rowOf = (value: unknown): Row | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : null

/** Reads each row by itself: what makes no sense goes to `bad` and the others go on. */
export function readDocuments(kind: DocumentKind, rows: readonly unknown[]): DocumentPage {
  const page: DocumentPage = { documents: [], bad: [] }
  for (const value of rows) {
    const row = rowOf(value)
    try {
      if (!row) throw new Unreadable('not an object')
      page.documents.push(readDocument(kind, row))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      page.bad.push({ id: idOf(row?.id), cause: error.message })
    }
  }
  return page
}

/** Splynx facts §2.6 and §2.7. */
export function readDocument(kind: DocumentKind, row: Row): Document {
  const status = readChoice(row, 'status', DOCUMENT_STATUSES)
  const totalCents = readCents(row, 'total')
  return {
    kind,
    id: readId(row, 'id'),
    number: readText(row, 'number'),
    customerId: readId(row, 'customer_id'),
    status,
    totalCents,
    dueCents: kind === 'invoice' ? readCents(row, 'due') : status === 'paid' ? 0 : totalCents,
    issuedOn: readDate(row, 'date_created'),
    dueOn: readDate(row, 'date_till'),
  }
}

const DOCUMENT_STATUSES = new Set(['not_paid', 'paid', 'pending', 'deleted'] as const)
const CUSTOMER_STATUSES = new Set(['new', 'active', 'blocked', 'disabled'] as const)
const BILLING_TYPES = new Set(['recurring', 'prepaid', 'prepaid_monthly'] as const)

/** Splynx facts §2.4. Only the id is needed: one odd customer must not hide the others of a list. */
export const readCustomer = (row: Row): Customer => ({
  id: readId(row, 'id'),
  login: textOr(row.login, ''),
  name: textOr(row.name, ''),
  email: textOr(row.email, ''),
  billingEmail: textOr(row.billing_email, ''),
  phone: textOr(row.phone, ''),
  status: choiceOr(row.status, CUSTOMER_STATUSES),
  partnerId: idOf(row.partner_id) ?? 0,
  locationId: idOf(row.location_id) ?? 0,
  billingType: choiceOr(row.billing_type, BILLING_TYPES),
  postalCode: textOr(row.zip_code, ''),
})

export const readNamed = (row: Row): Named => ({
  id: readId(row, 'id'),
  name: readText(row, 'name'),
})

/** Splynx facts §2.10. */
export const readAdministrator = (row: Row): StaffIdentity => ({
  id: readId(row, 'id'),
  login: readText(row, 'login'),
  name: textOr(row.name, ''),
  role: readText(row, 'role_name'),
})

const WHOLE_NUMBER = /^[1-9]\d{0,14}$/

/** Ids are numbers now and were texts in older versions (§2.3). Zero means none. */
export function idOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? value : null
  return typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : null
}

export function readId(row: Row, name: string): number {
  const id = idOf(row[name])
  if (id === null) throw new Unreadable(`${name} is no id`)
  return id
}

/** Cents. A fraction of a cent is not rounded: nobody could say who it belongs to. */
export function readCents(row: Row, name: string): number {
  const value = row[name]
  const isDecimal = typeof value === 'number' || typeof value === 'string'
  const cents = isDecimal ? centsOfDecimal(value) : null
  if (cents === null) throw new Unreadable(`${name} is no amount in whole cents`)
  return cents
}

/**
 * A balance in cents. It is shown and never charged, and Splynx keeps it with four decimals: what
 * lies below a cent is cut off.
 */
export function readBalanceCents(row: Row, name: string): number {
  const [, text] = /^\s*(-?\d+(?:\.\d\d?)?)\d*\s*$/.exec(textOr(row[name], '')) ?? []
  return readCents({ [name]: text }, name)
}

/** Null for an unset date, which is `0000-00-00` in Splynx (§2.3). */
function readDate(row: Row, name: string): string | null {
  const value = row[name]
  if (value === null || value === undefined || value === '') return null
  if (typeof value !== 'string' || !DATE.test(value)) throw new Unreadable(`${name} is no date`)
  const day = value.slice(0, 10)
  return day === '0000-00-00' ? null : day
}
const DATE = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?$/

function readChoice<T extends string>(row: Row, name: string, known: Set<T>): T | 'other' {
  if (typeof row[name] !== 'string') throw new Unreadable(`${name} is missing`)
  return choiceOr(row[name], known)
}

const choiceOr = <T extends string>(value: unknown, known: Set<T>): T | 'other' =>
  known.has(value as T) ? (value as T) : 'other'

export function readText(row: Row, name: string): string {
  const text = textOr(row[name], null)
  if (text === null) throw new Unreadable(`${name} is missing`)
  return text
}

export function textOr<T>(value: unknown, otherwise: T): string | T {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : otherwise
}
