// When banks in the United States work. Dates are `YYYY-MM-DD` and have no zone.

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * How long after its settlement a debit of a bank account can be called final: returns for lack of
 * funds or a wrong number come within two banking days, and take another to arrive (rules §3.1).
 */
export const DEBIT_RETURN_BANKING_DAYS = 3

/** The banking day that is `count` banking days after a date. */
export function bankingDayAfter(date: string, count: number): string {
  let at = Date.parse(`${date}T00:00:00Z`)
  for (let left = count; left > 0; ) {
    at += DAY_MS
    if (isBankingDay(new Date(at))) left -= 1
  }
  return new Date(at).toISOString().slice(0, 10)
}

/** Whether banks work on a date: no Saturday, no Sunday, no holiday of the Reserve Banks. */
export function isBankingDay(date: string | Date): boolean {
  const day = typeof date === 'string' ? new Date(`${date}T00:00:00Z`) : date
  const weekday = day.getUTCDay()
  return weekday !== 0 && weekday !== 6 && holidayOn(day, weekday) === null
}

/** The holiday that the Reserve Banks keep on a date; null where there is none, or on a weekend. */
export function bankHolidayOn(date: string): string | null {
  const day = new Date(`${date}T00:00:00Z`)
  const weekday = day.getUTCDay()
  return weekday === 0 || weekday === 6 ? null : holidayOn(day, weekday)
}

const FIXED_HOLIDAYS: Readonly<Record<string, string>> = {
  '01-01': 'New Year’s Day',
  '06-19': 'Juneteenth',
  '07-04': 'Independence Day',
  '11-11': 'Veterans Day',
  '12-25': 'Christmas Day',
}

/**
 * Their rule and not a list of dates, so that no year is missing. One on a Sunday is kept on Monday, one
 * on a Saturday not at all; general calendars keep that one on Friday, when banks do work.
 */
function holidayOn(day: Date, weekday: number): string | null {
  const kept = weekday === 1 ? [day, new Date(day.getTime() - DAY_MS)] : [day]
  for (const date of kept) {
    const name = FIXED_HOLIDAYS[date.toISOString().slice(5, 10)]
    if (name) return name
  }
  const month = day.getUTCMonth() + 1
  const date = day.getUTCDate()
  const nth = Math.ceil(date / 7)
  if (weekday === 4) return month === 11 && nth === 4 ? 'Thanksgiving Day' : null
  return weekday === 1 ? mondayHoliday(month, nth, date) : null
}

function mondayHoliday(month: number, nth: number, date: number): string | null {
  if (month === 1 && nth === 3) return 'Martin Luther King Jr. Day'
  if (month === 2 && nth === 3) return 'Washington’s Birthday'
  if (month === 5 && date > 24) return 'Memorial Day'
  if (month === 9 && nth === 1) return 'Labor Day'
  return month === 10 && nth === 2 ? 'Columbus Day' : null
}

/** Which day it is at a moment, somewhere. */
export function dayIn(at: Date, zone: string): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone })
  formats.set(zone, format)
  return format.format(at)
}

/** Making one takes far longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>()
