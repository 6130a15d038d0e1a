import { describe, expect, it } from 'vitest'
import { dueAtOf, isWorkKind, WORK_KINDS, type WorkKind } from '../../src/domain/work.ts'

const ZONE = 'America/Chicago'
// The Tuesday before Thanksgiving.
const SINCE = new Date('2026-11-24T15:00:00Z')
const due = (kind: WorkKind) => dueAtOf(kind, SINCE, {}, ZONE).toISOString()

it.each(['unknown', 'review', 'refund_unsure'] as const)('%s is due at once', (kind) => {
  expect(due(kind)).toBe(SINCE.toISOString())
})

it.each(WORK_KINDS)('%s is never due before it came up', (kind) => {
  expect(isWorkKind(kind)).toBe(true)
  expect(dueAtOf(kind, SINCE, {}, ZONE) >= SINCE).toBe(true)
})

describe('a return is due', () => {
  it('two banking days later, holidays left out', () => {
    // Wednesday, then Friday, because Thursday is Thanksgiving.
    expect(due('return')).toBe('2026-11-28T05:59:59.999Z')
  })

  it('at the end of the day that its code names, in the office', () => {
    const clock = { actBy: '2026-12-03' }
    expect(dueAtOf('change', SINCE, clock, ZONE).toISOString()).toBe('2026-12-04T05:59:59.999Z')
  })

  it('at once when the bank says that it was sent twice', () => {
    const clock = { actBy: '2026-12-03', isAtOnce: true }
    expect(dueAtOf('return', SINCE, clock, ZONE)).toEqual(SINCE)
  })
})
