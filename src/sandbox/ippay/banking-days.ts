import { DateTime } from 'luxon'

// When money settles: the next banking day at six in the morning, US Central; and when a debit comes
// back: about four banking days later, in an evening run (IPpay facts §8, §9).

export const ZONE = 'America/Chicago'
const SETTLEMENT_HOUR = 6
const RETURN_DAYS = 4
const RETURN_TIME = { hour: 19, minute: 30 }

/** Unix milliseconds of the settlement of what was taken at `time`. */
export function settlementOf(time: number): number {
  // Days begin on a full hour, so one look at the calendar serves an hour of transactions.
  const hour = Math.floor(time / 3_600_000)
  let settlement = settlements.get(hour)
  if (settlement === undefined) {
    settlement = nextBankingDay(time)
    settlements.set(hour, settlement)
  }
  return settlement
}

const settlements = new Map<number, number>()

function nextBankingDay(time: number): number {
  return bankingDaysAfter(time, 1).set({ hour: SETTLEMENT_HOUR }).toMillis()
}

/** Unix milliseconds of the run with which a debit taken at `time` usually comes back. */
export const returnRunOf = (time: number): number =>
  bankingDaysAfter(time, RETURN_DAYS).set(RETURN_TIME).toMillis()

function bankingDaysAfter(time: number, count: number): DateTime {
  let day = DateTime.fromMillis(time, { zone: ZONE }).startOf('day')
  for (let passed = 0; passed < count; ) {
    day = day.plus({ days: 1 })
    if (isBankingDay(day)) passed++
  }
  return day
}

/** `2026-02-02 09:14:55`, as reports show it. */
export function centralTime(time: number): string {
  const iso = new Date(time + centralOffsetMs(time)).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}

/** A report may show a million times; the calendar is asked once per hour of them. */
function centralOffsetMs(time: number): number {
  const hour = Math.floor(time / 3_600_000)
  let offset = offsets.get(hour)
  if (offset === undefined) {
    offset = DateTime.fromMillis(time, { zone: ZONE }).offset * 60_000
    offsets.set(hour, offset)
  }
  return offset
}

const offsets = new Map<number, number>()

function isBankingDay(day: DateTime): boolean {
  return day.weekday <= 5 && !isFederalHoliday(day)
}

// One that falls on a Sunday is kept on Monday; one on a Saturday is not kept by the Reserve Banks.
const FIXED_HOLIDAYS = ['01-01', '06-19', '07-04', '11-11', '12-25']

function isFederalHoliday(day: DateTime): boolean {
  const sunday = day.weekday === 1 ? day.minus({ days: 1 }) : day
  if ([day, sunday].some((date) => FIXED_HOLIDAYS.includes(date.toFormat('MM-dd')))) return true
  const nth = Math.ceil(day.day / 7)
  if (day.weekday === 4) return day.month === 11 && nth === 4
  if (day.weekday !== 1) return false
  if (day.month === 1 || day.month === 2) return nth === 3
  if (day.month === 5) return day.day > 24
  return (day.month === 9 && nth === 1) || (day.month === 10 && nth === 2)
}
