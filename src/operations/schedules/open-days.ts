import type { Context } from '../../context.ts'
import { bankHolidayOn, isBankingDay } from '../../domain/banking-days.ts'
import type { IsOpenDay } from '../../domain/schedule.ts'

/** On which days schedules that keep to banking days charge, and why not on the others. */
export interface OpenDays {
  isOpen: IsOpenDay
  /** The name of a day on which nobody works; null on working days and plain weekends. */
  closedNameOf(date: string): string | null
  /** The region that was set, if no calendar knows it. */
  unknownRegion: string | null
}

/**
 * The banking days of the Federal Reserve, by their rule; beside them the own closed days and, for a
 * region that is set, its public holidays by a library that is kept up by many.
 */
export async function readOpenDays({ settings }: Pick<Context, 'settings'>): Promise<OpenDays> {
  const { closedDays, holidayRegion } = await settings.of(null)
  const own = readClosedDays(closedDays)
  const publicHolidayOn = holidayRegion === '' ? () => null : await holidaysOf(holidayRegion)
  const closedNameOf = (date: string) =>
    own.get(date) ?? bankHolidayOn(date) ?? publicHolidayOn?.(date) ?? null
  return {
    isOpen: (date) => isBankingDay(date) && closedNameOf(date) === null,
    closedNameOf,
    unknownRegion: publicHolidayOn ? null : holidayRegion,
  }
}

/** `2026-12-24 Christmas Eve`, one a line: date → name. */
export function readClosedDays(text: string): Map<string, string> {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  return new Map(
    lines
      .filter(Boolean)
      .map((line) => [line.slice(0, 10), line.slice(10).trim() || 'Own closed day']),
  )
}

type HolidayOn = (date: string) => string | null

const known = new Map<string, HolidayOn | null>()
const SOME_YEAR = 2026

/** Loaded where it is needed, because it brings the calendars of the whole world. */
async function holidaysOf(region: string): Promise<HolidayOn | null> {
  const found = known.get(region)
  if (found !== undefined) return found
  const { default: Holidays } = await import('date-holidays')
  const [country = '', state, part] = region.split('-')
  const calendar = new Holidays()
  calendar.init(country, state, part)
  const byYear = new Map<number, Map<string, string>>()
  const ofYear = (year: number) => {
    const holidays =
      byYear.get(year) ??
      new Map(
        calendar
          .getHolidays(year)
          .filter(({ type }) => type === 'public')
          .map(({ date, name }) => [date.slice(0, 10), name]),
      )
    byYear.set(year, holidays)
    return holidays
  }
  // Of a country that it does not know it says nothing at all.
  const holidayOn: HolidayOn | null =
    calendar.getHolidays(SOME_YEAR).length > 0
      ? (date) => ofYear(Number(date.slice(0, 4))).get(date) ?? null
      : null
  known.set(region, holidayOn)
  return holidayOn
}
