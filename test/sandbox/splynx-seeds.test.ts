import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBooks } from '../../src/sandbox/splynx/books.ts'
import { createClock } from '../../src/sandbox/splynx/clock.ts'
import { type Columns, render } from '../../src/sandbox/splynx/columns.ts'
import { type Seeds, seedsOf } from '../../src/sandbox/splynx/seed.ts'
import { defaultSettings } from '../../src/sandbox/splynx/settings.ts'
import { Table } from '../../src/sandbox/splynx/table.ts'
import { createWorld } from '../../src/sandbox/world.ts'

// Seeded rows are drawn, not kept. Whatever is asked, a table that draws must answer as one that
// holds the same rows in memory.

const world = createWorld({ seed: 3, customers: 90, today: '2026-03-10' })
const seeds = seedsOf(world)
const books = createBooks(createClock('2026-03-10'), defaultSettings(), seeds)
const everyone = [...world.everyone()]

const NAMES = Object.keys(seeds) as (keyof Seeds)[]
const EVERYTHING = { conditions: [], order: [], limit: null, offset: 0 }

const idsOf = (rows: object[]) => rows.map((row) => (row as { id: number }).id)

describe.each(NAMES)('seeded %s', (name) => {
  const drawing = books[name] as unknown as Table<Columns>
  const { columns, key } = drawing
  // Without an index: every list of it is a scan.
  const kept = new Table(columns, [], key)
  for (const row of drawing.list(EVERYTHING)) kept.insert(row)

  it('are all there, under their ids', () => {
    expect(drawing.size).toBe(seeds[name].ids.length)
    expect(drawing.size).toBeGreaterThan(10)
    for (const id of seeds[name].ids) expect(drawing.find(id)).toBeDefined()
    expect(drawing.find(999_999)).toBeUndefined()
  })

  it('have the same values in their columns as when they are drawn', () => {
    for (const row of drawing.list(EVERYTHING) as Record<string, unknown>[]) {
      for (const column of Object.keys(columns)) {
        const id = row[key] as number
        expect([column, drawing.value(id, column)]).toEqual([column, row[column]])
      }
    }
  })

  it('are found by each value as if they were kept', () => {
    const [row] = drawing.list({ ...EVERYTHING, limit: 1, offset: 7 })
    for (const [field, value] of Object.entries(render(columns, row ?? {}))) {
      if (columns[field]?.kind === 'nested') continue
      for (const operator of ['=', '!=', '>', 'LIKE']) {
        const conditions = [{ field, operator, values: [String(value)] }]
        const asked = { ...EVERYTHING, conditions }
        expect([field, operator, drawing.list(asked)]).toEqual([field, operator, kept.list(asked)])
        expect(drawing.count(conditions)).toBe(kept.count(conditions))
      }
    }
  })
})

it('what the world knows is what the tables say', () => {
  for (const customer of everyone) {
    expect(books.customers.find(customer.id)).toMatchObject({
      login: customer.login,
      status: customer.status,
      partner_id: customer.partnerId,
      date_add: customer.dateAdded,
    })
    expect(books.billing.find(customer.id)?.deposit).toBe(customer.depositCents * 100)
    const invoices = books.invoices.where('customer_id', customer.id)
    expect(invoices).toMatchObject(
      customer.invoices
        .toSorted((a, b) => a.id - b.id)
        .map(({ number, type, status, dateDue, datePaid, items, paymentId }) => ({
          number,
          type,
          status,
          items,
          date_till: dateDue,
          date_payment: datePaid ?? '0000-00-00',
          payment_id: paymentId,
        })),
    )
    const payments = books.payments.where('customer_id', customer.id)
    expect(payments.map(({ receipt_number }) => receipt_number).sort()).toEqual(
      customer.payments.map(({ receiptNumber }) => receiptNumber).sort(),
    )
    for (const { id, number } of customer.proformas) {
      expect(idsOf(books.proformas.where('number', number))).toEqual([id])
    }
    for (const { id, receiptNumber } of customer.payments) {
      expect(idsOf(books.payments.where('receipt_number', receiptNumber))).toEqual([id])
    }
    expect(idsOf(books.customers.where('email', customer.email))).toEqual([customer.id])
    const [card] = customer.cards
    const [saved] = books.accountData.where('customer_id', customer.id)
    expect(saved?.field_1 ?? '').toBe(card?.token ?? '')
  }
})

