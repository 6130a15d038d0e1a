import { ascending, firstAtLeast } from './column-index.ts'
import { type Columns, type RowOf, rowMaker } from './columns.ts'
import type { Test } from './filter.ts'
import { type IdRange, idRange } from './id-range.ts'
import type { Condition } from './query.ts'
import { ConstantColumn, DerivedColumn, type SeededColumn } from './seeded-column.ts'

// Rows that are there from the start and take no memory of their own: columns of numbers tell what
// lists are filtered by, and the rest is drawn again whenever somebody asks for a row. A row that
// somebody changes leaves for good and is kept as any other.

/** What a table starts with. Nothing changes it, so that books made anew share it. */
export interface Seeded {
  /** Ascending. A row's place here is its place in every column. */
  ids: Uint32Array
  /** Columns that are neither here nor drawn have their initial value in every row. */
  columns: Record<string, SeededColumn>
  drawn?: { names: readonly string[]; draw(at: number): Record<string, unknown> }
  /** Ids of the only rows that may have this value; null when nothing is known. */
  locate?(name: string, value: string | number): number[] | null
}

/** Where to look for what a list asks for. */
export interface Plan {
  /** Places to look at; null for all of them between the bounds. */
  places: number[] | null
  from: number
  to: number
  accepts(at: number): boolean
}

export class SeededRows<C extends Columns> {
  readonly #seeded: Seeded
  readonly #columns: C
  readonly #key: string
  readonly #make: (values: Partial<RowOf<C>>) => RowOf<C>
  readonly #initial: Record<string, unknown>
  readonly #byName: Map<string, SeededColumn>
  /** What a row is given; the rest is initial. */
  readonly #written: [string, SeededColumn][]
  /** 1 for rows that have left. */
  readonly #left: Uint8Array
  #leftCount = 0

  constructor(seeded: Seeded, columns: C, key: string) {
    this.#seeded = seeded
    this.#columns = columns
    this.#key = key
    this.#make = rowMaker(columns)
    this.#initial = this.#make({})
    this.#byName = new Map(Object.entries(seeded.columns))
    this.#byName.set(key, new DerivedColumn((at) => this.id(at)))
    this.#written = [...this.#byName]
    this.#left = new Uint8Array(seeded.ids.length)
  }

  get size(): number {
    return this.#seeded.ids.length - this.#leftCount
  }

  get lastId(): number {
    return this.#seeded.ids.at(-1) ?? 0
  }

  id(at: number): number {
    return this.#seeded.ids[at] as number
  }

  /** Null when there is no such row, or no longer. */
  place(id: number): number | null {
    const { ids } = this.#seeded
    const at = firstAtLeast(ids.length, id, (place) => ids[place] as number)
    return ids[at] === id && this.#left[at] === 0 ? at : null
  }

  leave(at: number): void {
    this.#left[at] = 1
    this.#leftCount += 1
  }

  row(at: number): RowOf<C> {
    const { drawn } = this.#seeded
    const row = this.#make({})
    const values: Record<string, unknown> = row
    for (const [name, column] of this.#written) values[name] = column.value(at)
    return drawn === undefined ? row : Object.assign(row, drawn.draw(at))
  }

  /** One value, without the row where that is possible. */
  value(at: number, name: string): unknown {
    return this.reader(name)(at)
  }

  reader(name: string): (at: number) => unknown {
    const column = this.#column(name)
    return column === null ? (at) => this.row(at)[name] : (at) => column.value(at)
  }

  /** Whether rows can be ordered by this column without drawing them. */
  isKept(name: string): boolean {
    return this.#column(name) !== null
  }

  plan(conditions: Condition[], tests: Test[]): Plan {
    let places: number[] | null = null
    let { from, to } = this.#within(idRange(this.#key, conditions))
    for (const condition of conditions) {
      const found = this.#located(condition)
      if (found !== null && (places === null || found.length < places.length)) places = found
    }
    const checks = tests.map(({ field, accepts }) => {
      const column = this.#column(field)
      if (column === null) return this.#checkOfRow(field, accepts)
      const bounds = column.bounds?.(accepts)
      if (bounds !== undefined) [from, to] = [Math.max(from, bounds.from), Math.min(to, bounds.to)]
      return column.check(accepts)
    })
    if (this.#leftCount > 0) checks.unshift((at) => this.#left[at] === 0)
    return { places, from, to, accepts: all(checks) }
  }

  *matching({ places, from, to, accepts }: Plan, descending: boolean): Generator<number> {
    if (places !== null) {
      for (const at of descending ? places.toReversed() : places) {
        if (at >= from && at < to && accepts(at)) yield at
      }
    } else if (descending) {
      for (let at = to - 1; at >= from; at -= 1) if (accepts(at)) yield at
    } else {
      for (let at = from; at < to; at += 1) if (accepts(at)) yield at
    }
  }

  count({ places, from, to, accepts }: Plan): number {
    if (places !== null) {
      return places.filter((at) => at >= from && at < to && accepts(at)).length
    }
    let count = 0
    for (let at = from; at < to; at += 1) if (accepts(at)) count += 1
    return count
  }

  #column(name: string): SeededColumn | null {
    if (name === this.#key)
      return { value: (at) => this.id(at), check: (is) => (at) => is(this.id(at)) }
    const { columns, drawn } = this.#seeded
    if (drawn?.names.includes(name)) return null
    return columns[name] ?? new ConstantColumn(this.#initial[name])
  }

  #checkOfRow(field: string, accepts: Test['accepts']): (at: number) => boolean {
    return (at) => accepts(this.row(at)[field])
  }

  #within({ first, last }: IdRange): { from: number; to: number } {
    const { ids } = this.#seeded
    const idAt = (at: number) => ids[at] as number
    return {
      from: firstAtLeast(ids.length, first, idAt),
      to: firstAtLeast(ids.length, last + 1, idAt),
    }
  }

  #located({ field, operator, values }: Condition): number[] | null {
    if (operator !== '=' && operator !== 'IN') return null
    const isNumber = field === this.#key || this.#columns[field]?.kind === 'integer'
    const ids: number[] = []
    for (const value of values) {
      const wanted = isNumber ? Number.parseFloat(value) || 0 : value.toLowerCase()
      const found =
        field === this.#key ? [wanted as number] : (this.#seeded.locate?.(field, wanted) ?? null)
      if (found === null) return null
      ids.push(...found)
    }
    return ascending(ids)
      .map((id) => this.place(id))
      .filter((at) => at !== null)
  }
}

// A scan of millions of rows runs this on each of them.
function all(checks: ((at: number) => boolean)[]): (at: number) => boolean {
  const [one, two, three] = checks
  if (one === undefined) return () => true
  if (two === undefined) return one
  if (three === undefined) return (at) => one(at) && two(at)
  return (at) => checks.every((check) => check(at))
}
