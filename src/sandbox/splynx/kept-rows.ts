import { ascending, ColumnIndex, firstAtLeast } from './column-index.ts'
import type { Columns, RowOf } from './columns.ts'
import { compileTest, type Test } from './filter.ts'
import { type IdRange, idRange } from './id-range.ts'
import type { Condition } from './query.ts'

/** A range is taken from its index when it holds at most this share of the rows. */
const SHORT_RANGE = 1 / 20

const RANGES = new Set(['>', '>=', '<', '<=', 'BETWEEN'])

// Rows in memory, by ascending id. Look-ups by id, keyset pages (`id > x`), equality on an indexed
// column and short ranges of one touch only the rows they name; anything else is one scan.

export class KeptRows<C extends Columns> {
  readonly #sorted: RowOf<C>[] = []
  readonly #rows = new Map<number, RowOf<C>>()
  readonly #indexes: Map<string, ColumnIndex>

  constructor(
    readonly columns: C,
    indexed: (keyof C & string)[],
    readonly key: keyof C & string,
  ) {
    this.#indexes = new Map(indexed.map((name) => [name, new ColumnIndex()]))
  }

  get size(): number {
    return this.#sorted.length
  }

  get lastId(): number {
    const last = this.#sorted.at(-1)
    return last === undefined ? 0 : this.#idOf(last)
  }

  find(id: number): RowOf<C> | undefined {
    return this.#rows.get(id)
  }

  has(name: string, value: unknown): boolean {
    return this.#index(name).has(value)
  }

  where(name: string, value: unknown): RowOf<C>[] {
    return this.#byIds(this.#index(name).ids(value))
  }

  add(row: RowOf<C>): void {
    const id = this.#idOf(row)
    this.#rows.set(id, row)
    if (id > this.lastId) this.#sorted.push(row)
    else this.#sorted.splice(this.#placeOf(id), 0, row)
    for (const [name, index] of this.#indexes) index.add(row[name], id)
  }

  update(row: RowOf<C>, changes: Partial<RowOf<C>>): void {
    const id = this.#idOf(row)
    for (const [name, index] of this.#indexes) {
      if (!(name in changes) || changes[name] === row[name]) continue
      index.remove(row[name], id)
      index.add(changes[name], id)
    }
    Object.assign(row, changes)
  }

  remove(row: RowOf<C>): void {
    const id = this.#idOf(row)
    this.#sorted.splice(this.#placeOf(id), 1)
    this.#rows.delete(id)
    for (const [name, index] of this.#indexes) index.remove(row[name], id)
  }

  *matching(conditions: Condition[], tests: Test[], descending: boolean): Generator<RowOf<C>> {
    const { rows, from, to } = this.#candidates(conditions)
    for (let step = 0; step < to - from; step += 1) {
      const row = rows[descending ? to - 1 - step : from + step] as RowOf<C>
      if (tests.every(({ field, accepts }) => accepts(row[field]))) yield row
    }
  }

  /** The fewest rows, by ascending id, that are sure to hold every match. */
  #candidates(conditions: Condition[]): { rows: RowOf<C>[]; from: number; to: number } {
    let best: number[] | null = null
    let { first, last } = idRange(this.key, conditions)
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
    const rows = best === null ? this.#sorted : this.#byIds(best)
    const idAt = (at: number) => this.#idOf(rows[at] as RowOf<C>)
    const from = firstAtLeast(rows.length, first, idAt)
    return { rows, from, to: firstAtLeast(rows.length, last + 1, idAt) }
  }

  /** What an index knows of a condition: ids, or bounds of them, or nothing. */
  #idsFor(condition: Condition): number[] | IdRange | null {
    const { field, operator, values } = condition
    const isEquality = operator === '=' || operator === 'IN'
    if (field === this.key) return isEquality ? ascending(values.map(Number)) : null
    const index = this.#indexes.get(field)
    if (index === undefined) return null
    const kind = this.columns[field]?.kind
    if (isEquality) {
      return index.idsOfAny(kind === 'integer' ? values.map(numberOf) : values)
    }
    if (kind !== 'date' || !RANGES.has(operator)) return null
    const { accepts } = compileTest(this.columns, condition)
    return index.idsWhere(accepts, this.size * SHORT_RANGE)
  }

  #byIds(ids: number[]): RowOf<C>[] {
    return ids.map((id) => this.#rows.get(id)).filter((row) => row !== undefined)
  }

  #placeOf(id: number): number {
    const rows = this.#sorted
    return firstAtLeast(rows.length, id, (at) => this.#idOf(rows[at] as RowOf<C>))
  }

  #idOf(row: RowOf<C>): number {
    return row[this.key] as number
  }

  #index(name: string): ColumnIndex {
    const index = this.#indexes.get(name)
    if (index === undefined) throw new Error(`no index on ${name}`)
    return index
  }
}

// As a filter reads it.
const numberOf = (value: string) => Number.parseFloat(value) || 0
