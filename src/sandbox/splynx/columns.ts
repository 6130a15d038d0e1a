import { decimalNumber, decimalText } from './amounts.ts'

// A resource is described once, as columns: the row's type, what goes on the wire, what may be
// filtered and written, and the answer to OPTIONS all come from here (Splynx facts §2.1, §2.3).

/** How a column looks in a row and on the wire. */
interface ValueOf {
  /** Number in both. */
  integer: number
  /** Ten-thousandths; on the wire a number, as an invoice's total. */
  total: number
  /** Ten-thousandths; on the wire text with four decimals. */
  decimal: number
  /** `YYYY-MM-DD`, unset `0000-00-00`. */
  date: string
  /** `YYYY-MM-DD HH:MM:SS`, unset `0000-00-00 00:00:00`. */
  datetime: string
  /** `"0"` or `"1"`. */
  flag: string
  text: string
  choice: string
  /** Nested lists and objects: never filtered. */
  nested: unknown
}
export type Kind = keyof ValueOf

export interface Column<K extends Kind = Kind> {
  kind: K
  /** In Splynx's own pages, and in the answer to OPTIONS. */
  title?: string
  required?: boolean
  /** Set by Splynx itself; what a caller sends is ignored. */
  readOnly?: boolean
  /** Longest text, or the values of a choice. */
  max?: number
  values?: readonly string[]
  initial?: ValueOf[K]
  /** How a value goes on the wire, when not as it is. */
  show?(value: unknown): unknown
}

export type Columns = Record<string, Column>
export type RowOf<C extends Columns> = { [N in keyof C]: ValueOf[C[N]['kind']] }

type Options<K extends Kind> = Omit<Column<K>, 'kind'>
const column =
  <K extends Kind>(kind: K) =>
  (options: Options<K> = {}): Column<K> => ({ kind, ...options })

export const integer = column('integer')
export const total = column('total')
export const decimal = column('decimal')
export const date = column('date')
export const datetime = column('datetime')
export const flag = column('flag')
export const text = column('text')
export const nested = column('nested')
export const choice = (values: readonly string[], options: Options<'choice'> = {}) =>
  column('choice')({ values, initial: values[0] ?? '', ...options })
export const id = () => integer({ readOnly: true })

export const UNSET_DATE = '0000-00-00'
export const UNSET_DATETIME = '0000-00-00 00:00:00'

const INITIAL: { [K in Kind]: () => ValueOf[K] } = {
  integer: () => 0,
  total: () => 0,
  decimal: () => 0,
  date: () => UNSET_DATE,
  datetime: () => UNSET_DATETIME,
  flag: () => '0',
  text: () => '',
  choice: () => '',
  nested: () => [],
}

/**
 * A maker of rows. Initial values stand on the prototype, so that a row takes memory only for what
 * it was given; a row is therefore never copied with a spread.
 */
export function rowMaker<C extends Columns>(columns: C) {
  const initial = Object.fromEntries(
    Object.entries(columns).map(([name, { kind, initial }]) => [name, initial ?? INITIAL[kind]()]),
  )
  class Row {
    constructor(values: Partial<RowOf<C>>) {
      Object.assign(this, values)
    }
  }
  Object.assign(Row.prototype, initial)
  return (values: Partial<RowOf<C>>) => new Row(values) as unknown as RowOf<C>
}

/** The row as an answer shows it; older versions write whole numbers as text. */
export function render(
  columns: Columns,
  row: object,
  { numbersAsText = false } = {},
): Record<string, unknown> {
  const values = row as Record<string, unknown>
  const wire: Record<string, unknown> = {}
  for (const [name, { kind, show }] of entriesOf(columns)) {
    const value = values[name]
    if (kind === 'decimal') wire[name] = decimalText(value as number)
    else if (kind === 'total') wire[name] = decimalNumber(value as number)
    else if (kind === 'integer' && numbersAsText) wire[name] = String(value)
    else wire[name] = show === undefined ? value : show(value)
  }
  return wire
}

const ENTRIES = new WeakMap<Columns, [string, Column][]>()

// A page renders a thousand rows: their columns are listed once.
function entriesOf(columns: Columns): [string, Column][] {
  const entries = ENTRIES.get(columns) ?? Object.entries(columns)
  ENTRIES.set(columns, entries)
  return entries
}

/** What live systems call these in the answer to OPTIONS (facts §2.1). */
const TYPES: Record<Kind, string> = {
  integer: 'integer',
  total: 'float',
  decimal: 'float',
  date: 'date',
  datetime: 'datetime',
  flag: 'boolean',
  text: 'string',
  choice: 'string',
  nested: 'array',
}

/** The answer to OPTIONS. Items and custom fields are no attributes. */
export function describe(columns: Columns): Record<string, unknown> {
  const attributes = Object.entries(columns)
    .filter(([, { kind }]) => kind !== 'nested')
    .map(([name, { kind, title = titleOf(name), required = false }]) => {
      return { name, title, type: TYPES[kind], required }
    })
  return { attributes, additional_attributes: [] }
}

/** `customer_id` becomes "Customer ID". */
export const titleOf = (name: string): string =>
  (name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ')).replace(/\bid$/i, 'ID')
