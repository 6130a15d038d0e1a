import { parseDecimal } from './amounts.ts'
import type { Columns } from './columns.ts'
import { Problem } from './problem.ts'
import type { Condition } from './query.ts'

/** What the value of one column must be like. */
export interface Test {
  field: string
  accepts(value: unknown): boolean
}

/**
 * A condition as a test of values, with MySQL's manners: text without regard to case, numbers as
 * numbers. That an unknown attribute is refused is our decision: ignoring it would list everything.
 */
export function compileTest(columns: Columns, condition: Condition): Test {
  const { field, operator } = condition
  const kind = Object.hasOwn(columns, field) ? columns[field]?.kind : undefined
  if (kind === undefined || kind === 'nested') {
    throw new Problem('BAD_REQUEST', `Unknown attribute ${field}.`)
  }
  return { field, accepts: COMPARISONS.has(operator) ? compare(kind, condition) : match(condition) }
}

const COMPARISONS = new Set(['=', '!=', '<>', '>', '<', '>=', '<=', 'BETWEEN', 'IN'])

type Accepts = Test['accepts']

function compare(kind: Columns[string]['kind'], condition: Condition): Accepts {
  switch (kind) {
    case 'integer':
      return comparison(condition, numberOf, asIs<number>)
    case 'total':
    case 'decimal':
      return comparison(condition, moneyOf, asIs<number>)
    // These are written in one way only, so they compare without a change of case.
    case 'date':
    case 'datetime':
    case 'flag':
      return comparison(condition, asIs<string>, asIs<string>)
    default:
      return comparison(condition, lower, lower)
  }
}

const asIs = <T>(value: unknown) => value as T

// One small closure an operator: a scan runs it once a row.
function comparison<T extends number | string>(
  { operator, values }: Condition,
  parse: (value: string) => T,
  read: (value: unknown) => T,
): Accepts {
  const needed = operator === 'BETWEEN' ? 2 : operator === 'IN' ? 0 : 1
  if (values.length < needed) throw new Problem('BAD_REQUEST', `${operator} lacks a value.`)
  const wanted = values.map(parse)
  const [low, high] = wanted as [T, T]
  const set = new Set(wanted)
  switch (operator) {
    case '=':
      return (value) => read(value) === low
    case '>':
      return (value) => read(value) > low
    case '<':
      return (value) => read(value) < low
    case '>=':
      return (value) => read(value) >= low
    case '<=':
      return (value) => read(value) <= low
    case 'IN':
      return (value) => set.has(read(value))
    case 'BETWEEN':
      return (value) => read(value) >= low && read(value) <= high
    default:
      return (value) => read(value) !== low
  }
}

function match({ operator, values }: Condition): Accepts {
  const [value = ''] = values
  const wanted = value.toLowerCase()
  const test = textTest(operator, wanted)
  return (value) => test(lower(value))
}

function textTest(operator: string, wanted: string): (value: string) => boolean {
  switch (operator) {
    case 'LIKE': {
      const pattern = likePattern(wanted)
      return (value) => pattern.test(value)
    }
    case 'REGEXP': {
      const pattern = regularExpression(wanted)
      return (value) => pattern.test(value)
    }
    case 'FIND_IN_SET':
      return (value) => value.split(',').includes(wanted)
    default:
      // IS. No column of ours is NULL: an unset one is empty, zero or a zero date.
      return wanted === '' || wanted === 'null' ? () => false : () => true
  }
}

// A value without % means "contains", our reading of the official example (facts §2.1).
function likePattern(wanted: string): RegExp {
  const pattern = wanted.includes('%') ? wanted : `%${wanted}%`
  const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '.*')
  return new RegExp(`^${source.replaceAll('_', '.')}$`, 's')
}

function regularExpression(wanted: string): RegExp {
  try {
    return new RegExp(wanted)
  } catch {
    throw new Problem('BAD_REQUEST', 'The regular expression is invalid.')
  }
}

const lower = (value: unknown) => String(value ?? '').toLowerCase()

// MySQL reads the number a text begins with, and zero when there is none.
const numberOf = (value: string) => Number.parseFloat(value) || 0
const moneyOf = (value: string) => parseDecimal(value) ?? Math.round(numberOf(value) * 10_000)
