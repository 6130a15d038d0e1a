import type { Books } from './books.ts'
import { type Columns, type RowOf, render } from './columns.ts'
import type { Table } from './table.ts'

/** Who did it, as events tell it. */
export interface Actor {
  source: 'api' | 'admin' | 'portal' | 'system'
  administratorId: number | null
  customerId: number | null
  ip: string
}

export const SYSTEM: Actor = { source: 'system', administratorId: null, customerId: null, ip: '' }

/** What became of one row in one go. */
export interface Change {
  model: string
  action: 'create' | 'edit' | 'delete'
  customerId: number
  attributes: Record<string, unknown>
  additional: unknown
  /** Of the attributes that changed, what they were. */
  changed: Record<string, unknown> | null
  actor: Actor
}

/** Rows whose changes others may hear of. That customers have this model is our decision. */
const MODELS = {
  payments: 'models\\common\\finance\\Payments',
  invoices: 'models\\common\\finance\\Invoices',
  proformas: 'models\\common\\finance\\Requests',
  customers: 'models\\common\\customers\\Customers',
} as const

interface Entry {
  change(): Change
  isEmpty(): boolean
}

/** Collects what happens within one act, and tells of each row once when the act is over. */
export class Journal {
  #listener: { isHeard: boolean; tell(change: Change): void } | null = null
  #actor = SYSTEM
  #entries = new Map<string, Entry>()
  #isDue = false

  constructor(readonly books: Books) {
    const { payments, invoices, proformas, customers } = books
    this.#watch('payments', payments, 'customer_id')
    this.#watch('invoices', invoices, 'customer_id')
    this.#watch('proformas', proformas, 'customer_id')
    this.#watch('customers', customers, 'id')
  }

  /** Nothing is collected while nobody would hear it. */
  listen(listener: { isHeard: boolean; tell(change: Change): void }): void {
    this.#listener = listener
  }

  as<T>(actor: Actor, act: () => T): T {
    this.#actor = actor
    try {
      return act()
    } finally {
      this.#actor = SYSTEM
    }
  }

  #watch<C extends Columns>(name: keyof typeof MODELS, table: Table<C>, owner: keyof C & string) {
    const { columns, key } = table
    const folds = new Map<number, Fold<RowOf<C>>>()
    table.watch((act, row, before) => {
      if (!this.#listener?.isHeard) return
      const id = row[key] as number
      let fold = folds.get(id)
      if (fold === undefined) {
        fold = new Fold(act, this.#actor)
        folds.set(id, fold)
      }
      fold.add(act, row, before)
      const folded = fold
      this.#collect(`${name} ${id}`, {
        isEmpty: () => folded.isEmpty,
        change() {
          folds.delete(id)
          const { additional_attributes, ...attributes } = render(columns, folded.row as RowOf<C>)
          const names = Object.keys(folded.before)
          const changed = Object.fromEntries(names.map((name) => [name, columns[name]])) as Columns
          return {
            model: MODELS[name],
            action: folded.action,
            customerId: row[owner] as number,
            attributes,
            additional: additional_attributes ?? [],
            changed: folded.action === 'edit' ? render(changed, folded.before) : null,
            actor: folded.actor,
          }
        },
      })
    })
  }

  #collect(name: string, entry: Entry): void {
    this.#entries.set(name, entry)
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => this.#tell())
  }

  #tell(): void {
    const entries = [...this.#entries.values()]
    this.#entries = new Map()
    this.#isDue = false
    for (const entry of entries) {
      const change = entry.change()
      if (!entry.isEmpty()) this.#listener?.tell(change)
    }
  }
}

/** Several changes of one row as one. */
class Fold<R extends object> {
  action: Change['action']
  row: R | null = null
  before: Partial<R> = {}
  readonly #isNew: boolean

  constructor(
    first: Change['action'],
    readonly actor: Actor,
  ) {
    this.action = first
    this.#isNew = first === 'create'
  }

  /** A row that came and went, or that is what it was, is nothing to tell. */
  get isEmpty(): boolean {
    if (this.#isNew) return this.action === 'delete'
    return this.action === 'edit' && Object.keys(this.before).length === 0
  }

  add(act: Change['action'], row: R, before: Partial<R>): void {
    this.row = row
    this.before = { ...before, ...this.before }
    if (act === 'delete') this.action = 'delete'
    // An invoice is never gone: it is deleted by its status.
    const isDeleted = 'status' in before && (row as { status?: unknown }).status === 'deleted'
    if (act === 'edit' && isDeleted) this.action = 'delete'
  }
}
