// Queries as PHP's http_build_query writes them (Splynx facts §2.1).

export type Operator = '=' | '>' | '<' | '>=' | '<=' | 'BETWEEN' | 'LIKE' | 'IN'

export interface Condition {
  attribute: string
  operator: Operator
  /** One value; two for BETWEEN; at least one for IN. */
  values: readonly (string | number)[]
}

export interface Listing {
  where: readonly Condition[]
  /** Ascending. */
  orderBy: string
  limit: number
}

/**
 * An address holds this much of a list. Servers in front of Splynx take 8 KiB, and the other
 * conditions need room as well.
 */
const LIST_BYTES_MAX = 5_500

/** How many ids of at most nine digits fit a list, whatever the attribute is called. */
export const IDS_PER_REQUEST = 100

export function encodeListing({ where, orderBy, limit }: Listing): string {
  const parameters = where.map(encodeCondition)
  parameters.push(`order%5B${orderBy}%5D=ASC`, `limit=${limit}`)
  // PHP keeps the last of two values under one name and forgets the other, which would be a filter
  // lost in silence.
  if (new Set(where.map(({ attribute }) => attribute)).size < where.length) {
    throw new Error('two conditions on one attribute')
  }
  return parameters.join('&')
}

function encodeCondition({ attribute, operator, values }: Condition): string {
  const name = `main_attributes%5B${attribute}%5D`
  const [first, second] = values
  // Without a value there would be no condition left, and everything would match.
  if (first === undefined) throw new Error(`a condition on ${attribute} without a value`)
  switch (operator) {
    case '=':
      return `${name}=${encode(first)}`
    case 'BETWEEN':
      if (second === undefined) throw new Error('BETWEEN takes two values')
      return `${name}%5B0%5D=BETWEEN&${name}%5B1%5D=${encode(first)}&${name}%5B2%5D=${encode(second)}`
    case 'IN': {
      const list = values.map((value, index) => `${name}%5B1%5D%5B${index}%5D=${encode(value)}`)
      return `${name}%5B0%5D=IN&${list.join('&')}`
    }
    default:
      return `${name}%5B0%5D=${encode(operator)}&${name}%5B1%5D=${encode(first)}`
  }
}

// Half a character cannot be encoded, and nothing in Splynx is called that.
const encode = (value: string | number): string =>
  typeof value === 'number'
    ? String(value)
    : encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'))

/** Lists that each fit an address, without repetitions. */
export function splitList<T extends string | number>(
  attribute: string,
  values: readonly T[],
): T[][] {
  // The name of the attribute, brackets, an index of three digits, `=` and `&`.
  const overhead = `main_attributes%5B${attribute}%5D%5B1%5D%5B999%5D=&`.length
  const lists: T[][] = []
  let room = 0
  for (const value of new Set(values)) {
    const bytes = overhead + encode(value).length
    if (bytes > room) {
      lists.push([])
      room = LIST_BYTES_MAX
    }
    lists.at(-1)?.push(value)
    room -= bytes
  }
  return lists
}

/** Ids that make sense, each once, a hundred at a time. */
export function splitIds(ids: readonly number[]): number[][] {
  const distinct = [...new Set(ids)].filter((id) => Number.isSafeInteger(id) && id > 0)
  const lists: number[][] = []
  for (let from = 0; from < distinct.length; from += IDS_PER_REQUEST) {
    lists.push(distinct.slice(from, from + IDS_PER_REQUEST))
  }
  return lists
}
