import { DateTime } from 'luxon'

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
}

export interface Slot {
  /** The date in the schedule's zone that keys the run: `YYYY-MM-DD`. */
  businessDate: string
  dueAt: Date
}

/**
 * The slot that should have started by `now` and may still be started, or null. Looks at today and
 * yesterday in the schedule's zone, so that a run of 23:59 can be caught up after midnight.
 */
export function dueSlot(times: ScheduleTimes, now: Date): Slot | null {
  for (const daysBack of [0, 1]) {
    const slot = slotOn(
      times,
      DateTime.fromJSDate(now, { zone: times.zone }).minus({ days: daysBack }),
    )
    if (!slot) continue
    const lateMs = now.getTime() - slot.dueAt.getTime()
    if (lateMs >= 0 && lateMs <= times.catchUpMinutes * 60_000) return slot
  }
  return null
}

/** The next slot after `now`, or null when no weekday is chosen. */
export function nextSlot(times: ScheduleTimes, now: Date): Slot | null {
  const today = DateTime.fromJSDate(now, { zone: times.zone })
  for (let daysAhead = 0; daysAhead <= 7; daysAhead++) {
    const slot = slotOn(times, today.plus({ days: daysAhead }))
    if (slot && slot.dueAt > now) return slot
  }
  return null
}

function slotOn(times: ScheduleTimes, day: DateTime): Slot | null {
  if (!times.weekdays.includes(day.weekday)) return null
  const [hour, minute] = times.timeOfDay.split(':').map(Number)
  const at = day.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 })
  return { businessDate: at.toISODate() ?? '', dueAt: at.toJSDate() }
}
