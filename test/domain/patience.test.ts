import { expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { isTooLate, patienceOf, recordingDelayMs } from '../../src/domain/patience.ts'

const { inquiryDelayMs, quietMs, notFoundTwiceMs, unreachedDelayMs } = patienceOf(
  readConfig(
    [
      'INQUIRY_DELAYS_S',
      'NOT_FOUND_QUIET_S',
      'NOT_FOUND_TWICE_S',
      'CLAIM_TURN_S',
      'UNREACHED_RETRY_S',
    ],
    {},
  ),
)
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

it('the gateway is asked at 30 s, 2 min, 5 min, 15 min, 1 h, 4 h, then daily and for ever', () => {
  let at = 0
  const asked = Array.from({ length: 6 }, (_, made) => {
    at += inquiryDelayMs(made)
    return at / 1_000
  })
  expect(asked).toEqual([30, 120, 300, 900, 3_600, 14_400])
  expect([6, 7, 1_000].map(inquiryDelayMs)).toEqual([24 * HOUR_MS, 24 * HOUR_MS, 24 * HOUR_MS])
})

it('"not found" needs a quiet time, counted after the wait for a turn, and a second time', () => {
  expect(quietMs).toBe(3 * MINUTE_MS)
  expect(notFoundTwiceMs).toBeGreaterThanOrEqual(MINUTE_MS)
})

it.each([
  [0, 15_000],
  [2 * MINUTE_MS, MINUTE_MS],
  [10 * HOUR_MS, 15 * MINUTE_MS],
])('what never left after %d ms of waiting is tried again in %d ms', (waitedMs, delayMs) => {
  expect(unreachedDelayMs(waitedMs)).toBe(delayMs)
})

it.each([
  ['customer', 10 * MINUTE_MS, false],
  ['customer', 10 * MINUTE_MS + 1, true],
  ['clerk', 10 * MINUTE_MS + 1, true],
  ['link', 10 * MINUTE_MS + 1, true],
  ['run', 24 * HOUR_MS, false],
  ['schedule', 24 * HOUR_MS + 1, true],
] as const)(
  'a payment by %s that could not be sent for %d ms is given up: %s',
  (channel, ms, is) => {
    expect(isTooLate(channel, ms)).toBe(is)
  },
)

it('Splynx is told again soon at first, and every ten minutes in the end', () => {
  expect([1, 2, 3, 4].map(recordingDelayMs)).toEqual([2_000, 4_000, 8_000, 16_000])
  expect([20, 1_000].map(recordingDelayMs)).toEqual([10 * MINUTE_MS, 10 * MINUTE_MS])
})
