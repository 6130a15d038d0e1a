import { DateTime } from 'luxon'
import { bankingDayAfter, dayIn } from './banking-days.ts'

/** IPpay settles at six in the morning, US Central, on the next banking day (IPpay facts §8, §9). */
export const SETTLEMENT_ZONE = 'America/Chicago'
const SETTLEMENT_HOUR = 6

/** When the gateway settles what it took at a moment: until then a card payment can be voided. */
export function settlesAt(takenAt: Date): Date {
  const day = bankingDayAfter(dayIn(takenAt, SETTLEMENT_ZONE), 1)
  return DateTime.fromISO(day, { zone: SETTLEMENT_ZONE }).set({ hour: SETTLEMENT_HOUR }).toJSDate()
}
