import { type Columns, type RowOf, rowMaker } from './columns.ts'
import { compileTest, type Test } from './filter.ts'
import { KeptRows } from './kept-rows.ts'
import { Problem } from './problem.ts'
import type { Condition, Query } from './query.ts'
import { type Plan, type Seeded, SeededRows } from './seeded-rows.ts'

// One table of Splynx: the rows that it was seeded with, which are drawn when asked for, and those
// that were added or changed since, which are kept. A list by id stops at its limit.

export type Selection = Pick<Query, 'conditions' | 'order' | 'limit' | 'offset'>

/** Told of each change; `before` holds the former values of the columns that changed. */
export type Watcher<R> = (act: 'create' | 'edit' | 'delete', row: R, before: Partial<R>) => void

export class Table<C extends Columns> {
  readonly #kept: KeptRows<C>
  readonly #seeded: SeededRows<C> | null
  readonly #make: (values: Partial<RowOf<C>>) => RowOf<C>
  #lastId: number
  #watcher: Watcher<RowOf<C>> | null = null

  constructor(
    readonly columns: C,
    indexed: (keyof C & string)[] = [],
    /** The column that holds the row's id: rows that belong to a customer one to one have no id. */
    readonly key: keyof C & string = 'id',
    seeded?: Seeded,
  ) {
    this.#make = rowMaker(columns)
    this.#kept = new KeptRows(columns, indexed, key)
    this.#seeded = seeded === undefined ? null : new SeededRows(seeded, columns, key)
    this.#lastId = this.#seeded?.lastId ?? 0
  }

  watch(watcher: Watcher<RowOf<C>>): void {
    this.#watcher = watcher
  }

  get size(): number {
    return this.#kept.size + (this.#seeded?.size ?? 0)
  }

  find(id: number): RowOf<C> | undefined {
    const kept = this.#kept.find(id)
    if (kept !== undefined) return kept
    const at = this.#seeded?.place(id) ?? null
    return at === null ? undefined : this.#seeded?.row(at)
  }

  /** One value of a row, at less cost than the row. */
  value<N extends keyof C & string>(id: number, name: N): RowOf<C>[N] | undefined {
    const kept = this.#kept.find(id)
    if (kept !== undefined) return kept[name]
    const at = this.#seeded?.place(id) ?? null
    return at === null ? undefined : (this.#seeded?.value(at, name) as RowOf<C>[N])
  }

  /** All rows whose indexed column has this value, by ascending id. */
  where<N extends keyof C & string>(name: N, value: RowOf<C>[N]): RowOf<C>[] {
    const rows = this.#kept.where(name, value)
    const ids = this.#seededWhere(name, value)
    if (ids.length === 0) return rows
    const drawn = ids.map((id) => this.find(id) as RowOf<C>)
    return [...rows, ...drawn].sort((a, b) => this.#idOf(a) - this.#idOf(b))
  }

  has<N extends keyof C & string>(name: N, value: RowOf<C>[N]): boolean {
    return this.#kept.has(name, value) || this.#seededWhere(name, value).length > 0
  }

  /** Adds a row under its own id, or under the next one. */
  insert(values: Partial<RowOf<C>>): RowOf<C> {
    const given = values[this.key] as number | undefined
    const id = given ?? this.#lastId + 1
    if (this.value(id, this.key) !== undefined) throw new Error(`row ${id} exists`)
    const row = this.#make(given === undefined ? { ...values, [this.key]: id } : values)
    this.#kept.add(row)
    this.#lastId = Math.max(this.#lastId, id)
    this.#watcher?.('create', row, {})
    return row
  }

  update(row: RowOf<C>, changes: Partial<RowOf<C>>): void {
    const stored = this.#keep(row)
    const before = this.#watcher === null ? {} : formerValues(stored, changes)
    this.#kept.update(stored, changes)
    // Whoever drew the same row earlier goes on with what it is now.
    if (stored !== row) Object.assign(row, changes)
    this.#watcher?.('edit', stored, before)
  }

  remove(row: RowOf<C>): void {
    this.#kept.remove(this.#keep(row))
    this.#watcher?.('delete', row, {})
  }

  /** `also` narrows by what no query may ask. */
  list({ conditions, order, limit, offset }: Selection, also: Test[] = []): RowOf<C>[] {
    this.#checkOrder(order)
    const tests = this.#tests(conditions, also)
    const end = limit === null ? Number.POSITIVE_INFINITY : offset + limit
    if (end <= offset) return []
    const plan = this.#seeded?.plan(conditions, tests) ?? null
    if (!order.every(({ field }) => field === this.key)) {
      return this.#ordered({ conditions, tests, plan, order, end }).slice(offset, end)
    }
    const ids: number[] = []
    let seen = 0
    const descending = order[0]?.descending ?? false
    for (const id of this.#ids(conditions, tests, plan, descending)) {
      if (seen >= offset) ids.push(id)
      seen += 1
      if (seen >= end) break
    }
    return ids.map((id) => this.find(id) as RowOf<C>)
  }

  count(conditions: Condition[], also: Test[] = []): number {
    if (conditions.length === 0 && also.length === 0) return this.size
    const tests = this.#tests(conditions, also)
    let count = this.#seeded?.count(this.#seeded.plan(conditions, tests)) ?? 0
    for (const _ of this.#kept.matching(conditions, tests, false)) count += 1
    return count
  }

  #tests(conditions: Condition[], also: Test[]): Test[] {
    return [...conditions.map((condition) => compileTest(this.columns, condition)), ...also]
  }

  /** The row in memory, to which a seeded one moves when it is about to change. */
  #keep(row: RowOf<C>): RowOf<C> {
    const id = this.#idOf(row)
    const kept = this.#kept.find(id)
    if (kept !== undefined) return kept
    const at = this.#seeded?.place(id) ?? null
    if (at === null) throw new Error(`row ${id} is gone`)
    this.#seeded?.leave(at)
    this.#kept.add(row)
    return row
  }

  #seededWhere(name: string, value: unknown): number[] {
    const seeded = this.#seeded
    if (seeded === null || value === 0 || value === '') return []
    const condition = { field: name, operator: '=', values: [String(value)] }
    const plan = seeded.plan([condition], [compileTest(this.columns, condition)])
    return [...seeded.matching(plan, false)].map((at) => seeded.id(at))
  }

