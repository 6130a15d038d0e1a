import { parseDecimal } from './amounts.ts'
import { type Column, type Columns, type RowOf, titleOf } from './columns.ts'
import { type FieldError, Invalid } from './problem.ts'

/** A body after parsing: JSON object, form or multipart. */
export type Body = Record<string, unknown>

/**
 * Reads a body as values of the columns. Unknown and read-only names are ignored, as Splynx does;
 * what cannot be read, and in a new row what is missing, ends the call with 422.
 */
export function readInput<C extends Columns>(
  columns: C,
  body: Body,
  purpose: 'create' | 'update',
): Partial<RowOf<C>> {
  const errors: FieldError[] = []
  const values: Record<string, unknown> = {}
  for (const [name, column] of Object.entries(columns)) {
    if (column.readOnly) continue
    const given = body[name]
    if (isBlank(given)) {
      const missing = column.required && (purpose === 'create' || name in body)
      if (missing) errors.push({ field: name, message: `${titleOf(name)} cannot be blank.` })
      else if (name in body && column.kind === 'text') values[name] = ''
      continue
    }
    const value = READERS[column.kind](given, column)
    if (value === null) errors.push({ field: name, message: `${titleOf(name)} is invalid.` })
    else values[name] = value
  }
  if (errors.length > 0) throw new Invalid(errors)
  return values as Partial<RowOf<C>>
}

const isBlank = (value: unknown) => value === undefined || value === null || value === ''

type Reader = (given: unknown, column: Column) => unknown

const READERS: Record<Column['kind'], Reader> = {
  integer: readInteger,
  total: parseDecimal,
  decimal: parseDecimal,
  date: (given) => readPattern(given, /^\d{4}-\d\d-\d\d$/),
  datetime: (given) => readPattern(given, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  flag: (given) => FLAGS.get(given) ?? null,
  text: (given, { max = 65_535 }) => {
    const text = readText(given)
    return text !== null && [...text].length <= max ? text : null
  },
  choice: (given, { values = [] }) => values.find((value) => value === given) ?? null,
  nested: (given) => (typeof given === 'object' ? given : null),
}

const FLAGS = new Map<unknown, string>([
  [true, '1'],
  [1, '1'],
  ['1', '1'],
  ['true', '1'],
  [false, '0'],
  [0, '0'],
  ['0', '0'],
  ['false', '0'],
])

export function readInteger(given: unknown): number | null {
  const text = readText(given)
  return text !== null && /^-?\d{1,15}$/.test(text) ? Number(text) : null
}

const readText = (given: unknown) =>
  typeof given === 'string' || typeof given === 'number' ? String(given) : null

// A date must have the form and exist; `0000-00-00` unsets it.
function readPattern(given: unknown, pattern: RegExp): string | null {
  const text = readText(given)
  if (text === null || !pattern.test(text)) return null
  if (text.startsWith('0000-00-00')) return text
  const parsed = new Date(`${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}`)
  if (Number.isNaN(parsed.getTime())) return null
  return parsed.toISOString().startsWith(text.slice(0, 10)) ? text : null
}
