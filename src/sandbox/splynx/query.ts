import { Problem } from './problem.ts'

// Query strings as PHP's http_build_query writes them (Splynx facts §2.1).

export interface Condition {
  field: string
  operator: string
  values: string[]
}

export interface Query {
  conditions: Condition[]
  additional: Condition[]
  order: { field: string; descending: boolean }[]
  limit: number | null
  offset: number
  /** Everything else. Lists ignore it, as Splynx does; a few endpoints read it. */
  plain: Map<string, string>
}

const OPERATORS = new Set('= != >= <= > < <> IS REGEXP BETWEEN LIKE IN FIND_IN_SET'.split(' '))

export const NO_QUERY: Readonly<Query> = Object.freeze({
  conditions: [],
  additional: [],
  order: [],
  limit: null,
  offset: 0,
  plain: new Map(),
})

export function parseQuery(text: string): Query {
  const query: Query = { ...NO_QUERY, conditions: [], additional: [], order: [], plain: new Map() }
  if (text === '') return query
  const main = new Map<string, Condition>()
  const additional = new Map<string, Condition>()
  for (const [key, value] of parameters(text)) {
    if (key.startsWith('main_attributes[')) collect(main, key, value)
    else if (key.startsWith('additional_attributes[')) collect(additional, key, value)
    else if (key.startsWith('order[')) query.order.push(ordering(key, value))
    else if (key === 'limit') query.limit = wholeNumber(value)
    else if (key === 'offset') query.offset = wholeNumber(value) ?? 0
    else query.plain.set(key, value)
  }
  query.conditions = finished(main)
  query.additional = finished(additional)
  return query
}

export function* parameters(text: string): Generator<[string, string]> {
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    if (equals < 0) yield [decode(pair), '']
    else yield [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))]
  }
}

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    throw new Problem('BAD_REQUEST', 'The query is not URL-encoded.')
  }
}

// `main_attributes[f]=v` asks for equality. `main_attributes[f][0]=OP` names an operator; every
// further value, `[1]`, `[2]` or nested `[1][0]`, is an operand.
function collect(into: Map<string, Condition>, key: string, value: string): void {
  const [field = '', index, nested] = key.slice(key.indexOf('[') + 1, -1).split('][')
  if (index === undefined) {
    into.set(field, { field, operator: '=', values: [value] })
    return
  }
  const condition = into.get(field) ?? { field, operator: '', values: [] }
  into.set(field, condition)
  const namesOperator = index === '0' || (index === '' && condition.operator === '')
  if (namesOperator && nested === undefined) condition.operator = value.toUpperCase()
  else condition.values.push(value)
}

function finished(conditions: Map<string, Condition>): Condition[] {
  for (const { field, operator } of conditions.values()) {
    if (!OPERATORS.has(operator)) {
      throw new Problem('BAD_REQUEST', `Unknown operator for ${field}.`)
    }
  }
  return [...conditions.values()]
}

const ordering = (key: string, value: string) => ({
  field: key.slice('order['.length, -1),
  descending: value.toUpperCase() === 'DESC',
})

const wholeNumber = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : null)
