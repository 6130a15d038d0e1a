import { expect, it } from 'vitest'
import { periodOn } from '../../src/domain/schedule-period.ts'
import { type FilterFacts, filterWarnings } from '../../src/domain/schedule-warnings.ts'

it.each([
  { chargeFrom: undefined, period: { from: '2026-10-25', to: '2026-11-24' } },
  { chargeFrom: 'issue', period: { from: '2026-10-25', to: '2026-11-24' } },
  { chargeFrom: 'day_after_issue', period: { from: '2026-10-25', to: '2026-11-23' } },
  { chargeFrom: 'days_after_issue', period: { from: '2026-10-25', to: '2026-11-14' } },
  { chargeFrom: 'due', period: { from: '2026-10-25', to: '2026-11-24', dueTo: '2026-11-24' } },
  {
    chargeFrom: 'day_before_due',
    period: { from: '2026-10-25', to: '2026-11-24', dueTo: '2026-11-25' },
  },
] as const)('a schedule that charges from $chargeFrom on', ({ chargeFrom, period }) => {
  expect(periodOn({ lookBackDays: 30, chargeFrom, daysAfterIssue: 10 }, '2026-11-24')).toEqual(
    period,
  )
})

const FACTS: FilterFacts = {
  partners: [{ id: 1, name: 'North' }],
  locations: [{ id: 1 }],
  paymentTypes: [{ id: 3 }],
  partnersWithoutTerminal: new Set(),
  activeMethods: { card: 2, bank: 0 },
}
const FILTER = { documentKind: 'invoice', status: 'not_paid', lookBackDays: 30 } as const

it.each([
  [{}, {}, null],
  [{ chargeFrom: 'days_after_issue', daysAfterIssue: 31 }, {}, 'no document is ever old enough'],
  [{ chargeFrom: 'days_after_issue', daysAfterIssue: 30 }, {}, null],
  [{ status: 'pending' }, {}, 'Pending documents'],
  [{ total: { operator: '<', cents: 1 } }, {}, 'below one cent'],
  [{ total: { operator: '>', cents: 99_999_999 } }, {}, 'above the largest amount'],
  [{ total: { operator: '>', cents: 100 } }, {}, null],
  [{ partnerIds: [9] }, {}, 'Splynx has no partner #9: nothing matches.'],
  [{ partnerIds: [1, 9] }, {}, 'Splynx has no partner #9.'],
  [{ locationIds: [7] }, {}, 'no location #7'],
  [{ paymentTypeId: 4 }, {}, 'no payment type #4'],
  [{ partnerIds: [9] }, { partners: null }, null],
  [{}, { partnersWithoutTerminal: new Set([1]) }, 'North has no terminal'],
  [{ methodKind: 'bank' }, {}, 'No customer has a saved bank account'],
  [{ customerIds: [5] }, { activeMethods: { card: 0, bank: 0 } }, 'None of these customers'],
] as const)('of %j with %j it is said: %s', (changes, facts, said) => {
  const warnings = filterWarnings({ ...FILTER, ...changes } as never, { ...FACTS, ...facts })
  expect(warnings).toHaveLength(said === null ? 0 : 1)
  if (said) expect(warnings[0]).toContain(said)
})
