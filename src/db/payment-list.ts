import { sql } from 'kysely'
import { decodeTime, encodeTime } from 'ulid'
import type { Db } from './connect.ts'
import { type Ids, type Index, indexesFor, type PaymentFilter } from './payment-indexes.ts'
import type { Payment } from './schema.ts'

export type { PaymentFilter } from './payment-indexes.ts'

// The list of payments, newest first. Whatever is asked for, a query walks along one index and
// stops: after a page, or after as many rows as can be looked at quickly.

export interface PageRequest {
  size: number
  /** Only payments older, or newer, than this one. */
  olderThan?: string
  newerThan?: string
}

/** A payment with what is known of the message that counts. */
export type ListedPayment = Payment & { sent_at: Date | null; answered_at: Date | null }

export interface PaymentPage {
  payments: ListedPayment[]
  /** Where the neighbours begin; without one, the list ends there. */
  olderThan?: string
  newerThan?: string
  /** The search stopped here though it may go on: nothing else matches since then. */
  searchedBackTo?: Date
}

/**
 * Payments that no index picks out are looked through in stretches of so many. Neighbours in time lie
 * together; those of an index without it are scattered, and each costs more.
 */
const ROWS_LOOKED_AT_MAX = { time: 20_000, id: 5_000 } as const

export async function listPayments(
  db: Db,
  filter: PaymentFilter,
  page: PageRequest,
  rowsLookedAtMax: Record<Index['order'], number> = ROWS_LOOKED_AT_MAX,
): Promise<PaymentPage> {
  const isAscending = page.newerThan !== undefined
  const walk = { db, filter, page, isAscending, rowsLookedAtMax }
  const found = await Promise.all(indexesFor(filter).map((index) => walkAlong(walk, index)))
  return joinWalks(found, walk)
}

