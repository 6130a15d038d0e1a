import { type Channel, isAttended } from './payment.ts'

// How long to wait, and how often. Every figure is a default of the trade, not a secret of the code.

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** How long to wait for what; the defaults stand in `config.ts`. */
export interface Patience {
  /** Until the next inquiry, by how many have been made (rules of the trade §1.4). */
  inquiryDelayMs(made: number): number
  /**
   * "Not found" proves nothing while the message may still be under way. It counts only when the
   * message is this old…
   */
  quietMs: number
  /** …and the gateway has said so twice, this far apart (rules §1.4, IPpay facts §7). */
  notFoundTwiceMs: number
  /** Until a message that never left is tried again, by how long the payment has waited. */
  unreachedDelayMs(waitedMs: number): number
}

export interface PatienceSettings {
  INQUIRY_DELAYS_S: readonly number[]
  NOT_FOUND_QUIET_S: number
  CLAIM_TURN_S: number
  NOT_FOUND_TWICE_S: number
  UNREACHED_RETRY_S: number
}

/** After the last delay of the list the gateway is asked daily, for ever: no timer is a verdict. */
export const patienceOf = (settings: PatienceSettings): Patience => ({
  inquiryDelayMs(made) {
    const delayS = settings.INQUIRY_DELAYS_S[made]
    return delayS === undefined ? 24 * HOUR_MS : delayS * SECOND_MS
  },
  // Counted from the claim, after which the message may have waited for its turn.
  quietMs: (settings.NOT_FOUND_QUIET_S + settings.CLAIM_TURN_S) * SECOND_MS,
  notFoundTwiceMs: settings.NOT_FOUND_TWICE_S * SECOND_MS,
  // Half as long as it has waited: soon at first, then less and less often.
  unreachedDelayMs: (waitedMs) =>
    Math.min(Math.max(waitedMs / 2, settings.UNREACHED_RETRY_S * SECOND_MS), 15 * MINUTE_MS),
})

/**
 * When a payment that has not been sent is given up. Who waits at a screen would pay in another way
 * and be surprised by a late charge; nobody waits for a run.
 */
export const isTooLate = (channel: Channel, waitedMs: number): boolean =>
  waitedMs > (isAttended(channel) ? 10 * MINUTE_MS : 24 * HOUR_MS)

/** Splynx is told again after 2 s, doubled each time, 10 minutes at most, however long it takes. */
export const recordingDelayMs = (tries: number): number =>
  Math.min(2 * SECOND_MS * 2 ** Math.max(0, tries - 1), 10 * MINUTE_MS)
