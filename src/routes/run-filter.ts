import { DateTime } from 'luxon'
import { z } from 'zod'
import { decimalOfCents } from '../domain/money.ts'
import { EXCLUSIONS_MAX, type RunFilter } from '../domain/run.ts'
import { amount, date, type Echo, id, many, optional } from './forms.ts'

// A run's filter as the fields of a form and as the part of an address behind the question mark.

const LIST_MAX = 500
const LIST_CHARACTERS_MAX = 4_000

/** A list that people type or paste: commas, semicolons or new lines between its entries. */
const list = <T>(readOne: (entry: string) => T | null, separator: RegExp, wrong: string) =>
  z
    .string()
    .max(LIST_CHARACTERS_MAX, `Use at most ${LIST_CHARACTERS_MAX} characters.`)
    .transform((value, context) => {
      const entries = value
        .split(separator)
        .map((entry) => entry.trim())
        .filter(Boolean)
      const read = entries.map(readOne)
      const bad = entries.find((_, at) => read[at] === null)
      const message =
        bad !== undefined
          ? `“${bad.slice(0, 40)}” ${wrong}`
          : entries.length > LIST_MAX
            ? `List at most ${LIST_MAX} at once.`
            : null
      if (message === null) return [...new Set(read as T[])]
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })

const customerIds = list(
  (entry) => (/^[1-9]\d{0,9}$/.test(entry) ? Number(entry) : null),
  /[\s,;]+/,
  'is not a customer id.',
)
const numbers = list(
  (entry) => (/^[\w\-/.# ]{1,64}$/.test(entry) ? entry : null),
  /[\n,;]+/,
  'is not a number of a document.',
)

const documentIds = list(
  (entry) => (/^[1-9]\d{0,9}$/.test(entry) ? Number(entry) : null),
  /,/,
  'is not the id of a document.',
)

const TOO_MANY_LEFT_OUT =
  `At most ${EXCLUSIONS_MAX} documents can be left out by hand. ` +
  'Narrow the filter instead, by partner, period or number.'

/** What goes along with a filter and is no part of it: documents that were ticked off. */
export const choiceFields = z.object({
  without: optional(
    documentIds.refine(({ length }) => length <= EXCLUSIONS_MAX, TOO_MANY_LEFT_OUT),
  ).transform((ids) => ids ?? []),
})

/** All of a filter but its period, which a schedule moves along. */
export const selectionFields = {
  kind: optional(z.enum(['invoice', 'proforma'])),
  status: optional(z.enum(['not_paid', 'pending'])),
  partner: many(id),
  location: many(id),
  payment_type: optional(id),
  method: optional(z.enum(['card', 'bank'])),
  total_operator: optional(z.enum(['>', '<', '='])),
  total: optional(amount),
  customers: optional(customerIds),
  numbers: optional(numbers),
}

type Selection = z.output<z.ZodObject<typeof selectionFields>>

/** Only what was chosen: an empty list and a field that was left out both mean "any". */
export function readSelection(fields: Selection): Omit<RunFilter, 'from' | 'to'> {
  const { kind = 'invoice', status = 'not_paid', partner, location, payment_type, method } = fields
  const { total_operator: operator = '>', total: cents, customers = [], numbers = [] } = fields
  return {
    documentKind: kind,
    status,
    ...(partner.length > 0 && { partnerIds: partner }),
    ...(location.length > 0 && { locationIds: location }),
    ...(payment_type !== undefined && { paymentTypeId: payment_type }),
    ...(method && { methodKind: method }),
    ...(cents !== undefined && { total: { operator, cents } }),
    ...(customers.length > 0 && { customerIds: customers }),
    ...(numbers.length > 0 && { numbers }),
  }
}

/** The whole filter of the Charge page. */
export const runFilter = z
  .object({
    ...selectionFields,
    from: optional(date),
    to: optional(date),
    due_to: optional(date),
  })
  .superRefine(({ from, to }, context) => {
    if (from === undefined || to === undefined || from <= to) return
    const message = 'The period ends before it begins.'
    context.addIssue({ code: 'custom', path: ['to'], message })
  })
  .transform(
    ({ from, to, due_to, ...fields }): RunFilter => ({
      ...readSelection(fields),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(due_to !== undefined && { dueTo: due_to }),
    }),
  )

const FIELD_NAMES = [...Object.keys(selectionFields), 'from', 'to', 'due_to']

/** Says whether an address names any part of a filter; one that does not means the usual one. */
export const hasFilter = (query: URLSearchParams): boolean =>
  FIELD_NAMES.some((name) => query.has(name))

interface Period {
  from?: string
  to?: string
}

const monthOf = (now: Date, zone: string, monthsBack = 0): Required<Period> => {
  const month = DateTime.fromJSDate(now, { zone }).minus({ months: monthsBack })
  return {
    from: month.startOf('month').toISODate() ?? '',
    to: month.endOf('month').toISODate() ?? '',
  }
}

/** What a clerk charges most often: whatever is open of this month. */
export const usualFilter = (now: Date, zone: string): RunFilter => ({
  documentKind: 'invoice',
  status: 'not_paid',
  ...monthOf(now, zone),
})

/** The fields of a form that shows this filter; several values of a field are joined by commas. */
export function filterFields(filter: RunFilter): Echo {
  return {
    kind: filter.documentKind,
    status: filter.status,
    from: filter.from ?? '',
    to: filter.to ?? '',
    due_to: filter.dueTo ?? '',
    partner: (filter.partnerIds ?? []).join(','),
    location: (filter.locationIds ?? []).join(','),
    payment_type: String(filter.paymentTypeId ?? ''),
    method: filter.methodKind ?? '',
    total_operator: filter.total?.operator ?? '',
    total: filter.total ? decimalOfCents(filter.total.cents) : '',
    customers: (filter.customerIds ?? []).join(', '),
    numbers: (filter.numbers ?? []).join(', '),
  }
}

const REPEATED = new Set(['partner', 'location'])

/** The same as pairs, for addresses and hidden fields; what is empty is left out. */
export const filterPairs = (filter: RunFilter): [string, string][] =>
  Object.entries(filterFields(filter)).flatMap(([name, value]): [string, string][] => {
    if (value === '') return []
    if (!REPEATED.has(name)) return [[name, value]]
    return value.split(',').map((one) => [name, one])
  })

/** The documents that were ticked off, as they go along with the filter. */
export const withoutPairs = (without: readonly number[]): [string, string][] =>
  without.length === 0 ? [] : [['without', without.join(',')]]

/** The address of the Charge page with this filter filled in. */
export const chargeHref = (
  filter: RunFilter,
  { isPreview = false, without = [] }: { isPreview?: boolean; without?: readonly number[] } = {},
): string => {
  const query = new URLSearchParams([...filterPairs(filter), ...withoutPairs(without)])
  if (isPreview) query.set('preview', '1')
  return `/admin/charge?${query}`
}

/** Months at one click, with the rest of the filter. What made no sense is not carried along. */
export function periodChips(filter: RunFilter | undefined, now: Date, zone: string) {
  const base = filter ?? usualFilter(now, zone)
  const month = (back: number) => monthOf(now, zone, back)
  const periods: [string, Period][] = [
    ['This month', month(0)],
    ['Last month', month(1)],
    ['Last three months', { from: month(2).from, to: month(0).to }],
    ['Any date', {}],
  ]
  return periods.map(([label, { from, to }]) => ({
    label,
    href: chargeHref({ ...base, from, to }),
    active: filter !== undefined && filter.from === from && filter.to === to,
  }))
}