/** These payments as the list shows them, for rows that refresh. */
export const findListedPayments = (db: Db, ids: readonly string[]): Promise<ListedPayment[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('payments')
        .leftJoin('attempts', 'attempts.transaction_id', 'payments.transaction_id')
        .selectAll('payments')
        .select(['attempts.sent_at', 'attempts.answered_at'])
        .where('payments.id', 'in', ids)
        .orderBy('payments.id', 'desc')
        .execute()

interface Walk {
  db: Db
  filter: PaymentFilter
  page: PageRequest
  isAscending: boolean
  rowsLookedAtMax: Record<Index['order'], number>
}

interface Found {
  payments: ListedPayment[]
  /** The last payment that was looked at, when there was no time to look at all. */
  stoppedAt?: string
}

async function walkAlong(walk: Walk, index: Index): Promise<Found> {
  const { db, filter, page, isAscending, rowsLookedAtMax } = walk
  const rest = conditionsBeside(filter, index)
  const limit = page.size + 1
  const rowsMax = rest.length === 0 ? limit : rowsLookedAtMax[index.order]
  const ids = stretchOf(walk, index).limit(rowsMax)
  const payments = await db
    .selectFrom(ids.as('candidate'))
    .innerJoin('payments', 'payments.id', 'candidate.id')
    .leftJoin('attempts', 'attempts.transaction_id', 'payments.transaction_id')
    .selectAll('payments')
    .select(['attempts.sent_at', 'attempts.answered_at'])
    .where(({ and }) => and(rest.map(isTrue)))
    .orderBy('payments.id', isAscending ? 'asc' : 'desc')
    .limit(limit)
    .execute()
  if (rest.length === 0 || payments.length === limit) return { payments }
  return { payments, stoppedAt: await findEnd(walk, ids, rowsMax) }
}

type Condition = ['status' | 'channel' | 'method_kind' | 'run_id' | 'amount_cents', string | number]

const isTrue = ([column, value]: Condition) =>
  sql<boolean>`${sql.ref(`payments.${column}`)} = ${value}`

/** What each payment has to be tested for, because the index does not answer it. */
function conditionsBeside(filter: PaymentFilter, { answers }: Index): Condition[] {
  const { status, channel, methodKind, runId, search } = filter
  const conditions: Condition[] = []
  if (status !== undefined && !answers.includes('status')) conditions.push(['status', status])
  if (runId !== undefined && !answers.includes('runId')) conditions.push(['run_id', runId])
  if (channel !== undefined) conditions.push(['channel', channel])
  if (methodKind !== undefined) conditions.push(['method_kind', methodKind])
  if (search?.kind === 'amount') conditions.push(['amount_cents', search.cents])
  return conditions
}

/** The ids that the index holds, from the page's edge on and within the period. */
function stretchOf({ db, filter, page, isAscending }: Walk, { narrow, order }: Index): Ids {
  const direction = isAscending ? 'asc' : 'desc'
  const { olderThan, newerThan } = page
  const ids = narrow(db.selectFrom('payments').select('payments.id'))
    .$if(olderThan !== undefined, (query) => query.where('payments.id', '<', olderThan!))
    .$if(newerThan !== undefined, (query) => query.where('payments.id', '>', newerThan!))
  if (order === 'id') {
    return ids
      .$if(filter.from !== undefined, (query) =>
        query.where('payments.id', '>=', edge(filter.from!)),
      )
      .$if(filter.before !== undefined, (query) =>
        query.where('payments.id', '<', edge(filter.before!)),
      )
      .orderBy('payments.id', direction)
  }
  return ids
    .$if(olderThan !== undefined, (query) => query.where('created_at', '<=', timeOf(olderThan!)))
    .$if(newerThan !== undefined, (query) => query.where('created_at', '>=', timeOf(newerThan!)))
    .$if(filter.from !== undefined, (query) => query.where('created_at', '>=', filter.from!))
    .$if(filter.before !== undefined, (query) => query.where('created_at', '<', filter.before!))
    .orderBy('created_at', direction)
    .orderBy('payments.id', direction)
}

// A payment's id begins with the time of its creation, to the millisecond.
const timeOf = (id: string): Date => new Date(Math.min(decodeTime(id), LAST_TIME))
// An id can say a later one than MySQL.
const LAST_TIME = Date.UTC(9999, 11, 31)
const edge = (at: Date): string => encodeTime(Math.max(0, at.getTime())) + '0'.repeat(16)

/** The last id of a stretch that was as long as it may be. */
async function findEnd(
  { db, isAscending }: Walk,
  ids: Ids,
  rowsMax: number,
): Promise<string | undefined> {
  const { count, last } = await db
    .selectFrom(ids.as('candidate'))
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      (isAscending ? fn.max<string>('candidate.id') : fn.min<string>('candidate.id')).as('last'),
    ])
    .executeTakeFirstOrThrow()
  return Number(count) < rowsMax ? undefined : last
}

/** Puts what the walks found into one page, without what lies beyond where one of them stopped. */
function joinWalks(found: Found[], { page, isAscending }: Walk): PaymentPage {
  const comesFirst = (a: string, b: string) => (isAscending ? a < b : a > b)
  const inOrder = (a: string, b: string) => (comesFirst(a, b) ? -1 : 1)
  const [stop] = found.flatMap(({ stoppedAt }) => stoppedAt ?? []).sort(inOrder)
  const byId = new Map(found.flatMap(({ payments }) => payments.map((row) => [row.id, row])))
  const rows = [...byId.values()]
    .filter(({ id }) => stop === undefined || id === stop || comesFirst(id, stop))
    .sort((a, b) => inOrder(a.id, b.id))
  const payments = rows.slice(0, page.size)
  const isMore = rows.length > page.size
  const onwards = isMore ? payments.at(-1)!.id : stop
  const isFirst = page.olderThan === undefined && page.newerThan === undefined
  const back = isFirst ? undefined : payments[0]?.id
  if (isAscending) return { payments: payments.reverse(), olderThan: back, newerThan: onwards }
  const searchedBackTo = stop !== undefined && !isMore ? timeOf(stop) : undefined
  return { payments, olderThan: onwards, newerThan: back, searchedBackTo }
}
