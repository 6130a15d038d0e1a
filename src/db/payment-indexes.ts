import { type SelectQueryBuilder, sql } from 'kysely'
import type { Channel, MethodKind, PaymentStatus } from '../domain/payment.ts'
import type { PaymentSearch } from '../domain/payment-search.ts'
import type { Database } from './schema.ts'

export interface PaymentFilter {
  search?: Exclude<PaymentSearch, { kind: 'too_short' }>
  status?: PaymentStatus
  channel?: Channel
  methodKind?: MethodKind
  /** By time of creation: from this moment on, and before that one. */
  from?: Date
  before?: Date
  /** With it, give the period in which the run made its payments. */
  runId?: number
}

/** A query for ids of payments. */
export type Ids = SelectQueryBuilder<Database, 'payments', { id: string }>

/** One way into the table: the rows of an index, which lie there in the order of time. */
export interface Index {
  narrow(ids: Ids): Ids
  /** By `created_at`, or by the id alone where the index holds nothing else. Both are one order. */
  order: 'time' | 'id'
  /** Parts of the filter that the index has answered. */
  answers: readonly ('status' | 'runId')[]
}

/** The ways into the table that find what is asked for; a payment may be found on several. */
export function indexesFor(filter: PaymentFilter): Index[] {
  const { search, runId, status } = filter
  const searched = search ? indexesForSearch(search) : []
  if (searched.length > 0) return searched
  if (runId !== undefined && status !== undefined && status !== MOST_FREQUENT) {
    return [indexOfRun(runId, status)]
  }
  if (status !== undefined && runId === undefined) {
    const narrow = (ids: Ids) => ids.where('status', '=', status)
    return [{ narrow, order: 'time', answers: ['status'] }]
  }
  return [{ narrow: (ids) => ids, order: 'time', answers: [] }]
}

/**
 * Of this status a run has nearly all its payments, and sorting them takes longer than walking along
 * the time of the run, in which hardly another payment lies.
 */
const MOST_FREQUENT: PaymentStatus = 'recorded'

const indexOfRun = (runId: number, status: PaymentStatus): Index => ({
  narrow: (ids) => ids.where('run_id', '=', runId).where('status', '=', status),
  order: 'id',
  answers: ['runId', 'status'],
})

/** Several when what was typed can be several things. None for an amount: it has no index. */
function indexesForSearch(search: NonNullable<PaymentFilter['search']>): Index[] {
  const index = (order: Index['order'], narrow: Index['narrow']): Index => ({
    narrow,
    order,
    answers: [],
  })
  const byNumber = (number: string) =>
    index('id', (ids) => ids.where('document_number', '=', number))
  switch (search.kind) {
    case 'payment_id':
      return [index('id', (ids) => ids.where('id', '=', search.id))]
    case 'transaction_id':
      return [
        byNumber(search.id),
        index('id', (ids) => ids.where('id', 'in', ofAttempt(search.id))),
      ]
    case 'digits':
      return [
        byNumber(search.number),
        ...(search.customerId === null
          ? []
          : [index('time', (ids) => ids.where('customer_id', '=', search.customerId!))]),
        ...(search.last4 === null
          ? []
          : [index('time', (ids) => ids.where('last4', '=', search.last4!))]),
      ]
    case 'text':
      return [
        byNumber(search.text),
        ...spellingsOf(search.text).map((text) =>
          index('id', (ids) => ids.where('customer_name', 'like', `${escapeLike(text)}%`)),
        ),
        ...(search.customerIds ?? []).map((id) =>
          index('time', (ids) => ids.where('customer_id', '=', id)),
        ),
      ]
    case 'amount':
      return []
  }
}

/** Every message about a payment has its own TransactionID, a refund too. */
const ofAttempt = (transactionId: string) =>
  sql<string>`(select payment_id from attempts where transaction_id = ${transactionId})`

/** The index tells capitals from small letters; people who search do not. */
function spellingsOf(text: string): string[] {
  const lower = text.toLowerCase()
  const titled = lower.replace(/(^|[\s\-'])(\p{L})/gu, (letters) => letters.toUpperCase())
  return [...new Set([text, titled, lower, text.toUpperCase()])]
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
