import { DateTime } from 'luxon'
import { SETTLEMENT_ZONE, settlesAt } from './settlement.ts'

/** What was taken since then has not settled yet, and can be voided; what was taken before has. */
export function unsettledSince(now: Date): Date {
  let day = DateTime.fromJSDate(now, { zone: SETTLEMENT_ZONE }).startOf('day')
  for (;;) {
    const before = day.minus({ days: 1 })
    if (settlesAt(before.toJSDate()) <= now) return day.toJSDate()
    day = before
  }
}

/** Until then all of it can be voided that can be now. */
export const voidableUntil = (now: Date): Date => settlesAt(unsettledSince(now))
