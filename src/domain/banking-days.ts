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

function isBankingDay(day: Date): boolean {
  const weekday = day.getUTCDay()
  return weekday !== 0 && weekday !== 6 && !isHoliday(day, weekday)
}

const FIXED_HOLIDAYS = ['01-01', '06-19', '07-04', '11-11', '12-25']

/** Of the Reserve Banks: one on a Sunday is kept on Monday, one on a Saturday not at all. */
function isHoliday(day: Date, weekday: number): boolean {
  const kept = weekday === 1 ? [day, new Date(day.getTime() - DAY_MS)] : [day]
  if (kept.some((date) => FIXED_HOLIDAYS.includes(date.toISOString().slice(5, 10)))) return true
  const month = day.getUTCMonth() + 1
  const date = day.getUTCDate()
  const nth = Math.ceil(date / 7)
  if (weekday === 4) return month === 11 && nth === 4
  if (weekday !== 1) return false
  const isThird = (month === 1 || month === 2) && nth === 3
  return (
    isThird || (month === 5 && date > 24) || (month === 9 && nth === 1) || isColumbus(month, nth)
  )
}

const isColumbus = (month: number, nth: number): boolean => month === 10 && nth === 2

/** Which day it is at a moment, somewhere. */
export const dayIn = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)
