import { DateTime } from 'luxon'
import { isBankingDay } from './banking-days.ts'

/**
 * What becomes of a day on which banks do not work: charged all the same, moved to the next or the
 * previous day on which they do, or left out.
 */
export const CLOSED_DAY_RULES = ['run', 'next', 'previous', 'skip'] as const
export type ClosedDayRule = (typeof CLOSED_DAY_RULES)[number]

/** When a schedule falls due: a time of day in a zone, on some days of the week. */
export interface ScheduleTimes {
  /** `HH:MM`, 24 hours */
  timeOfDay: string
  /** IANA name */
  zone: string
  /** ISO weekdays, 1 Monday to 7 Sunday. */
  weekdays: number[]
  /** How long after its time a missed run may still be started. */
  catchUpMinutes: number
  /** Missing: every day is a day like any other. */
  closedDays?: ClosedDayRule
}

export interface Slot {
  /** The date in the schedule's zone that keys the run: `YYYY-MM-DD`. */
  businessDate: string
  /** The last day that it charges for: later than its own where a closed day was brought forward. */
  coversUntil: string
  dueAt: Date
}

/** Whether a date, `YYYY-MM-DD`, is one on which work is done. */
export type IsOpenDay = (date: string) => boolean

/** Nobody closes for longer; what is beyond is not looked at. */
const CLOSED_STRETCH_MAX = 31

/**
 * The slot that should have started by `now` and may still be started, or null. Looks at today and
 * yesterday in the schedule's zone, so that a run of 23:59 can be caught up after midnight.
 */
export function dueSlot(
  times: ScheduleTimes,
  now: Date,
  isOpen: IsOpenDay = isBankingDay,
): Slot | null {
  for (const daysBack of [0, 1]) {
    const slot = slotOn(times, localDay(times, now).minus({ days: daysBack }), isOpen)
    if (!slot) continue
    const lateMs = now.getTime() - slot.dueAt.getTime()
    if (lateMs >= 0 && lateMs <= times.catchUpMinutes * 60_000) return slot
  }
  return null
}

/** A week without a working day and the days around it: far enough for every weekday. */
const NEXT_WITHIN_DAYS = 7 + CLOSED_STRETCH_MAX

/** The next slot after `now`, or null when no weekday is chosen or nothing opens in a month. */
export function nextSlot(
  times: ScheduleTimes,
  now: Date,
  isOpen: IsOpenDay = isBankingDay,
): Slot | null {
  const until = localDay(times, now).plus({ days: NEXT_WITHIN_DAYS }).toJSDate()
  return slotsBetween(times, now, until, isOpen, 1)[0] ?? null
}

/** The slots after `from`, up to `until`, in order. */
export function slotsBetween(
  times: ScheduleTimes,
  from: Date,
  until: Date,
  isOpen: IsOpenDay,
  limit = 400,
): Slot[] {
  const slots: Slot[] = []
  let day = localDay(times, from)
  while (day.toJSDate() <= until && slots.length < limit) {
    const slot = slotOn(times, day, isOpen)
    if (slot && slot.dueAt > from && slot.dueAt <= until) slots.push(slot)
    day = day.plus({ days: 1 })
  }
  return slots
}

const localDay = ({ zone }: ScheduleTimes, at: Date) =>
  DateTime.fromJSDate(at, { zone }).startOf('day')

function slotOn(times: ScheduleTimes, day: DateTime, isOpen: IsOpenDay): Slot | null {
  const days = daysChargedOn(times, day, isOpen)
  if (days.length === 0) return null
  const businessDate = isoDate(day)
  const coversUntil = [businessDate, ...days].sort().at(-1)!
  const [hour, minute] = times.timeOfDay.split(':').map(Number)
  const at = day.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 })
  return { businessDate, coversUntil, dueAt: at.toJSDate() }
}

/** The days by the calendar whose run is made on this day. */
function daysChargedOn(
  { weekdays, closedDays = 'run' }: ScheduleTimes,
  day: DateTime,
  isOpen: IsOpenDay,
): string[] {
  const isChosen = (date: DateTime) => weekdays.includes(date.weekday)
  const own = isChosen(day) ? [day] : []
  if (closedDays === 'run') return own.map(isoDate)
  if (!isOpen(isoDate(day))) return []
  if (closedDays === 'skip') return own.map(isoDate)
  const moved = closedStretch(day, closedDays === 'next' ? -1 : 1, isOpen)
  return [...own, ...moved.filter(isChosen)].map(isoDate)
}

/** The closed days next to an open one, in one direction. */
function closedStretch(day: DateTime, step: 1 | -1, isOpen: IsOpenDay): DateTime[] {
  const closed: DateTime[] = []
  for (let far = 1; far <= CLOSED_STRETCH_MAX; far++) {
    const next = day.plus({ days: step * far })
    if (isOpen(isoDate(next))) break
    closed.push(next)
  }
  return closed
}

const isoDate = (day: DateTime): string => day.toFormat('yyyy-MM-dd')
