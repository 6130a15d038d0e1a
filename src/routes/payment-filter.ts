import type { Context as HonoContext } from 'hono'
import { DateTime } from 'luxon'
import { z } from 'zod'
import type { FilterErrors, FilterValues } from '../../views/payments/payment-filters.tsx'
import type { Context } from '../context.ts'
import type { PageRequest, PaymentFilter } from '../db/payment-list.ts'
import { findRun } from '../db/runs.ts'
import { PAYMENT_STATUSES } from '../domain/payment.ts'
import { type PaymentSearch, parsePaymentSearch } from '../domain/payment-search.ts'
import { SplynxError } from '../splynx/splynx.ts'
import { date, id, optional, readQuery } from './forms.ts'
import { soon } from './soon.ts'

const PAYMENT_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
const cursor = optional(z.string().regex(PAYMENT_ID, 'This page does not exist.'))

const query = z.object({
  q: optional(z.string().trim().max(100, 'Search for at most 100 characters.')),
  status: optional(z.enum(PAYMENT_STATUSES)),
  channel: optional(z.enum(['customer', 'clerk', 'link', 'run', 'schedule'])),
  method: optional(z.enum(['card', 'bank'])),
  from: optional(date),
  to: optional(date),
  run: optional(id),
  before: cursor,
  after: cursor,
})

export const PAGE_SIZE = 50

export type ReadFilter =
  | { ok: true; filter: PaymentFilter; page: PageRequest; values: FilterValues }
  | { ok: false; errors: FilterErrors; values: FilterValues }

/** What the address asks for. Days are those of the operator's zone. */
export async function readPaymentFilter(c: HonoContext, context: Context): Promise<ReadFilter> {
  const reading = readQuery(c, query)
  if (!reading.ok) return { ok: false, errors: reading.errors, values: reading.values }
  const { q, status, channel, method, from, to, run: runId, before, after } = reading.data
  const values: FilterValues = { q, status, channel, method, from, to, run: runId?.toString() }

  const search = q ? await withCustomers(c, context, parsePaymentSearch(q)) : undefined
  if (search?.kind === 'too_short') {
    return { ok: false, errors: { q: 'Search for two letters at least.' }, values }
  }
  if (from && to && from > to) {
    return { ok: false, errors: { to: 'This is before the day it starts.' }, values }
  }
  const run = runId === undefined ? undefined : await findRun(context.db, runId)
  if (runId !== undefined && !run) {
    return { ok: false, errors: { run: `There is no run ${runId}.` }, values }
  }
  const startOf = (day: string, plusDays = 0) =>
    DateTime.fromISO(day, { zone: context.config.TZ }).plus({ days: plusDays }).toJSDate()
  const filter: PaymentFilter = {
    search,
    status,
    channel,
    methodKind: method,
    from: latest(from ? startOf(from) : undefined, run?.created_at),
    before: earliest(to ? startOf(to, 1) : undefined, run && endOf(run)),
    runId,
  }
  const page = { size: PAGE_SIZE, olderThan: before, newerThan: before ? undefined : after }
  return { ok: true, filter, page, values }
}

/** Our rows know how a name begins; Splynx finds a surname, too. Without it the search is narrower. */
async function withCustomers(
  c: HonoContext,
  { splynx }: Context,
  search: PaymentSearch,
): Promise<PaymentSearch> {
  if (search.kind !== 'text') return search
  const finding = splynx.searchCustomers(search.text, CUSTOMERS_MAX).catch((error) => {
    if (error instanceof SplynxError) return []
    throw error
  })
  const customers = (await soon(finding, c.get('log'), SPLYNX_WAIT_MS)) ?? []
  return { ...search, customerIds: customers.map(({ id: customerId }) => customerId) }
}

/** Each is a way into the table of its own. */
const CUSTOMERS_MAX = 8
/** A list of payments is not kept waiting for names. */
const SPLYNX_WAIT_MS = 1_500

/** What a worker had in hand when the run ended still became a payment. */
const endOf = ({ finished_at }: { finished_at: Date | null }): Date | undefined =>
  finished_at ? new Date(finished_at.getTime() + 10 * 60_000) : undefined

const latest = (a: Date | undefined, b: Date | undefined) => (a && b ? (a > b ? a : b) : (a ?? b))
const earliest = (a: Date | undefined, b: Date | undefined) => (a && b ? (a < b ? a : b) : (a ?? b))

/** The address of the list with these filters, and a page of it. */
export function paymentsHref(
  values: FilterValues,
  page: { before?: string; after?: string } = {},
): string {
  const pairs = Object.entries({ ...values, ...page }).filter(([, value]) => value)
  const text = new URLSearchParams(pairs as [string, string][]).toString()
  return text ? `/admin/payments?${text}` : '/admin/payments'
}

/** How the search box was understood, because digits can be several things. */
export function describeSearch({ search }: PaymentFilter): string | undefined {
  switch (search?.kind) {
    case undefined:
      return undefined
    case 'payment_id':
      return 'The payment with this id.'
    case 'transaction_id':
      return 'The payment with this TransactionID.'
    case 'amount':
      return 'Payments of exactly this amount.'
    case 'text':
      return 'Customers whom Splynx finds by this or whose name begins with it, and the document of this number.'
    case 'digits':
      return [
        `Document ${search.number}`,
        search.customerId !== null && `customer ${search.customerId}`,
        search.last4 !== null && `cards and accounts that end in ${search.last4}`,
      ]
        .filter(Boolean)
        .join(', or ')
        .concat('. For an amount, write $ in front.')
  }
}