const STATUSES = ['not_paid', 'paid', 'pending', 'deleted']
const invoiceId = fc.constantFrom(...seeds.invoices.ids)
const act = fc.record({
  kind: fc.constantFrom('update', 'remove', 'insert'),
  id: invoiceId,
  status: fc.constantFrom(...STATUSES),
  day: fc.constantFrom('2026-01-01', '2026-02-14', '2026-03-10'),
})
const condition = fc.oneof(
  fc.record({
    field: fc.constant('status'),
    operator: fc.constantFrom('=', '!='),
    values: fc.tuple(fc.constantFrom(...STATUSES)),
  }),
  fc.record({
    field: fc.constant('id'),
    operator: fc.constantFrom('>', '<=', '='),
    values: fc.tuple(invoiceId.map(String)),
  }),
  fc.record({
    field: fc.constant('date_created'),
    operator: fc.constantFrom('>=', '<'),
    values: fc.tuple(fc.constantFrom('2026-02-01', '2026-03-01')),
  }),
  fc.record({
    field: fc.constant('customer_id'),
    operator: fc.constant('IN'),
    values: fc.array(fc.integer({ min: 1, max: 92 }).map(String), { maxLength: 4 }),
  }),
)
const question = fc.record({
  conditions: fc.array(condition, { maxLength: 3 }),
  order: fc.array(
    fc.record({
      field: fc.constantFrom('id', 'due', 'date_created'),
      descending: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  limit: fc.option(fc.integer({ min: 0, max: 12 })),
  offset: fc.integer({ min: 0, max: 30 }),
})

it('changed, removed and added rows take their place among the seeded ones', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), fc.array(question), (acts, questions) => {
      const { columns } = books.invoices
      const drawing = new Table(columns, ['customer_id'], 'id', seeds.invoices)
      const kept = new Table(columns, ['customer_id'])
      for (const row of books.invoices.list(EVERYTHING)) kept.insert({ ...row, items: [] })
      for (const table of [drawing, kept]) {
        for (const { kind, id, status, day } of acts) {
          const row = table.find(id)
          if (kind === 'insert') table.insert({ customer_id: 5, status, date_created: day })
          else if (row !== undefined && kind === 'update') table.update(row, { status, due: 7 })
          else if (row !== undefined) table.remove(row)
        }
      }
      expect(drawing.size).toBe(kept.size)
      for (const asked of questions) {
        expect(idsOf(drawing.list(asked))).toEqual(idsOf(kept.list(asked)))
        expect(drawing.count(asked.conditions)).toBe(kept.count(asked.conditions))
      }
    }),
    { numRuns: 60 },
  )
})

it('a row that was drawn twice is one row once it changed', () => {
  const table = new Table(books.invoices.columns, ['customer_id'], 'id', seeds.invoices)
  const id = seeds.invoices.ids[0] as number
  const [one, other] = [table.find(id), table.find(id)]
  if (one === undefined || other === undefined) throw new Error('no invoice')
  table.update(one, { note: 'one' })
  table.update(other, { memo: 'other' })
  expect(table.find(id)).toMatchObject({ note: 'one', memo: 'other' })
})

it('books made anew from the same seeds know nothing of what became of the others', () => {
  const [one, other] = [1, 2].map(() =>
    createBooks(createClock('2026-03-10'), defaultSettings(), seeds),
  ) as [typeof books, typeof books]
  const id = seeds.invoices.ids[0] as number
  const invoice = one.invoices.find(id)
  if (invoice === undefined) throw new Error('no invoice')
  one.invoices.remove(invoice)
  expect(one.invoices.find(id)).toBeUndefined()
  expect(other.invoices.find(id)).toBeDefined()
})
