import { ascending, ColumnIndex, firstAtLeast } from './column-index.ts'
import { type Columns, type RowOf, rowMaker } from './columns.ts'
import { compileCondition, type Predicate } from './filter.ts'
import { Problem } from './problem.ts'
import type { Condition, Query } from './query.ts'

// One table of Splynx in memory. Look-ups by id, lists of ids, keyset pages (`id > x`), equality on
// an indexed column and short ranges of one touch only the rows they name; anything else is one
// scan in the order of ids, which stops at the limit.

export type Selection = Pick<Query, 'conditions' | 'order' | 'limit' | 'offset'>

/** A range is taken from its index when it holds at most this share of the rows. */
const SHORT_RANGE = 1 / 20

const RANGES = new Set(['>', '>=', '<', '<=', 'BETWEEN'])

export class Table<C extends Columns> {
  /** By ascending id, unless rows came in with ids out of order: then sorted at the next reading. */
  #sorted: RowOf<C>[] = []
  #isSorted = true
  readonly #rows = new Map<number, RowOf<C>>()
  readonly #indexes: Map<string, ColumnIndex>
  readonly #make: (values: Partial<RowOf<C>>) => RowOf<C>
  #lastId = 0

  constructor(
    readonly columns: C,
    indexed: (keyof C & string)[] = [],
    /** The column that holds the row's id: rows that belong to a customer one to one have no id. */
    readonly key: keyof C & string = 'id',
  ) {
    this.#make = rowMaker(columns)
    this.#indexes = new Map(indexed.map((name) => [name, new ColumnIndex()]))
  }

  get size(): number {
    return this.#rows.size
  }

  find(id: number): RowOf<C> | undefined {
    return this.#rows.get(id)
  }

  /** All rows whose indexed column has this value, by ascending id. */
  where<N extends keyof C & string>(name: N, value: RowOf<C>[N]): RowOf<C>[] {
    return this.#byIds(this.#index(name).ids(value))
  }

  has<N extends keyof C & string>(name: N, value: RowOf<C>[N]): boolean {
    return this.#index(name).has(value)
  }

