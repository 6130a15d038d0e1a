import { expect, it } from 'vitest'
import { boundsOf, compareCopies, daysToCompare } from '../../src/domain/tie-out.ts'

it.each([
  [[], { theirsCents: null, differs: 'missing' }],
  [[500], { theirsCents: 500, differs: null }],
  [[null], { theirsCents: 500, differs: null }],
  [[499], { theirsCents: 499, differs: 'amount' }],
  [[500, null], { theirsCents: 1_000, differs: 'twice' }],
])('copies %j of 500 cents', (copies, result) => {
  expect(compareCopies(500, copies)).toEqual(result)
})

it('a day has the length that its clocks gave it', () => {
  const hours = (day: string) => {
    const { from, to } = boundsOf(day, 'America/Chicago')
    return (to.getTime() - from.getTime()) / 3_600_000
  }
  expect([hours('2026-03-08'), hours('2026-11-01'), hours('2026-11-24')]).toEqual([23, 25, 24])
})

it('before five in the morning the day that has just ended is not compared yet', () => {
  const days = (at: string) => daysToCompare(new Date(at), 'America/Chicago', '2026-11-23', 7)
  expect(days('2026-11-25T10:59:00Z')).toEqual(['2026-11-23'])
  expect(days('2026-11-25T11:00:00Z')).toEqual(['2026-11-23', '2026-11-24'])
})
