import { describe, expect, it } from 'vitest'
import { conditionsOf, documentTest, splitFilter } from '../../src/splynx/filters.ts'
import { encodeListing, splitIds, splitList } from '../../src/splynx/query.ts'
import type { Document, DocumentFilter } from '../../src/splynx/splynx.ts'

const queryOf = (filter: DocumentFilter) =>
  encodeListing({ where: conditionsOf(filter), orderBy: 'id', limit: 10 })
    .split('&')
    .map(decodeURIComponent)
    .filter((parameter) => parameter.startsWith('main_'))

const DOCUMENT: Document = {
  kind: 'invoice',
  id: 50,
  number: '2026010000050',
  customerId: 7,
  status: 'not_paid',
  totalCents: 4_999,
  dueCents: 4_999,
  issuedOn: '2026-03-10',
  dueOn: '2026-03-24',
}

type Fields = Required<Omit<DocumentFilter, 'kind'>>

/** For each field, which does not compile without one: what it asks, what it means and what not. */
const CASES: {
  [F in keyof Fields]: { value: Fields[F]; query: string[]; meant: object; not: object }
} = {
  from: {
    value: '2026-03-10',
    query: ['main_attributes[date_created][0]=>=', 'main_attributes[date_created][1]=2026-03-10'],
    meant: { issuedOn: '2026-03-10' },
    not: { issuedOn: '2026-03-09' },
  },
  to: {
    value: '2026-03-10',
    query: ['main_attributes[date_created][0]=<=', 'main_attributes[date_created][1]=2026-03-10'],
    meant: { issuedOn: '2026-03-10' },
    not: { issuedOn: '2026-03-11' },
  },
  status: {
    value: 'pending',
    query: ['main_attributes[status]=pending'],
    meant: { status: 'pending' },
    not: { status: 'paid' },
  },
  totalCents: {
    value: { operator: '>', cents: 4_950 },
    query: ['main_attributes[total][0]=>', 'main_attributes[total][1]=49.50'],
    meant: { totalCents: 4_951 },
    not: { totalCents: 4_950 },
  },
  customerIds: {
    value: [7, 9],
    query: [
      'main_attributes[customer_id][0]=IN',
      'main_attributes[customer_id][1][0]=7',
      'main_attributes[customer_id][1][1]=9',
    ],
    meant: { customerId: 9 },
    not: { customerId: 8 },
  },
  numbers: {
    value: ['A&B', 'c'],
    query: [
      'main_attributes[number][0]=IN',
      'main_attributes[number][1][0]=A&B',
      'main_attributes[number][1][1]=c',
    ],
    meant: { number: 'a&b' },
    not: { number: 'A' },
  },
  afterId: {
    value: 49,
    query: ['main_attributes[id][0]=>', 'main_attributes[id][1]=49'],
    meant: { id: 50 },
    not: { id: 49 },
  },
}

describe.each(Object.entries(CASES))('the filter %s', (field, { value, query, meant, not }) => {
  const filter: DocumentFilter = { kind: 'invoice', [field]: value }

  it('changes the query', () => {
    expect(queryOf({ kind: 'invoice' })).toEqual([])
    expect(queryOf(filter)).toEqual(query)
  })

  it('is tested again on each document, should Splynx ignore it', () => {
    const isMeant = documentTest(filter)
    expect(isMeant({ ...DOCUMENT, ...meant })).toBe(true)
    expect(isMeant({ ...DOCUMENT, ...not })).toBe(false)
  })
})

it.each([
  { operator: '<', cents: 4_999, meant: [4_998], not: [4_999, 5_000] },
  { operator: '=', cents: 4_999, meant: [4_999], not: [4_998, 5_000] },
  { operator: '>', cents: 4_999, meant: [5_000], not: [4_998, 4_999] },
] as const)('a total $operator 49.99 is compared in cents', ({ operator, cents, meant, not }) => {
  const filter: DocumentFilter = { kind: 'invoice', totalCents: { operator, cents } }
  const isMeant = (totalCents: number) => documentTest(filter)({ ...DOCUMENT, totalCents })
  expect(queryOf(filter).at(-1)).toMatch(/^main_attributes\[total\].*=49\.99$/)
  expect(meant.map(isMeant)).toEqual(meant.map(() => true))
  expect(not.map(isMeant)).toEqual(not.map(() => false))
})

