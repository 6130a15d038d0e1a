import type { Condition } from './query.ts'

export interface IdRange {
  first: number
  last: number
}

/** Bounds on the id itself: this is how a keyset page starts in place. */
export function idRange(key: string, conditions: Condition[]): IdRange {
  const range = { first: Number.NEGATIVE_INFINITY, last: Number.POSITIVE_INFINITY }
  for (const { field, operator, values } of conditions) {
    if (field !== key) continue
    const { first, last } = bounds(operator, values)
    range.first = Math.max(range.first, first)
    range.last = Math.min(range.last, last)
  }
  return range
}

function bounds(operator: string, values: string[]): IdRange {
  const everything = { first: Number.NEGATIVE_INFINITY, last: Number.POSITIVE_INFINITY }
  const [low = Number.NaN, high = low] = values.map(Number)
  if (Number.isNaN(low) || Number.isNaN(high)) return everything
  switch (operator) {
    case '>':
      return { ...everything, first: Math.floor(low) + 1 }
    case '>=':
      return { ...everything, first: Math.ceil(low) }
    case '<':
      return { ...everything, last: Math.ceil(low) - 1 }
    case '<=':
      return { ...everything, last: Math.floor(low) }
    case 'BETWEEN':
      return { first: Math.ceil(low), last: Math.floor(high) }
    default:
      return everything
  }
}
