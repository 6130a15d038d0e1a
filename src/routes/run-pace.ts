import type { RunTotals } from '../domain/run.ts'

/** How far a run was at some moment. */
export interface Sample {
  at: number
  done: number
}

/**
 * An older and a newer sample, which a page that refreshes itself carries along. Speed is measured
 * since the older one, so that it neither flickers nor remembers a pause for ever.
 */
export type Track = readonly [older: Sample, newer: Sample]

export interface Pace {
  perMinute: number
  /** Null while nobody can say, because documents are still being selected. */
  msLeft: number | null
}

const WINDOW_MS = 8_000

const sampleOf = (totals: RunTotals, now: Date): Sample => ({
  at: now.getTime(),
  done: totals.selected.count - totals.waiting.count - totals.sending.count,
})

/** Where a page begins that has seen nothing yet: the speed since the run was started. */
export const firstTrack = (totals: RunTotals, startedAt: Date, now: Date): Track => [
  { at: startedAt.getTime(), done: 0 },
  sampleOf(totals, now),
]

export const nextTrack = (totals: RunTotals, [older, newer]: Track, now: Date): Track =>
  now.getTime() - newer.at < WINDOW_MS ? [older, newer] : [newer, sampleOf(totals, now)]

/** Null when nothing has moved. */
export function paceOf(
  totals: RunTotals,
  [since]: Track,
  now: Date,
  isSelected: boolean,
): Pace | null {
  const { at, done } = sampleOf(totals, now)
  const elapsedMs = at - since.at
  const moved = done - since.done
  if (elapsedMs < 1_000 || moved <= 0) return null
  const left = totals.waiting.count + totals.sending.count
  return {
    perMinute: Math.round((moved * 60_000) / elapsedMs),
    msLeft: isSelected ? Math.round((left * elapsedMs) / moved) : null,
  }
}

/** For the address of the next refresh. */
export const writeTrack = (track: Track): string =>
  track.map(({ at, done }) => `${at}.${done}`).join('-')

/** Null when the address was written by somebody else. */
export function readTrack(text: string | undefined): Track | null {
  const match = /^(\d{13})\.(\d{1,9})-(\d{13})\.(\d{1,9})$/.exec(text ?? '')
  if (!match) return null
  const [at1, done1, at2, done2] = match.slice(1).map(Number) as [number, number, number, number]
  return [
    { at: at1, done: done1 },
    { at: at2, done: done2 },
  ]
}
