import fc from 'fast-check'
import { expect, it } from 'vitest'
import { date, id, integer, text } from '../../src/sandbox/splynx/columns.ts'
import type { Condition } from '../../src/sandbox/splynx/query.ts'
import { Table } from '../../src/sandbox/splynx/table.ts'

// An index may only make a list faster. The same rows and acts go into a table with indexes and
// into one without; whatever is asked, both must answer the same.

const COLUMNS = { id: id(), owner: integer(), number: text(), day: date() }

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`)
const owner = fc.integer({ min: 0, max: 5 })
const number = fc.constantFrom('', 'A1', 'a1', 'B2')
const values = fc.record({ owner, number, day })
const rowId = fc.integer({ min: 1, max: 40 })

const act = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), id: rowId, values }),
  fc.record({ kind: fc.constant('update' as const), id: rowId, values }),
  fc.record({ kind: fc.constant('remove' as const), id: rowId, values }),
)

const comparison = fc.constantFrom('=', '>', '>=', '<', '<=', '!=')
const condition = (field: string, value: fc.Arbitrary<string>): fc.Arbitrary<Condition> =>
  fc.oneof(
    fc.record({ field: fc.constant(field), operator: comparison, values: fc.tuple(value) }),
    fc.record({
      field: fc.constant(field),
      operator: fc.constant('IN'),
      values: fc.array(value, { maxLength: 4 }),
    }),
    fc.record({
      field: fc.constant(field),
      operator: fc.constant('BETWEEN'),
      values: fc.tuple(value, value),
    }),
  )

const question = fc.record({
  conditions: fc.array(
    fc.oneof(
      condition('id', rowId.map(String)),
      condition('owner', owner.map(String)),
      condition('number', number),
      condition('day', day),
    ),
    { maxLength: 3 },
  ),
  order: fc.array(
    fc.record({ field: fc.constantFrom('id', 'day', 'owner'), descending: fc.boolean() }),
    { maxLength: 2 },
  ),
  limit: fc.option(fc.integer({ min: 0, max: 10 })),
  offset: fc.integer({ min: 0, max: 5 }),
})

it('answers the same with indexes as without', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), fc.array(question), (acts, questions) => {
      const tables = [new Table(COLUMNS, ['owner', 'number', 'day']), new Table(COLUMNS)]
      for (const table of tables) {
        for (const { kind, id, values } of acts) {
          const row = table.find(id)
          if (kind === 'insert' && row === undefined) table.insert({ id, ...values })
          if (kind === 'update' && row !== undefined) table.update(row, values)
          if (kind === 'remove' && row !== undefined) table.remove(row)
        }
      }
      for (const asked of questions) {
        const [fast, slow] = tables.map((table) => table.list(asked).map(({ id }) => id))
        expect(fast).toEqual(slow)
        const [many, few] = tables.map((table) => table.count(asked.conditions))
        expect(many).toBe(few)
      }
    }),
  )
})
