import { addDays, daysBetween, localDay } from '../world-calendar.ts'

/** Splynx's own idea of the time. It runs by itself, and a control address moves it. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number
  /** `YYYY-MM-DD` */
  today(): string
  /** `YYYY-MM-DD HH:MM:SS` */
  datetime(): string
  advance(ms: number): void
}

/** The business day may be fixed: then only a move of the clock changes it. The hour is real. */
export function createClock(fixedDay?: string): Clock {
  let movedMs = 0
  const now = () => Date.now() + movedMs
  const today = () => {
    if (fixedDay === undefined) return localDay(now())
    return addDays(fixedDay, daysBetween(localDay(Date.now()), localDay(now())))
  }
  return {
    now,
    today,
    datetime: () => `${today()} ${new Date(now()).toTimeString().slice(0, 8)}`,
    advance(ms) {
      movedMs += ms
    },
  }
}
