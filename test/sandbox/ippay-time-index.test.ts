import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TimeIndex } from '../../src/sandbox/ippay/time-index.ts'

it('finds what lies between two times, in order, however it came in', () => {
  const time = fc.integer({ min: 0, max: 50 })
  fc.assert(
    fc.property(fc.array(time), time, time, (times, from, to) => {
      const index = new TimeIndex<number>((at) => at)
      for (const at of times) index.add(at)
      const expected = times.filter((at) => at >= from && at <= to).sort((a, b) => a - b)
      expect(index.between(from, to)).toEqual(expected)
    }),
  )
})

it('looks at a few of a million, not at all of them', () => {
  let looks = 0
  const index = new TimeIndex<number>((at) => {
    looks++
    return at
  })
  for (let at = 0; at < 1_000_000; at++) index.add(at)
  looks = 0
  expect(index.between(400_000, 400_099)).toHaveLength(100)
  expect(looks).toBeLessThan(100)
})
