import { type Channel, isAttended } from './payment.ts'

// How long to wait, and how often. Every figure is a default of the trade, not a secret of the code.

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** When to ask the gateway about an unknown outcome, counted from the last time (rules §1.4). */
const INQUIRY_DELAYS_MS = [
  30 * SECOND_MS,
  90 * SECOND_MS,
  3 * MINUTE_MS,
  10 * MINUTE_MS,
  45 * MINUTE_MS,
  3 * HOUR_MS,
]

/** @param made inquiries so far. After the last one of the list: once a day, for ever. */
export const inquiryDelayMs = (made: number): number => INQUIRY_DELAYS_MS[made] ?? 24 * HOUR_MS

/**
 * "Not found" proves nothing while the message may still be under way. It counts only when the
 * message is this old…
 */
export const QUIET_MS = 2 * MINUTE_MS
/** …and the gateway has said so twice, this far apart (rules §1.4, IPpay facts §7). */
export const NOT_FOUND_TWICE_MS = 60 * SECOND_MS

export interface Patience {
  inquiryDelayMs: (made: number) => number
  quietMs: number
  notFoundTwiceMs: number
}

export const PATIENCE: Patience = {
  inquiryDelayMs,
  quietMs: QUIET_MS,
  notFoundTwiceMs: NOT_FOUND_TWICE_MS,
}

/**
 * Before a message that never left is tried again: half as long as the payment has waited, at least
 * 15 seconds and at most 15 minutes.
 */
export const unreachedDelayMs = (waitedMs: number): number =>
  Math.min(Math.max(waitedMs / 2, 15 * SECOND_MS), 15 * MINUTE_MS)

/**
 * When a payment that could not be sent is given up. Who waits at a screen would pay in another way
 * and be surprised by a late charge; nobody waits for a run.
 */
export const isTooLate = (channel: Channel, waitedMs: number): boolean =>
  waitedMs > (isAttended(channel) ? 10 * MINUTE_MS : 24 * HOUR_MS)

/** Splynx is told again after 2 s, doubled each time, 10 minutes at most, however long it takes. */
export const recordingDelayMs = (tries: number): number =>
  Math.min(2 * SECOND_MS * 2 ** Math.max(0, tries - 1), 10 * MINUTE_MS)

/** Declines of one card within 30 days after which no run tries it again (rules §3.2). */
export const DECLINES_MAX = 8
export const DECLINES_WINDOW_MS = 30 * 24 * HOUR_MS
/** Between a decline and the next try without a person asking for it (rules §3.2). */
export const AFTER_DECLINE_MS = 24 * HOUR_MS
