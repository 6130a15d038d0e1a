// Calendar days as `YYYY-MM-DD` text, which sorts and compares as it stands.

/** Today on this machine's clock. */
export const localToday = (): string => localDay(Date.now())

export function localDay(time: number): string {
  const offsetMs = new Date(time).getTimezoneOffset() * 60_000
  return new Date(time - offsetMs).toISOString().slice(0, 10)
}

export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && dayOf(time) === text
}

export function addDays(day: string, days: number): string {
  const inMonth = Number(day.slice(8)) + days
  // Most sums stay inside the month; a world of a million customers makes tens of millions of them.
  if (inMonth >= 1 && inMonth <= 28) return day.slice(0, 8) + twoDigits(inMonth)
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000)
}

/** The first day of the month that lies `months` before the month of `day`. */
export function firstOfMonth(day: string, months = 0): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months
  return `${Math.floor(month / 12)}-${twoDigits((month % 12) + 1)}-01`
}

export function lastOfMonth(day: string): string {
  const daysInMonth = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0))
  return day.slice(0, 8) + daysInMonth.getUTCDate()
}

export interface Month {
  first: string
  last: string
}

// A world has a hundred days and asks for their months a hundred million times.
const MONTHS = new Map<string, Month>()

export function monthAround(day: string): Month {
  const month = MONTHS.get(day) ?? { first: firstOfMonth(day), last: lastOfMonth(day) }
  MONTHS.set(day, month)
  return month
}

/** The month of a day and those before it; every customer of a world asks for the same. */
export function monthsBefore(day: string, count: number): Month[] {
  if (latest.day !== day || latest.months.length !== count) {
    const months = Array.from({ length: count }, (_, ago) => monthAround(firstOfMonth(day, ago)))
    latest = { day, months }
  }
  return latest.months
}
let latest: { day: string; months: Month[] } = { day: '', months: [] }

const twoDigits = (value: number) => String(value).padStart(2, '0')
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

export function earlierOf(day: string, other: string): string {
  if (day < other) return day
  return other
}

export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
