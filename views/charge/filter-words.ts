import type { RunFilter } from '../../src/domain/run.ts'
import { count, counted, day, money } from '../format.ts'

export interface NamedChoice {
  id: number
  name: string
}

/** Splynx's lists; null while Splynx does not answer, and then ids have to do. */
export type ChoiceNames = {
  partners: readonly NamedChoice[]
  locations: readonly NamedChoice[]
  paymentTypes: readonly NamedChoice[]
} | null

const KIND = { invoice: 'invoices', proforma: 'proforma invoices' } as const
const STATUS = { not_paid: 'unpaid', pending: 'pending' } as const
const METHOD = { card: 'cards only', bank: 'bank accounts only' } as const
const OPERATOR = { '>': 'over', '<': 'under', '=': 'of exactly' } as const
const NAMED_MAX = 3

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** What is charged: `Unpaid invoices` */
export const kindInWords = ({ documentKind, status }: RunFilter | Omit<RunFilter, 'from' | 'to'>) =>
  capitalized(`${STATUS[status]} ${KIND[documentKind]}`)

/** `Nov 1 – Nov 30, 2026`, `since …`, `until …`, `any date` */
export function periodInWords({ from, to }: Pick<RunFilter, 'from' | 'to'>): string {
  if (from && from === to) return day(from)
  if (from && to) return `${isSameYear(from, to) ? withoutYear(day(from)) : day(from)} – ${day(to)}`
  if (from) return `since ${day(from)}`
  return to ? `until ${day(to)}` : 'any date'
}

const isSameYear = (a: string, b: string) => a.slice(0, 4) === b.slice(0, 4)
const withoutYear = (words: string) => words.replace(/, \d{4}$/, '')

/** What narrows a selection beyond its period, each in a few words. */
export function limitsInWords(
  filter: Omit<RunFilter, 'from' | 'to'>,
  names: ChoiceNames,
  currency: string,
): string[] {
  const { partnerIds = [], locationIds = [], paymentTypeId, methodKind, total } = filter
  const { customerIds = [], numbers = [] } = filter
  const type = paymentTypeId === undefined ? [] : [paymentTypeId]
  return [
    ...named('partner', partnerIds, names?.partners),
    ...named('location', locationIds, names?.locations),
    ...named('payment type', type, names?.paymentTypes),
    ...(methodKind ? [METHOD[methodKind]] : []),
    ...(total ? [`total ${OPERATOR[total.operator]} ${money(total.cents, currency)}`] : []),
    ...listed('customer', customerIds),
    ...listed('number', numbers),
  ]
}

/** A selection in one line. */
export const filterInWords = (filter: RunFilter, names: ChoiceNames, currency: string): string =>
  [
    `${kindInWords(filter)}, ${periodInWords(filter)}`,
    ...(filter.dueTo ? [`due by ${day(filter.dueTo)}`] : []),
    ...limitsInWords(filter, names, currency),
  ].join(' · ')

function named(noun: string, ids: readonly number[], choices: readonly NamedChoice[] = []) {
  if (ids.length === 0) return []
  if (ids.length > NAMED_MAX) return [counted(ids.length, noun)]
  const known = new Map(choices.map(({ id, name }) => [id, name]))
  const words = ids.map((id) => known.get(id) ?? `#${id}`)
  return [`${ids.length === 1 ? noun : `${noun}s`} ${words.join(', ')}`]
}

function listed(noun: string, values: readonly (string | number)[]): string[] {
  if (values.length === 0) return []
  const rest = values.length - NAMED_MAX
  const words = values.slice(0, NAMED_MAX).join(', ')
  const more = rest > 0 ? ` and ${count(rest)} more` : ''
  return [`${values.length === 1 ? noun : `${noun}s`} ${words}${more}`]
}
