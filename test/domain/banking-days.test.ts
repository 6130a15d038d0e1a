import { expect, it } from 'vitest'
import { bankingDayAfter, dayIn } from '../../src/domain/banking-days.ts'

it.each([
  ['a weekday', '2026-12-01', 1, '2026-12-02'],
  ['a Friday', '2026-12-04', 1, '2026-12-07'],
  ['a Saturday', '2026-12-05', 1, '2026-12-07'],
  ['Thanksgiving', '2026-11-25', 1, '2026-11-27'],
  ['Christmas and a weekend', '2026-12-24', 2, '2026-12-29'],
  ['New Year', '2026-12-31', 1, '2027-01-04'],
  ['a holiday on a Sunday, kept on Monday', '2027-07-02', 1, '2027-07-06'],
  ['a holiday on a Saturday, kept by nobody', '2026-07-02', 1, '2026-07-03'],
  ['Martin Luther King Day', '2027-01-15', 1, '2027-01-19'],
  ['Memorial Day', '2026-05-22', 1, '2026-05-26'],
  ['Labor Day', '2026-09-04', 1, '2026-09-08'],
  ['Columbus Day', '2026-10-09', 1, '2026-10-13'],
  ['four of them', '2026-11-24', 4, '2026-12-01'],
])('banks count past %s', (_what, from, count, to) => {
  expect(bankingDayAfter(from, count)).toBe(to)
})

it('the day depends on where one is', () => {
  const at = new Date('2026-11-25T03:00:00Z')
  expect(dayIn(at, 'UTC')).toBe('2026-11-25')
  expect(dayIn(at, 'America/Chicago')).toBe('2026-11-24')
})