  /** Ids of all that match, kept and seeded, in order. */
  *#ids(
    conditions: Condition[],
    tests: Test[],
    plan: Plan | null,
    descending: boolean,
  ): Generator<number> {
    const kept = this.#kept.matching(conditions, tests, descending)
    let next = kept.next()
    if (this.#seeded !== null && plan !== null) {
      for (const at of this.#seeded.matching(plan, descending)) {
        const id = this.#seeded.id(at)
        while (!next.done && this.#idOf(next.value) < id !== descending) {
          yield this.#idOf(next.value)
          next = kept.next()
        }
        yield id
      }
    }
    for (; !next.done; next = kept.next()) yield this.#idOf(next.value)
  }

  #ordered(asked: {
    conditions: Condition[]
    tests: Test[]
    plan: Plan | null
    order: Query['order']
    end: number
  }): RowOf<C>[] {
    const { conditions, tests, plan, order, end } = asked
    const rows = [...this.#kept.matching(conditions, tests, false)]
    const seeded = this.#seeded
    if (seeded !== null && plan !== null) {
      const isKept = order.every(({ field }) => seeded.isKept(field))
      const readers = new Map(order.map(({ field }) => [field, seeded.reader(field)]))
      const read = (name: string, at: number) => readers.get(name)?.(at)
      const byValues = (a: number, b: number) => inOrder(order, a, b, read) || a - b
      const places = seeded.matching(plan, false)
      for (const at of isKept ? smallest(end, places, byValues) : places) rows.push(seeded.row(at))
    }
    const read = (name: string, row: RowOf<C>) => row[name]
    return rows.sort((a, b) => inOrder(order, a, b, read) || this.#idOf(a) - this.#idOf(b))
  }

  #checkOrder(order: Query['order']): void {
    for (const { field } of order) {
      if (Object.hasOwn(this.columns, field)) continue
      throw new Problem('BAD_REQUEST', `Unknown attribute ${field}.`)
    }
  }

  #idOf(row: RowOf<C>): number {
    return row[this.key] as number
  }
}

function formerValues<R extends object>(row: R, changes: Partial<R>): Partial<R> {
  const before: Partial<R> = {}
  for (const name of Object.keys(changes) as (keyof R)[]) {
    if (row[name] !== changes[name]) before[name] = row[name]
  }
  return before
}

function inOrder<T>(
  order: Query['order'],
  a: T,
  b: T,
  read: (name: string, one: T) => unknown,
): number {
  for (const { field, descending } of order) {
    const left = read(field, a) as string | number
    const right = read(field, b) as string | number
    if (left !== right) return left < right === descending ? 1 : -1
  }
  return 0
}

/** The first `count` in order; millions pass by, and few are held at a time. */
function smallest(
  count: number,
  places: Iterable<number>,
  compare: (a: number, b: number) => number,
): number[] {
  let best: number[] = []
  let worst: number | null = null
  for (const at of places) {
    if (worst !== null && compare(at, worst) >= 0) continue
    best.push(at)
    if (best.length < 2 * count + 1_000) continue
    best = best.sort(compare).slice(0, count)
    worst = best.at(-1) ?? null
  }
  return best.sort(compare).slice(0, count)
}
