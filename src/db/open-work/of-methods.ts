import { sql } from 'kysely'
import { DateTime } from 'luxon'
import type { Db } from '../connect.ts'
import type { Method } from '../schema.ts'
import type { WorkSource } from './work-item.ts'

// Methods of customers who are charged by runs, and who soon cannot be or cannot be any more.

const DAY_MS = 86_400_000
/** Who was charged by a run within that time will be again. */
const CHARGED_WITHIN_MS = 100 * DAY_MS
/** Somebody whose method has been useless for longer pays in another way by now. */
const DISABLED_WITHIN_MS = 60 * DAY_MS

export interface Month {
  year: number
  month: number
}

const chargedByRuns = (now: Date) => sql<boolean>`exists (
  select 1 from payments where payments.customer_id = methods.customer_id
    and payments.created_at >= ${new Date(now.getTime() - CHARGED_WITHIN_MS)}
    and payments.channel in ('run', 'schedule'))`

const expiring = (db: Db, { year, month }: Month, now: Date) =>
  db
    .selectFrom('methods')
    .where('methods.exp_year', '=', year)
    .where('methods.exp_month', '=', month)
    .where('methods.status', '=', 'active')
    .where('methods.default_of', 'is not', null)
    .where(chargedByRuns(now))

/** Their last active method is disabled. */
const disabled = (db: Db, now: Date) =>
  db
    .selectFrom('methods')
    .where('methods.status', '=', 'disabled')
    .where('methods.updated_at', '>=', new Date(now.getTime() - DISABLED_WITHIN_MS))
    .where(
      sql<boolean>`not exists (select 1 from methods as others
        where others.customer_id = methods.customer_id and others.status = 'active')`,
    )
    .where(chargedByRuns(now))

export type ListedMethod = Pick<
  Method,
  | 'id'
  | 'customer_id'
  | 'kind'
  | 'brand'
  | 'last4'
  | 'account_type'
  | 'holder_name'
  | 'exp_month'
  | 'exp_year'
  | 'disabled_reason'
  | 'updated_at'
>
const LISTED = [
  'methods.id',
  'methods.customer_id',
  'methods.kind',
  'methods.brand',
  'methods.last4',
  'methods.account_type',
  'methods.holder_name',
  'methods.exp_month',
  'methods.exp_year',
  'methods.disabled_reason',
  'methods.updated_at',
] as const

/** Default cards that end with a month, of customers whom runs charge. */
export const listExpiringDefaults = (
  db: Db,
  month: Month,
  { now, limit }: { now: Date; limit: number },
): Promise<ListedMethod[]> =>
  expiring(db, month, now).select(LISTED).orderBy('methods.id').limit(limit).execute()

export const listLastDisabled = (
  db: Db,
  { now, limit }: { now: Date; limit: number },
): Promise<ListedMethod[]> =>
  disabled(db, now).select(LISTED).orderBy('methods.updated_at').limit(limit).execute()

/** This month and the next one: what ends later is not urgent. */
function monthsAhead(now: Date, zone: string): DateTime[] {
  const first = DateTime.fromJSDate(now, { zone }).startOf('month')
  return [first, first.plus({ months: 1 })]
}

export const subjectOf = (month: DateTime): string => month.toFormat('yyyy-MM')

async function countExpiring(db: Db, month: DateTime, now: Date): Promise<number> {
  const row = await expiring(db, month, now)
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** One piece of work a month: the customers are written to together. */
const expiringCards: WorkSource = {
  kind: 'expiring_cards',
  async count(db, { now, zone }) {
    const counts = await Promise.all(
      monthsAhead(now, zone).map((month) => countExpiring(db, month, now)),
    )
    return counts.filter((count) => count > 0).length
  },
  async list(db, { now, zone, subjects }) {
    const months = await Promise.all(
      monthsAhead(now, zone)
        .filter((month) => subjects?.includes(subjectOf(month)) !== false)
        .map(async (month) => ({ month, count: await countExpiring(db, month, now) })),
    )
    return months
      .filter(({ count }) => count > 0)
      .map(({ month, count }) => {
        const lastDay = month.endOf('month').toISODate()!
        return {
          kind: 'expiring_cards',
          subject: subjectOf(month),
          since: month.minus({ months: 1 }).toJSDate(),
          clock: { actBy: lastDay },
          count,
          lastDay,
        }
      })
  },
}

/** Together as well: each customer is asked for a new method once. */
const disabledMethods: WorkSource = {
  kind: 'disabled_methods',
  count: async (db, { now }) => ((await readDisabled(db, now)).count > 0 ? 1 : 0),
  async list(db, { now, subjects }) {
    const { count, since } = await readDisabled(db, now)
    if (count === 0 || subjects?.includes('all') === false) return []
    return [{ kind: 'disabled_methods', subject: 'all', count, since: since! }]
  },
}

async function readDisabled(db: Db, now: Date): Promise<{ count: number; since: Date | null }> {
  const row = await disabled(db, now)
    .select(({ fn }) => [
      fn.count('methods.customer_id').distinct().as('count'),
      fn.min('methods.updated_at').as('since'),
    ])
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), since: row.since }
}

export const METHOD_WORK: readonly WorkSource[] = [disabledMethods, expiringCards]
