import { sql } from 'kysely'
import type { MethodKind } from '../domain/payment.ts'
import type { Db } from './connect.ts'
import type { Bounds } from './tie-out-entries.ts'
import { type Trx, transact } from './transact.ts'

// Sums of a day by partner, method and brand. A day that is summed up again replaces what stood there.

const TAKING = ['sale', 'check'] as const
const GIVING_BACK = ['void', 'credit', 'reversal'] as const
/** The money was taken, whatever became of it later. */
const WAS_TAKEN = ['approved', 'recorded', 'voided', 'refunded', 'returned'] as const
/** How far back an earlier decline of the same document makes a decline no new one. */
const RETRY_DAYS = 35

type Figure = 'taken' | 'given_back' | 'returned' | 'declined' | 'recovered'
interface Sum {
  partner_id: number
  method_kind: MethodKind
  brand: string
  count: unknown
  cents: unknown
}

/** Adds up one day, by the business's borders. */
export async function sumUpDay(db: Db, day: string, bounds: Bounds, now: Date): Promise<void> {
  const [taken, givenBack, returned, declined, declines] = await Promise.all([
    sumMessages(db, bounds, TAKING),
    sumMessages(db, bounds, GIVING_BACK),
    sumReturns(db, bounds),
    sumFirstDeclines(db, bounds),
    sumDeclines(db, bounds),
  ])
  const recovered = declined.map(({ recovered_count, recovered_cents, ...row }) => ({
    ...row,
    count: recovered_count,
    cents: recovered_cents,
  }))
  await transact(db, async (trx) => {
    await writeTotals(trx, day, { taken, given_back: givenBack, returned, declined, recovered })
    await writeDeclines(trx, day, declines)
    await trx
      .insertInto('daily_readings')
      .values({ day, calculated_at: now })
      .onDuplicateKeyUpdate({ calculated_at: now })
      .execute()
  })
}

const byKey = sql<number>`coalesce(payments.partner_id, 0)`.as('partner_id')
const brand = sql<string>`coalesce(payments.brand, '')`.as('brand')

/** By when they were sent. */
const messages = (
  db: Db,
  { from, to }: Bounds,
  kinds: readonly ((typeof TAKING)[number] | (typeof GIVING_BACK)[number])[],
) =>
  db
    .selectFrom('attempts')
    .innerJoin('payments', 'payments.id', 'attempts.payment_id')
    .where('attempts.kind', 'in', kinds)
    .where('attempts.sent_at', '>=', from)
    .where('attempts.sent_at', '<', to)

const methodKind = sql<MethodKind>`case attempts.kind when 'void' then payments.method_kind
  when 'check' then 'bank' when 'reversal' then 'bank' else 'card' end`.as('method_kind')

const sumMessages = (
  db: Db,
  bounds: Bounds,
  kinds: Parameters<typeof messages>[2],
): Promise<Sum[]> =>
  messages(db, bounds, kinds)
    .where('attempts.status', '=', 'approved')
    .select([byKey, methodKind, brand])
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('attempts.amount_cents').as('cents')])
    .groupBy(['partner_id', 'method_kind', 'brand'])
    .execute()

const sumReturns = (db: Db, { from, to }: Bounds): Promise<Sum[]> =>
  db
    .selectFrom('returns')
    .innerJoin('payments', 'payments.id', 'returns.payment_id')
    .innerJoin('attempts', 'attempts.transaction_id', 'returns.transaction_id')
    .where('returns.returned_at', '>=', from)
    .where('returns.returned_at', '<', to)
    .where('returns.code', 'like', 'R%')
    .where('attempts.kind', '=', 'check')
    .select([byKey, methodKind, brand])
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('attempts.amount_cents').as('cents')])
    .groupBy(['partner_id', 'method_kind', 'brand'])
    .execute()

/**
 * Documents whose first decline fell on this day, and how much of them was taken since, by the same
 * payment or by another one of the document.
 */
