import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isBankingDay } from '../../src/domain/banking-days.ts'
import {
  CLOSED_DAY_RULES,
  dueSlot,
  nextSlot,
  type ScheduleTimes,
  slotsBetween,
} from '../../src/domain/schedule.ts'

const NIGHTLY: ScheduleTimes = {
  timeOfDay: '02:30',
  zone: 'America/Chicago',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  catchUpMinutes: 180,
}
const due = (at: string, changes: Partial<ScheduleTimes> = {}) =>
  dueSlot({ ...NIGHTLY, ...changes }, new Date(at))?.businessDate ?? null

it.each([
  { at: '2026-11-24T08:29:59Z', date: null },
  { at: '2026-11-24T08:30:00Z', date: '2026-11-24' },
  { at: '2026-11-24T11:30:00Z', date: '2026-11-24' },
  { at: '2026-11-24T11:30:01Z', date: null },
])('at $at the night of $date is due', ({ at, date }) => {
  expect(due(at)).toBe(date)
})

it('a run shortly before midnight is caught up after it, under its own date', () => {
  const late = { timeOfDay: '23:59' }
  expect(due('2026-11-25T06:30:00Z', late)).toBe('2026-11-24')
})

it('a day that is not chosen is not due', () => {
  // A Tuesday.
  expect(due('2026-11-24T08:30:00Z', { weekdays: [1, 3] })).toBeNull()
  expect(nextSlot({ ...NIGHTLY, weekdays: [] }, new Date())).toBeNull()
})

it('the night that has no half past two is charged once all the same', () => {
  const hours = Array.from({ length: 24 * 4 }, (_, quarter) =>
    new Date(Date.UTC(2026, 2, 8, 6) + quarter * 900_000).toISOString(),
  )
  const dates = hours.map((at) => due(at, { catchUpMinutes: 0 })).filter(Boolean)
  expect(dates).toEqual(['2026-03-08'])
})

it('the night that has two of them is charged under one date', () => {
  const minutes = Array.from({ length: 6 * 60 }, (_, minute) =>
    new Date(Date.UTC(2026, 10, 1, 5) + minute * 60_000).toISOString(),
  )
  const dates = minutes.map((at) => due(at, { timeOfDay: '01:30' })).filter(Boolean)
  expect(new Set(dates)).toEqual(new Set(['2026-11-01']))
})

it('a slot is due from its time to the end of its window and never twice under two dates', () => {
  const anyMinute = fc.integer({ min: 0, max: 3 * 365 * 24 * 60 })
  fc.assert(
    fc.property(anyMinute, (minute) => {
      const now = new Date(Date.UTC(2026, 0, 1) + minute * 60_000)
      const slot = dueSlot(NIGHTLY, now)
      if (!slot) return true
      const lateMs = now.getTime() - slot.dueAt.getTime()
      return lateMs >= 0 && lateMs <= NIGHTLY.catchUpMinutes * 60_000
    }),
  )
})

it('the next slot comes after now and within a week', () => {
  const anyMinute = fc.integer({ min: 0, max: 3 * 365 * 24 * 60 })
  fc.assert(
    fc.property(anyMinute, fc.integer({ min: 1, max: 7 }), (minute, weekday) => {
      const now = new Date(Date.UTC(2026, 0, 1) + minute * 60_000)
      const next = nextSlot({ ...NIGHTLY, weekdays: [weekday] }, now)
      const aheadMs = (next?.dueAt.getTime() ?? 0) - now.getTime()
      return aheadMs > 0 && aheadMs <= (7 * 24 + 1) * 3_600_000
    }),
  )
})

const slotsOf = (changes: Partial<ScheduleTimes>, from: string, until: string) =>
  slotsBetween(
    { ...NIGHTLY, ...changes },
    new Date(`${from}T00:00:00-06:00`),
    new Date(`${until}T23:59:00-06:00`),
    isBankingDay,
  ).map(({ businessDate, coversUntil }) => [businessDate, coversUntil])

it.each([
  // The 26th is Thanksgiving, a Thursday.
  { closedDays: 'run', slots: ['25', '26', '27', '28', '29', '30'] },
  { closedDays: 'next', slots: ['25', '27', '30'] },
  { closedDays: 'previous', slots: ['25', '27', '30'] },
  { closedDays: 'skip', slots: ['25', '27', '30'] },
] as const)('every day over Thanksgiving with $closedDays: $slots', ({ closedDays, slots }) => {
  const days = slotsOf({ closedDays }, '2026-11-25', '2026-11-30').map(([day]) => day?.slice(8))
  expect(days).toEqual(slots)
})

it.each([
  { closedDays: 'next', slots: [['2026-11-27', '2026-11-27']] },
  { closedDays: 'previous', slots: [['2026-11-25', '2026-11-26']] },
  { closedDays: 'skip', slots: [] },
] as const)('Thursdays alone with $closedDays: Thanksgiving is $slots', ({ closedDays, slots }) => {
  expect(slotsOf({ closedDays, weekdays: [4] }, '2026-11-23', '2026-11-30')).toEqual(slots)
})

it('brought forward, Friday charges for the weekend, too', () => {
  expect(slotsOf({ closedDays: 'previous' }, '2026-12-04', '2026-12-04')).toEqual([
    ['2026-12-04', '2026-12-06'],
  ])
})

it('no run is made on a closed day, and no chosen day is lost unless it is left out', () => {
  const anyTimes = fc.record({
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    closedDays: fc.constantFrom(...CLOSED_DAY_RULES),
  })
  fc.assert(
    fc.property(anyTimes, fc.integer({ min: 0, max: 700 }), (changes, day) => {
      const from = new Date(Date.UTC(2026, 0, 1) + day * 86_400_000)
      const until = new Date(from.getTime() + 40 * 86_400_000)
      const slots = slotsBetween({ ...NIGHTLY, ...changes }, from, until, isBankingDay)
      const dates = slots.map(({ businessDate }) => businessDate)
      expect(new Set(dates).size).toBe(dates.length)
      if (changes.closedDays === 'run') return
      expect(dates.every((date) => isBankingDay(date))).toBe(true)
      if (changes.closedDays === 'skip') return
      // Between the ends, each run after a chosen day comes within a long weekend of it.
      const chosen = Array.from(
        { length: 28 },
        (_, ahead) => new Date(from.getTime() + (6 + ahead) * 86_400_000),
      )
        .filter((at) => changes.weekdays.includes(at.getUTCDay() || 7))
        .map((at) => at.getTime())
      for (const at of chosen) {
        const near = dates.some((date) => Math.abs(Date.parse(date) - at) <= 5 * 86_400_000)
        expect(near).toBe(true)
      }
    }),
  )
})
