import { AMOUNT_CENTS_MAX } from './money.ts'
import type { MethodKind } from './payment.ts'
import type { RunFilter } from './run.ts'
import { daysBeforeCharge, type SchedulePeriod } from './schedule-period.ts'

/** What is known of the places that a filter names. Null: it could not be asked. */
export interface FilterFacts {
  partners: readonly { id: number; name: string }[] | null
  locations: readonly { id: number }[] | null
  paymentTypes: readonly { id: number }[] | null
  /** Partners whose payments go to a terminal of which no password is known. */
  partnersWithoutTerminal: ReadonlySet<number>
  /** Saved methods that may be charged, of all customers or of those that the filter names. */
  activeMethods: Readonly<Record<MethodKind, number>>
}

type ScheduledFilter = Omit<RunFilter, 'from' | 'to'> & SchedulePeriod

/** Why a filter can never charge anything, or a part of it nothing; empty when nothing speaks against it. */
export const filterWarnings = (filter: ScheduledFilter, facts: FilterFacts): string[] => [
  ...ofPeriod(filter),
  ...ofStatus(filter),
  ...ofTotal(filter),
  ...ofPlaces(filter, facts),
  ...ofTerminals(filter, facts),
  ...ofMethods(filter, facts),
]

function ofPeriod(filter: ScheduledFilter): string[] {
  const wait = daysBeforeCharge(filter)
  if (wait <= filter.lookBackDays) return []
  return [
    `It charges from ${wait} days after the issue on, and looks back ${filter.lookBackDays} days only: no document is ever old enough.`,
  ]
}

const ofStatus = ({ status }: ScheduledFilter): string[] =>
  status === 'pending'
    ? ['Pending documents are shown and never charged: a payment for them is on its way elsewhere.']
    : []

function ofTotal({ total }: ScheduledFilter): string[] {
  if (!total) return []
  const { operator, cents } = total
  if (operator === '<' && cents <= 1) return ['No document has a total below one cent.']
  if (operator === '>' && cents >= AMOUNT_CENTS_MAX) {
    return ['Its smallest total is above the largest amount of one payment.']
  }
  if (operator === '=' && cents > AMOUNT_CENTS_MAX) {
    return ['Its total is above the largest amount of one payment.']
  }
  return []
}

function ofPlaces(filter: ScheduledFilter, facts: FilterFacts): string[] {
  const { partnerIds = [], locationIds = [], paymentTypeId } = filter
  const types = paymentTypeId === undefined ? [] : [paymentTypeId]
  return [
    ...missing('partner', partnerIds, facts.partners),
    ...missing('location', locationIds, facts.locations),
    ...missing('payment type', types, facts.paymentTypes),
  ]
}

function missing(
  noun: string,
  ids: readonly number[],
  known: readonly { id: number }[] | null,
): string[] {
  if (known === null) return []
  const gone = ids.filter((id) => !known.some((one) => one.id === id))
  if (gone.length === 0) return []
  const names = `${noun}${gone.length > 1 ? 's' : ''} ${gone.map((id) => `#${id}`).join(', ')}`
  const rest = gone.length === ids.length ? ': nothing matches' : ''
  return [`Splynx has no ${names}${rest}.`]
}

function ofTerminals({ partnerIds = [] }: ScheduledFilter, facts: FilterFacts): string[] {
  const meant = partnerIds.length > 0 ? partnerIds : (facts.partners ?? []).map(({ id }) => id)
  return meant
    .filter((id) => facts.partnersWithoutTerminal.has(id))
    .map((id) => {
      const name = facts.partners?.find((partner) => partner.id === id)?.name ?? `Partner #${id}`
      return `${name} has no terminal that is set up: its payments cannot be sent.`
    })
}

const METHOD_WORDS: Record<MethodKind, string> = { card: 'card', bank: 'bank account' }

function ofMethods(filter: ScheduledFilter, { activeMethods }: FilterFacts): string[] {
  const { methodKind, customerIds = [] } = filter
  const count = methodKind ? activeMethods[methodKind] : activeMethods.card + activeMethods.bank
  if (count > 0) return []
  const who = customerIds.length > 0 ? 'None of these customers' : 'No customer'
  return [`${who} has a saved ${methodKind ? METHOD_WORDS[methodKind] : 'method'} to charge.`]
}