it('asks for a period in one condition', () => {
  expect(queryOf({ kind: 'invoice', from: '2026-03-01', to: '2026-03-31' })).toEqual([
    'main_attributes[date_created][0]=BETWEEN',
    'main_attributes[date_created][1]=2026-03-01',
    'main_attributes[date_created][2]=2026-03-31',
  ])
})

it('leaves a document without a date of issue out of every period', () => {
  const undated = { ...DOCUMENT, issuedOn: null }
  expect(documentTest({ kind: 'invoice', to: '2026-03-31' })(undated)).toBe(false)
  expect(documentTest({ kind: 'invoice', from: '2026-03-01' })(undated)).toBe(false)
})

it.each([{ from: '1.3.2026' }, { to: '' }, { totalCents: { operator: '>', cents: Number.NaN } }])(
  'refuses %j, which MySQL would read as something else',
  (fields) => {
    expect(() => conditionsOf({ kind: 'invoice', ...fields } as DocumentFilter)).toThrow(RangeError)
  },
)

it('refuses to lose a condition: two on one attribute, or one without a value', () => {
  const id = { attribute: 'id', operator: '>', values: [1] } as const
  expect(() => encodeListing({ where: [id, id], orderBy: 'id', limit: 1 })).toThrow(
    /two conditions/,
  )
  const nobody = { attribute: 'id', operator: 'IN', values: [] } as const
  expect(() => encodeListing({ where: [nobody], orderBy: 'id', limit: 1 })).toThrow(
    /without a value/,
  )
})

it('asks nothing for an empty list, which means nobody', () => {
  expect(splitFilter({ kind: 'invoice', customerIds: [] })).toEqual([])
  expect(splitFilter({ kind: 'invoice', numbers: [], customerIds: [1] })).toEqual([])
  const isMeant = documentTest({ kind: 'invoice', numbers: [DOCUMENT.number], customerIds: [] })
  expect(isMeant(DOCUMENT)).toBe(false)
})

it('splits a long list into questions that each fit an address, keeping the other fields', () => {
  const customerIds = Array.from({ length: 1_000 }, (_, at) => 100_000 + at)
  const filter: DocumentFilter = { kind: 'proforma', status: 'not_paid', customerIds }
  const parts = splitFilter(filter)
  expect(parts.flatMap((part) => part.customerIds)).toEqual(customerIds)
  expect(parts.every(({ kind, status }) => kind === 'proforma' && status === 'not_paid')).toBe(true)
  for (const part of parts) {
    const where = conditionsOf({
      ...part,
      from: '2026-03-01',
      to: '2026-03-31',
      afterId: 123_456_789,
    })
    expect(encodeListing({ where, orderBy: 'id', limit: 1_000 }).length).toBeLessThan(6_500)
  }
})

it('splits numbers by their encoded length and leaves customers beside them to the test', () => {
  const numbers = Array.from({ length: 200 }, (_, at) => `${'ü'.repeat(30)}${at}`)
  const parts = splitFilter({ kind: 'invoice', numbers, customerIds: [1] })
  expect(parts.flatMap((part) => part.numbers)).toEqual(numbers)
  expect(parts.every((part) => queryOf(part).join('&').length < 6_500)).toBe(true)
  expect(parts.some((part) => 'customerIds' in part)).toBe(false)
})

it('asks for each value once', () => {
  expect(splitList('number', ['a', 'b', 'a'])).toEqual([['a', 'b']])
  expect(splitIds([3, 3, 0, -1, 1.5, Number.NaN, 4])).toEqual([[3, 4]])
})

it('asks for a hundred ids at a time in an address that fits', () => {
  const lists = splitIds(Array.from({ length: 201 }, (_, at) => 999_999_000 + at))
  expect(lists.map((list) => list.length)).toEqual([100, 100, 1])
  const where = [{ attribute: 'id', operator: 'IN', values: lists[0]! }] as const
  expect(encodeListing({ where, orderBy: 'id', limit: 100 }).length).toBeLessThan(7_000)
})

it('encodes half a character as something, since nothing else would do', () => {
  const where = [{ attribute: 'name', operator: 'LIKE', values: ['%\ud800%'] }] as const
  expect(encodeListing({ where, orderBy: 'id', limit: 1 })).toContain('%25%EF%BF%BD%25')
})
