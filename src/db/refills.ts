import { sql } from 'kysely'
import { UNDER_WAY } from '../domain/payment.ts'
import type { Db } from './connect.ts'
import type { Trx } from './transact.ts'

// What is allowed of a refill depends on the customer's other refills, and no unique key can say that.

export interface RefillWish {
  customerId: number
  amountCents: number
  /** All refills of a day together; 0: as much as somebody likes. */
  dailyCents: number
  dayBegan: Date
  /**
   * Of a refill that nobody is waiting for: how many the customer had when the balance was looked at.
   * With more, or with one under way, the balance is out of date.
   */
  refillsBefore?: number
}

export type RefillRefusal =
  | { kind: 'over_daily_limit'; leftCents: number }
  | { kind: 'under_way'; paymentId: string }

/**
 * Whether a refill may be stored in this transaction, which keeps every other refill of the customer
 * waiting until it is over. Has to come before anything is read in it.
 */
export async function judgeRefill(trx: Trx, wish: RefillWish): Promise<RefillRefusal | null> {
  const { customerId, refillsBefore, dailyCents, amountCents } = wish
  await lockRefills(trx, customerId)
  if (refillsBefore !== undefined) {
    const { count, underWayId, latestId } = await lookAtRefills(trx, customerId)
    if (underWayId) return { kind: 'under_way', paymentId: underWayId }
    if (count !== refillsBefore && latestId) return { kind: 'under_way', paymentId: latestId }
  }
  if (dailyCents === 0) return null
  const taken = await sumRefills(trx, customerId, wish.dayBegan)
  if (taken + amountCents <= dailyCents) return null
  return { kind: 'over_daily_limit', leftCents: Math.max(0, dailyCents - taken) }
}

/** Whoever has written the row last keeps it until the transaction is over. */
const lockRefills = (trx: Trx, customer_id: number) =>
  trx
    .insertInto('refillers')
    .values({ customer_id })
    .onDuplicateKeyUpdate({ customer_id: sql`refillers.customer_id` })
    .execute()

/** What all refills since then took or may still take. */
export async function sumRefills(db: Db, customerId: number, since: Date): Promise<number> {
  const { total } = await db
    .selectFrom('payments')
    .select(({ fn }) => fn.sum<string | null>('amount_cents').as('total'))
    .where('customer_id', '=', customerId)
    .where('purpose', '=', 'refill')
    .where('created_at', '>=', since)
    .where('status', 'not in', ['declined', 'cancelled', 'voided'])
    .executeTakeFirstOrThrow()
  return Number(total ?? 0)
}

export interface RefillsSeen {
  count: number
  /** Of one whose money is on its way, or may be, or is not in Splynx yet. */
  underWayId: string | null
  latestId: string | null
}

export async function lookAtRefills(db: Db, customerId: number): Promise<RefillsSeen> {
  const refills = () =>
    db.selectFrom('payments').where('customer_id', '=', customerId).where('purpose', '=', 'refill')
  const { count, latestId } = await refills()
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.max<string | null>('id').as('latestId'),
    ])
    .executeTakeFirstOrThrow()
  const underWay = await refills()
    .select('id')
    .where('status', 'in', UNDER_WAY)
    .limit(1)
    .executeTakeFirst()
  return { count: Number(count), latestId, underWayId: underWay?.id ?? null }
}