  /** Adds a row under its own id, or under the next one. */
  insert(values: Partial<RowOf<C>>): RowOf<C> {
    const given = values[this.key] as number | undefined
    const id = given ?? this.#lastId + 1
    const row = this.#make(given === undefined ? { ...values, [this.key]: id } : values)
    if (this.#rows.has(id)) throw new Error(`row ${id} exists`)
    this.#rows.set(id, row)
    this.#sorted.push(row)
    if (id > this.#lastId) this.#lastId = id
    else this.#isSorted = false
    for (const [name, index] of this.#indexes) index.add(row[name], id)
    return row
  }

  update(row: RowOf<C>, changes: Partial<RowOf<C>>): void {
    const id = row[this.key] as number
    for (const [name, index] of this.#indexes) {
      if (!(name in changes) || changes[name] === row[name]) continue
      index.remove(row[name], id)
      index.add(changes[name], id)
    }
    Object.assign(row, changes)
  }

  remove(row: RowOf<C>): void {
    const id = row[this.key] as number
    const all = this.#all()
    all.splice(
      firstAtLeast(all.length, id, (at) => all[at]?.[this.key] as number),
      1,
    )
    this.#rows.delete(id)
    for (const [name, index] of this.#indexes) index.remove(row[name], id)
  }

  /** `also` narrows by what no column holds. */
  list({ conditions, order, limit, offset }: Selection, also?: Predicate): RowOf<C>[] {
    const end = limit === null ? Number.POSITIVE_INFINITY : offset + limit
    const isById = order.every(({ field }) => field === this.key)
    const descending = isById && (order[0]?.descending ?? false)
    const rows: RowOf<C>[] = []
    if (end > 0) {
      for (const row of this.#matching(conditions, descending, also)) {
        rows.push(row)
        if (isById && rows.length >= end) break
      }
    }
    if (!isById) this.#sort(rows, order)
    return offset === 0 && rows.length <= end ? rows : rows.slice(offset, end)
  }

  count(conditions: Condition[], also?: Predicate): number {
    if (conditions.length === 0 && also === undefined) return this.size
    let count = 0
    for (const _ of this.#matching(conditions, false, also)) count += 1
    return count
  }

  *#matching(conditions: Condition[], descending: boolean, also?: Predicate): Generator<RowOf<C>> {
    const tests = conditions.map((condition) => compileCondition(this.columns, condition))
    if (also !== undefined) tests.push(also)
    const { rows, from, to } = this.#candidates(conditions)
    for (let step = 0; step < to - from; step += 1) {
      const row = rows[descending ? to - 1 - step : from + step] as RowOf<C>
      if (tests.every((test) => test(row))) yield row
    }
  }

  /** The fewest rows, by ascending id, that are sure to hold every match. */
  #candidates(conditions: Condition[]): { rows: RowOf<C>[]; from: number; to: number } {
    let best: number[] | null = null
    let first = Number.NEGATIVE_INFINITY
    let last = Number.POSITIVE_INFINITY
    for (const condition of conditions) {
      const found = this.#idsFor(condition)
      if (found === null) continue
      if (Array.isArray(found)) {
        if (best === null || found.length < best.length) best = found
      } else {
        first = Math.max(first, found.first)
        last = Math.min(last, found.last)
      }
    }
    const rows = best === null ? this.#all() : this.#byIds(best)
    const idAt = (at: number) => rows[at]?.[this.key] as number
    const from = firstAtLeast(rows.length, first, idAt)
    return { rows, from, to: firstAtLeast(rows.length, last + 1, idAt) }
  }

  /** What the id or an index knows of a condition: ids, or bounds of them, or nothing. */
  #idsFor(condition: Condition): number[] | { first: number; last: number } | null {
    const { field, operator, values } = condition
    const isEquality = operator === '=' || operator === 'IN'
    if (field === this.key) {
      return isEquality ? ascending(values.map(Number)) : idBounds(operator, values)
    }
    const index = this.#indexes.get(field)
    if (index === undefined) return null
    const kind = this.columns[field]?.kind
    if (isEquality) return index.idsOfAny(kind === 'integer' ? values.map(Number) : values)
    if (kind !== 'date' || !RANGES.has(operator)) return null
    const test = compileCondition(this.columns, condition)
    return index.idsWhere((day) => test({ [field]: day }), this.size * SHORT_RANGE)
  }

  #byIds(ids: number[]): RowOf<C>[] {
    return ids.map((id) => this.#rows.get(id)).filter((row) => row !== undefined)
  }

  #all(): RowOf<C>[] {
    if (!this.#isSorted) {
      this.#sorted.sort((a, b) => (a[this.key] as number) - (b[this.key] as number))
      this.#isSorted = true
    }
    return this.#sorted
  }

  #index(name: string): ColumnIndex {
    const index = this.#indexes.get(name)
    if (index === undefined) throw new Error(`no index on ${name}`)
    return index
  }

  #sort(rows: RowOf<C>[], order: Query['order']): void {
    for (const { field } of order) {
      if (Object.hasOwn(this.columns, field)) continue
      throw new Problem('BAD_REQUEST', `Unknown attribute ${field}.`)
    }
    rows.sort((a, b) => {
      for (const { field, descending } of order) {
        const [left, right] = [a[field] as string | number, b[field] as string | number]
        if (left !== right) return left < right === descending ? 1 : -1
      }
      return (a[this.key] as number) - (b[this.key] as number)
    })
  }
}

/** Bounds on the id itself: this is how a keyset page starts in place. */
function idBounds(operator: string, values: string[]): { first: number; last: number } | null {
  const [low = Number.NaN, high = low] = values.map(Number)
  if (Number.isNaN(low) || Number.isNaN(high)) return null
  const all = { first: Number.NEGATIVE_INFINITY, last: Number.POSITIVE_INFINITY }
  switch (operator) {
    case '>':
      return { ...all, first: Math.floor(low) + 1 }
    case '>=':
      return { ...all, first: low }
    case '<':
      return { ...all, last: Math.ceil(low) - 1 }
    case '<=':
      return { ...all, last: Math.floor(low) }
    case 'BETWEEN':
      return { first: low, last: Math.floor(high) }
    default:
      return null
  }
}
