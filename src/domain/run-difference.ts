import type { CountAndSum, RunFilter } from './run.ts'

/** The same for filters that mean the same, in whatever order they name it. */
export function canonicalFilter(filter: RunFilter): string {
  const { total, ...rest } = filter
  const entries = Object.entries({ ...rest, total: total && `${total.operator}${total.cents}` })
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(String).sort() : value])
  return JSON.stringify(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)))
}

const DAY_MS = 24 * 60 * 60_000
/** Months differ by as much. */
const DAYS_APART_MAX = 3

/**
 * Whether a run that was is a measure for one that is to come: the same choice of documents, over
 * another period of about the same length. The same period once more only shows what is left of it.
 */
export function isComparable(filter: RunFilter, before: RunFilter): boolean {
  const { from, to, dueTo, ...rest } = filter
  const { from: fromBefore, to: toBefore, dueTo: dueBefore, ...restBefore } = before
  if (canonicalFilter(rest) !== canonicalFilter(restBefore)) return false
  const [days, daysBefore] = [daysOf(from, to), daysOf(fromBefore, toBefore)]
  if (days === null || daysBefore === null) return days === daysBefore
  const isOther = from !== fromBefore || to !== toBefore
  return isOther && Math.abs(days - daysBefore) <= DAYS_APART_MAX
}

const daysOf = (from?: string, to?: string): number | null =>
  from && to ? (Date.parse(to) - Date.parse(from)) / DAY_MS + 1 : null

/** How customers' sums differ from those of a run before. */
export interface RunDifference<C> {
  /** Charged now and not then; the sum is of now. */
  added: CountAndSum & { first: C[] }
  /** Charged then and not now; the sum is of then. */
  gone: CountAndSum & { first: C[] }
  /** The sum is what changed, up and down together. */
  changed: CountAndSum & { first: C[] }
}

export const isMuch = (cents: number, before: number, percent: number): boolean =>
  Math.abs(cents - before) * 100 > before * percent
