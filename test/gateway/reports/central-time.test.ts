import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import {
  isRepeated,
  middleOf,
  momentOf,
  wallClockAt,
  wallClockRange,
  wallClockText,
} from '../../../src/gateway/reports/central-time.ts'

// Clocks went forward on 2026-03-08 and back on 2026-11-01, at two in the morning.

const clock = (text: string) => Date.parse(`${text}Z`) / 1000
const rangeOf = (from: string, to: string) => {
  const range = wallClockRange({ from: new Date(from), to: new Date(to) })
  return { from: wallClockText(range.from), to: wallClockText(range.to) }
}

describe('a moment', () => {
  it.each([
    ['2026-02-02T15:14:55Z', '2026-02-02T09:14:55'],
    ['2026-07-02T15:14:55Z', '2026-07-02T10:14:55'],
    ['2026-03-08T07:59:59Z', '2026-03-08T01:59:59'],
    ['2026-03-08T08:00:00Z', '2026-03-08T03:00:00'],
    ['2026-11-01T06:30:00Z', '2026-11-01T01:30:00'],
    ['2026-11-01T07:30:00Z', '2026-11-01T01:30:00'],
  ])('%s is %s on the clock of the service', (utc, central) => {
    expect(wallClockText(wallClockAt(new Date(utc)))).toBe(central)
  })
})

describe('a time of a report', () => {
  it.each([
    ['2026-02-02 09:14:55', '2026-02-02T15:14:55.000Z'],
    ['2026-07-02 10:14:55', '2026-07-02T15:14:55.000Z'],
    ['2026-07-02T10:14:55', '2026-07-02T15:14:55.000Z'],
    ['2026-07-02 10:14:55.123', '2026-07-02T15:14:55.000Z'],
    ['2026-07-02', '2026-07-02T05:00:00.000Z'],
    ['2026-03-08 03:00:00', '2026-03-08T08:00:00.000Z'],
  ])('%s is %s', (text, utc) => {
    expect(momentOf(text)?.toISOString()).toBe(utc)
  })

  it('in the hour that the clocks repeat is taken for the earlier one', () => {
    expect(momentOf('2026-11-01 01:30:00')?.toISOString()).toBe('2026-11-01T06:30:00.000Z')
    expect(momentOf('2026-11-01 02:00:00')?.toISOString()).toBe('2026-11-01T08:00:00.000Z')
  })

  it.each(['', 'yesterday', '02/07/2026 10:14:55', '2026-13-02 10:14:55', '2026-02-30 10:14:55'])(
    'is nothing where %j stands',
    (text) => {
      expect(momentOf(text)).toBeNull()
    },
  )

  it('is the moment that it was made from, at any time but the repeated hour', () => {
    const seconds = fc.integer({
      min: clock('2015-01-01T00:00:00'),
      max: clock('2040-01-01T00:00:00'),
    })
    fc.assert(
      fc.property(seconds, (at) => {
        const central = wallClockAt(new Date(at * 1000))
        if (isRepeated(central)) return
        expect(momentOf(wallClockText(central))?.getTime()).toBe(at * 1000)
      }),
    )
  })
})

describe('a range', () => {
  it('holds both of its ends', () => {
    expect(rangeOf('2026-02-01T06:00:00Z', '2026-02-08T05:59:59.999Z')).toEqual({
      from: '2026-02-01T00:00:00',
      to: '2026-02-07T23:59:59',
    })
  })

  it.each(['2026-11-01T06:30:00Z', '2026-11-01T07:30:00Z'])(
    'that begins or ends at %s, in the repeated hour, holds all of that hour',
    (at) => {
      expect(rangeOf(at, '2026-11-02T06:00:00Z').from).toBe('2026-11-01T00:59:59')
      expect(rangeOf('2026-10-31T05:00:00Z', at).to).toBe('2026-11-01T02:00:00')
    },
  )

  it.each(['first', 'second'])(
    'leaves no moment out when it is cut in halves and the service takes the %s repeated hour',
    (which) => {
      const meaning = (text: string) => {
        const moments = DateTime.fromISO(text, { zone: 'America/Chicago' })
          .getPossibleOffsets()
          .map((one) => one.toSeconds())
        return which === 'first' ? Math.min(...moments) : Math.max(...moments)
      }
      const spread = fc.integer({ min: 1, max: 90_000 })
      fc.assert(
        fc.property(spread, spread, (before, after) => {
          const from = clock('2026-11-01T01:30:00') - before
          const to = clock('2026-11-01T01:30:00') + after
          const middle = middleOf(from, to)
          expect(middle).toBeLessThanOrEqual(to)
          const end = meaning(wallClockText(middle))
          expect(meaning(wallClockText(middle + 1))).toBeLessThanOrEqual(end + 1)
        }),
        {
          numRuns: 2_000,
          examples: [
            [5_400, 1_799],
            [1_801, 5_400],
            [1_800, 1_800],
          ],
        },
      )
    },
  )
})
