import { expect, it } from 'vitest'
import { RETURN_CODES } from '../../src/domain/return-codes.ts'
import { planReturn, type ReturnFacts } from '../../src/domain/returns.ts'

const facts = (changes: Partial<ReturnFacts> = {}): ReturnFacts => ({
  code: 'R01',
  attempt: { kind: 'check', isCurrent: true },
  status: 'recorded',
  refund: 'none',
  ...changes,
})

it.each([...RETURN_CODES.keys()])(
  '%s takes a taken payment back, unless it is a notice',
  (code) => {
    const plan = planReturn(facts({ code }))
    expect(plan.isUndone).toBe(code.startsWith('R'))
    // Nothing that came back goes unnoticed: it is tried again, the account is stopped, or somebody looks.
    expect(code === 'R01' || code === 'R09' || plan.isStopped || plan.task !== null).toBe(true)
  },
)

it.each([
  'pending',
  'submitting',
  'declined',
  'cancelled',
  'voided',
  'refunded',
  'returned',
] as const)('a payment that is %s is never taken back', (status) => {
  expect(planReturn(facts({ status }))).toMatchObject({ isUndone: false, task: 'not_undone' })
})

it('an earlier message of a payment that another one paid is never taken back', () => {
  const plan = planReturn(facts({ attempt: { kind: 'check', isCurrent: false } }))
  expect(plan).toMatchObject({ isUndone: false, task: 'not_undone' })
})

it('an account is stopped whatever its payment was by then', () => {
  expect(planReturn(facts({ code: 'R10', status: 'refunded' })).isStopped).toBe(true)
})

it('a refund that came back is a task, and says nothing about the debit', () => {
  const plan = planReturn(facts({ attempt: { kind: 'reversal', isCurrent: false }, code: 'R03' }))
  expect(plan).toMatchObject({ isUndone: false, isStopped: false, task: 'refund_back' })
})

it('a refund under way makes a person look, even where nobody else has to', () => {
  expect(planReturn(facts({ refund: 'under_way' })).task).toBe('person')
  expect(planReturn(facts({ refund: 'under_way', code: 'R24' })).task).toBe('alarm')
})

it('only what the customer’s account is to blame for is charged', () => {
  const charged = [...RETURN_CODES.keys()].filter((code) => planReturn(facts({ code })).isCharged)
  expect(charged).toEqual(['R01', 'R02', 'R03', 'R04', 'R08', 'R09', 'R12', 'R13', 'R20', 'R28'])
})
