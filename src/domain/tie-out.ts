import { DateTime } from 'luxon'
import type { MethodKind } from './payment.ts'

/** Whose books: ours, the gateway's as its reports tell them, Splynx's. */
export type Side = 'ledger' | 'gateway' | 'splynx'
/** What a movement of money was: taken, given back by us, returned by the bank. */
export type Line = 'taken' | 'given_back' | 'returned'
export const LINES: readonly Line[] = ['taken', 'given_back', 'returned']

/** Where one of the others differs from our ledger. */
export type DifferenceKind =
  | 'gateway_only'
  | 'gateway_missing'
  | 'gateway_amount'
  | 'gateway_twice'
  | 'splynx_only'
  | 'splynx_missing'
  | 'splynx_amount'
  | 'splynx_twice'
  | 'splynx_not_undone'

export interface Copies {
  /** What the other side says in all; null when it says nothing. */
  theirsCents: number | null
  differs: 'missing' | 'amount' | 'twice' | null
}

/**
 * One movement of our ledger beside what the other side has of it: one amount for each time it is
 * there, null where it does not say how much, which is then taken for ours.
 */
export function compareCopies(oursCents: number, copies: readonly (number | null)[]): Copies {
  if (copies.length === 0) return { theirsCents: null, differs: 'missing' }
  const theirsCents = copies.reduce<number>((sum, cents) => sum + (cents ?? oursCents), 0)
  if (copies.length > 1) return { theirsCents, differs: 'twice' }
  return { theirsCents, differs: theirsCents === oursCents ? null : 'amount' }
}

export type Sums = Record<MethodKind, Record<Line, { count: number; cents: number }>>

export const noSums = (): Sums => ({ card: noLines(), bank: noLines() })

const noLines = () => ({
  taken: { count: 0, cents: 0 },
  given_back: { count: 0, cents: 0 },
  returned: { count: 0, cents: 0 },
})

export function addTo(sums: Sums, methodKind: MethodKind, line: Line, cents: number): void {
  const sum = sums[methodKind][line]
  sum.count += 1
  sum.cents += cents
}

/** What is left of a day: taken, less what went back in either way. */
export const netCents = (lines: Record<Line, { cents: number }>): number =>
  lines.taken.cents - lines.given_back.cents - lines.returned.cents

/** The first and the next moment of a calendar day in a zone; days of 23 and 25 hours among them. */
export function boundsOf(day: string, zone: string): { from: Date; to: Date } {
  const start = DateTime.fromISO(day, { zone }).startOf('day')
  return { from: start.toJSDate(), to: start.plus({ days: 1 }).toJSDate() }
}

export const dayAfter = (day: string, days = 1): string =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? day

/** When a day's comparison begins: reports and recordings of the evening have come in by then. */
const HOUR_OF_COMPARISON = 5

/** The last moment at which comparisons became due again. */
export function lastRoundAt(now: Date, zone: string): Date {
  const local = DateTime.fromJSDate(now, { zone })
  const today = local.startOf('day').set({ hour: HOUR_OF_COMPARISON })
  return (local >= today ? today : today.minus({ days: 1 })).toJSDate()
}

/** Days that are over, the newest last: `count` of them, none before `first`. */
export function daysToCompare(now: Date, zone: string, first: string, count: number): string[] {
  // Before its hour the day that has just ended is not looked at.
  const round = DateTime.fromJSDate(lastRoundAt(now, zone), { zone }).toISODate() ?? ''
  return Array.from({ length: count }, (_, ago) => dayAfter(round, ago - count)).filter(
    (day) => day >= first,
  )
}
