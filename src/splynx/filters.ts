import { decimalOfCents } from '../domain/money.ts'
import type { Condition } from './query.ts'
import { splitList } from './query.ts'
import type { Document, DocumentFilter } from './splynx.ts'

type Field = Exclude<keyof DocumentFilter, 'kind'>
type Value<F extends Field> = NonNullable<DocumentFilter[F]>

/** What a field of the filter asks of Splynx, and the same question to a document in hand. */
interface Rule<V> {
  /** Null when another field's condition says it as well. */
  condition(value: V, filter: DocumentFilter): Condition | null
  test(value: V): (document: Document) => boolean
}

/**
 * One rule for each field: a new field of the filter does not compile without one. Splynx ignores
 * what it does not understand and then lists everything (Splynx facts §2.1), so each document is
 * tested once more here; charging a customer whom the filter leaves out must not be possible.
 */
const RULES: { [F in Field]: Rule<Value<F>> } = {
  from: {
    // Two conditions on one attribute would be one too many for a query of PHP.
    condition: (from, { to }) =>
      to === undefined
        ? where('date_created', '>=', isoDate(from))
        : where('date_created', 'BETWEEN', isoDate(from), isoDate(to)),
    test: (from) => (document) => document.issuedOn !== null && document.issuedOn >= from,
  },
  to: {
    condition: (to, { from }) =>
      from === undefined ? where('date_created', '<=', isoDate(to)) : null,
    test: (to) => (document) => document.issuedOn !== null && document.issuedOn <= to,
  },
  status: {
    condition: (wanted) => where('status', '=', wanted),
    test: (wanted) => (document) => document.status === wanted,
  },
  totalCents: {
    condition: ({ operator, cents }) => where('total', operator, decimalOfCents(wholeCents(cents))),
    test: ({ operator, cents }) => COMPARE[operator](cents),
  },
  customerIds: {
    condition: (ids) => where('customer_id', 'IN', ...ids),
    test(ids) {
      const wanted = new Set(ids)
      return ({ customerId }) => wanted.has(customerId)
    },
  },
  numbers: {
    condition: (numbers) => where('number', 'IN', ...numbers),
    test(numbers) {
      const wanted = new Set(numbers.map(folded))
      return ({ number }) => wanted.has(folded(number))
    },
  },
  afterId: {
    condition: (id) => where('id', '>', id),
    test: (after) => (document) => document.id > after,
  },
}

const FIELDS = Object.keys(RULES) as Field[]

export const conditionsOf = (filter: DocumentFilter): Condition[] =>
  FIELDS.map((field) => conditionOf(field, filter)).filter((condition) => condition !== null)

function conditionOf<F extends Field>(field: F, filter: DocumentFilter): Condition | null {
  const value = filter[field] as Value<F> | undefined
  return value === undefined ? null : RULES[field].condition(value, filter)
}

/** Does the filter really mean this document? */
export function documentTest(filter: DocumentFilter): (document: Document) => boolean {
  const missed = missedBy(filter)
  return (document) => missed(document) === null
}

/** The first field of the filter that does not mean a document; null when all of them do. */
export function missedBy(filter: DocumentFilter): (document: Document) => Field | null {
  const tests = FIELDS.flatMap((field) => {
    const test = testOf(field, filter)
    return test ? [{ field, test }] : []
  })
  return (document) => tests.find(({ test }) => !test(document))?.field ?? null
}

function testOf<F extends Field>(field: F, filter: DocumentFilter) {
  const value = filter[field] as Value<F> | undefined
  return value === undefined ? null : RULES[field].test(value)
}

/**
 * The filter as questions that each fit an address: a pasted list of a thousand customers becomes
 * several. An empty list means nobody, and then there is nothing to ask. Numbers name documents
 * almost one by one, so customers given beside them are left to `documentTest`.
 */
export function splitFilter(filter: DocumentFilter): DocumentFilter[] {
  const { numbers, customerIds, ...rest } = filter
  if (numbers) return splitList('number', numbers).map((part) => ({ ...rest, numbers: part }))
  if (!customerIds) return [rest]
  return splitList('customer_id', customerIds).map((part) => ({ ...rest, customerIds: part }))
}

type TotalOperator = Value<'totalCents'>['operator']

const COMPARE: Record<TotalOperator, (cents: number) => (document: Document) => boolean> = {
  '>': (cents) => (document) => document.totalCents > cents,
  '<': (cents) => (document) => document.totalCents < cents,
  '=': (cents) => (document) => document.totalCents === cents,
}

const where = (
  attribute: string,
  operator: Condition['operator'],
  ...values: (string | number)[]
): Condition => ({ attribute, operator, values })

// MySQL compares text without regard to case, accents and spaces at the end.
const folded = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').trimEnd().toLowerCase()

// MySQL reads a senseless date as zero, and every document is later than that.
function isoDate(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text
  throw new RangeError('a date is YYYY-MM-DD')
}

function wholeCents(cents: number): number {
  if (Number.isSafeInteger(cents)) return cents
  throw new RangeError('cents are a whole number')
}