const sumFirstDeclines = (db: Db, bounds: Bounds) => {
  const since = new Date(bounds.from.getTime() - RETRY_DAYS * 24 * 3_600_000)
  const isRecovered = sql<number>`(payments.status in (${sql.join(WAS_TAKEN)}) or exists (
    select 1 from payments as other where other.document_id = payments.document_id
      and other.purpose = payments.purpose and other.id > payments.id
      and other.status in (${sql.join(WAS_TAKEN)})))`
  return messages(db, bounds, TAKING)
    .where('attempts.status', '=', 'declined')
    .where(
      sql<boolean>`not exists (select 1 from attempts as before_it
        where before_it.payment_id = attempts.payment_id and before_it.number < attempts.number
          and before_it.status = 'declined')`,
    )
    .where(
      sql<boolean>`not exists (select 1 from payments as other
        join attempts as of_other on of_other.payment_id = other.id
        where other.document_id = payments.document_id and other.purpose = payments.purpose
          and other.id < payments.id and other.created_at >= ${since}
          and of_other.status = 'declined')`,
    )
    .select([byKey, methodKind, brand])
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('attempts.amount_cents').as('cents')])
    .select([
      sql`sum(${isRecovered})`.as('recovered_count'),
      sql`sum(if(${isRecovered}, attempts.amount_cents, 0))`.as('recovered_cents'),
    ])
    .groupBy(['partner_id', 'method_kind', 'brand'])
    .execute()
}

/** Every decline by the gateway's code, retries among them. */
const sumDeclines = (db: Db, bounds: Bounds) =>
  messages(db, bounds, TAKING)
    .where('attempts.status', '=', 'declined')
    .select([byKey, methodKind])
    .select([
      sql<string>`coalesce(attempts.action_code, '')`.as('code'),
      sql<string>`coalesce(attempts.category, '')`.as('category'),
    ])
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('attempts.amount_cents').as('cents')])
    .groupBy(['partner_id', 'method_kind', 'code', 'category'])
    .execute()

async function writeTotals(
  trx: Trx,
  day: string,
  sums: Record<Figure, readonly Sum[]>,
): Promise<void> {
  const figures = Object.keys(sums) as Figure[]
  const zeros = Object.fromEntries(
    figures.flatMap((figure) => [
      [`${figure}_count`, 0],
      [`${figure}_cents`, 0],
    ]),
  )
  await trx.updateTable('daily_totals').set(zeros).where('day', '=', day).execute()
  const rows = new Map<string, Record<string, unknown>>()
  for (const figure of figures) {
    for (const { partner_id, method_kind, brand, count, cents } of sums[figure]) {
      const key = `${partner_id} ${method_kind} ${brand}`
      const row = rows.get(key) ?? { day, partner_id, method_kind, brand, ...zeros }
      row[`${figure}_count`] = Number(count)
      row[`${figure}_cents`] = Number(cents)
      rows.set(key, row)
    }
  }
  if (rows.size === 0) return
  await trx
    .insertInto('daily_totals')
    .values([...rows.values()] as {
      day: string
      partner_id: number
      method_kind: MethodKind
      brand: string
    }[])
    .onDuplicateKeyUpdate(
      Object.fromEntries(Object.keys(zeros).map((name) => [name, sql`values(${sql.ref(name)})`])),
    )
    .execute()
}

async function writeDeclines(
  trx: Trx,
  day: string,
  declines: Awaited<ReturnType<typeof sumDeclines>>,
): Promise<void> {
  await trx
    .updateTable('daily_declines')
    .set({ count: 0, cents: 0 })
    .where('day', '=', day)
    .execute()
  if (declines.length === 0) return
  await trx
    .insertInto('daily_declines')
    .values(
      declines.map((row) => ({ ...row, day, count: Number(row.count), cents: Number(row.cents) })),
    )
    .onDuplicateKeyUpdate({ count: sql`values(count)`, cents: sql`values(cents)` })
    .execute()
}

/** When the days from `first` on were summed up last: day → when. */
export async function listDailyReadings(db: Db, first: string): Promise<Map<string, Date>> {
  const rows = await db.selectFrom('daily_readings').selectAll().where('day', '>=', first).execute()
  return new Map(rows.map(({ day, calculated_at }) => [day, calculated_at]))
}
