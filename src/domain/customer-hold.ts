/**
 * A customer whom nothing is charged automatically: `paused` until a day, `opted_out` until a person
 * lifts it. What the customer or a clerk pays is not touched by it.
 */
export type CustomerHold =
  | { kind: 'paused'; untilDay: string; reason: string }
  | { kind: 'opted_out'; reason: string }

/** Whether it holds on a day, `YYYY-MM-DD`. On the day that a pause names charges go on. */
export const isHeldOn = (hold: CustomerHold, today: string): boolean =>
  hold.kind === 'opted_out' || today < hold.untilDay
