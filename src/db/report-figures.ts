import { type ExpressionBuilder, sql } from 'kysely'
import type { MethodKind } from '../domain/payment.ts'
import type { Db } from './connect.ts'
import type { Database } from './schema.ts'

// What reports show, from sums of whole days. Nothing here counts payments one by one, but for those
// that wait, of which there are few.

export interface ReportFilter {
  /** Both included. */
  from: string
  to: string
  partnerId?: number | undefined
}

export interface Figures {
  taken_count: number
  taken_cents: number
  given_back_count: number
  given_back_cents: number
  returned_count: number
  returned_cents: number
  declined_count: number
  declined_cents: number
  recovered_count: number
  recovered_cents: number
}
const NAMES = [
  'taken_count',
  'taken_cents',
  'given_back_count',
  'given_back_cents',
  'returned_count',
  'returned_cents',
  'declined_count',
  'declined_cents',
  'recovered_count',
  'recovered_cents',
] as const satisfies readonly (keyof Figures)[]

const sums = ({ fn }: ExpressionBuilder<Database, 'daily_totals'>) =>
  NAMES.map((name) => fn.sum<string>(name).as(name))

const asNumbers = <T extends Record<keyof Figures, unknown>>(row: T) => ({
  ...row,
  ...(Object.fromEntries(NAMES.map((name) => [name, Number(row[name])])) as unknown as Figures),
})

const within = (db: Db, { from, to, partnerId }: ReportFilter) =>
  db
    .selectFrom('daily_totals')
    .where('day', '>=', from)
    .where('day', '<=', to)
    .$if(partnerId !== undefined, (query) => query.where('partner_id', '=', partnerId!))

export async function sumByDay(
  db: Db,
  filter: ReportFilter,
): Promise<(Figures & { day: string; method_kind: MethodKind })[]> {
  const rows = await within(db, filter)
    .select(['day', 'method_kind'])
    .select(sums)
    .groupBy(['day', 'method_kind'])
    .orderBy('day')
    .execute()
  return rows.map(asNumbers)
}

export async function sumByBrand(
  db: Db,
  filter: ReportFilter,
): Promise<(Figures & { method_kind: MethodKind; brand: string })[]> {
  const rows = await within(db, filter)
    .select(['method_kind', 'brand'])
    .select(sums)
    .groupBy(['method_kind', 'brand'])
    .execute()
  return rows.map(asNumbers)
}

export async function sumByPartner(
  db: Db,
  filter: ReportFilter,
): Promise<(Figures & { partner_id: number })[]> {
  const rows = await within(db, filter)
    .select('partner_id')
    .select(sums)
    .groupBy('partner_id')
    .execute()
  return rows.map(asNumbers)
}

export interface DeclineCount {
  day: string
  code: string
  method_kind: MethodKind
  count: number
  cents: number
}

export async function sumDeclinesByDay(db: Db, filter: ReportFilter): Promise<DeclineCount[]> {
  const { from, to, partnerId } = filter
  const rows = await db
    .selectFrom('daily_declines')
    .select(['day', 'code', 'method_kind'])
    .select(({ fn }) => [fn.sum('count').as('count'), fn.sum('cents').as('cents')])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .$if(partnerId !== undefined, (query) => query.where('partner_id', '=', partnerId!))
    .groupBy(['day', 'code', 'method_kind'])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count), cents: Number(row.cents) }))
}

export type Waiting = 'pending' | 'unknown' | 'unrecorded'

export interface AgedCount {
  waiting: Waiting
  /** Which of the ages it is in; the last is whatever is older. */
  age: number
  count: number
  cents: number
}

const STATUS_OF = {
  pending: ['pending', 'submitting'],
  unknown: ['unknown', 'review'],
  unrecorded: ['approved'],
} as const satisfies Record<Waiting, readonly string[]>

/** What is not certain or not finished at this moment, by how long ago it was asked for. */
export async function countWaiting(
  db: Db,
  {
    partnerId,
    ageMs,
    now,
  }: { partnerId?: number | undefined; ageMs: readonly number[]; now: Date },
): Promise<AgedCount[]> {
  const since = ageMs.map((ms) => new Date(now.getTime() - ms))
  const age = sql<number>`case ${sql.join(
    since.map((at, index) => sql`when created_at > ${at} then ${sql.lit(index)}`),
    sql` `,
  )} else ${sql.lit(since.length)} end`
  const counted = await Promise.all(
    (Object.keys(STATUS_OF) as Waiting[]).map(async (waiting) => {
      const rows = await db
        .selectFrom('payments')
        .select(age.as('age'))
        .select(({ fn }) => [fn.countAll().as('count'), fn.sum('amount_cents').as('cents')])
        .where('status', 'in', STATUS_OF[waiting])
        .$if(partnerId !== undefined, (query) => query.where('partner_id', '=', partnerId!))
        .groupBy('age')
        .execute()
      return rows.map((row) => ({
        waiting,
        age: Number(row.age),
        count: Number(row.count),
        cents: Number(row.cents),
      }))
    }),
  )
  return counted.flat()
}

/** When the newest of these days was summed up. */
export async function findLastReading(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('daily_readings')
    .select('calculated_at')
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.calculated_at ?? null
}
