import { sql } from 'kysely'
import type { Db } from './connect.ts'
import { insertEvents } from './payment-events.ts'
import { findClaim, type RefundClaim } from './refund-claims.ts'
import { transact } from './transact.ts'

/**
 * Takes unknown refunds to ask the gateway about them: of two workers at most one gets each until the
 * lease ends. `isAsked` takes those whose time has not come, too, and those that wait for a person.
 */
export function claimRefundInquiries(
  db: Db,
  refundIds: readonly string[],
  { now, leaseMs, isAsked }: { now: Date; leaseMs: number; isAsked: boolean },
): Promise<RefundClaim[]> {
  if (refundIds.length === 0) return Promise.resolve([])
  return transact(db, async (trx) => {
    const refunds = await trx
      .selectFrom('refunds')
      .select(['id', 'transaction_id'])
      .where('id', 'in', refundIds)
      .where('status', 'in', isAsked ? ['unknown', 'review'] : ['unknown'])
      .$if(!isAsked, (query) => query.where('look_at', '<=', now))
      .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<', now)]))
      .orderBy('id')
      .forUpdate()
      .skipLocked()
      .execute()
    const claims: RefundClaim[] = []
    for (const { id, transaction_id } of refunds) {
      const leaseUntil = new Date(now.getTime() + leaseMs)
      await trx
        .updateTable('refunds')
        .set({ lease_until: leaseUntil })
        .where('id', '=', id)
        .execute()
      const claim = await findClaim(trx, transaction_id!)
      if (claim) claims.push(claim)
    }
    return claims
  })
}

export interface RefundStillOpen {
  claim: RefundClaim
  /** What the gateway said, in our words. */
  said: string
  /** It said what would count as proof if it were said again, later. */
  isFirstHalfOfProof: boolean
  actor: string
  lookAt: Date
}

/** Notes an inquiry that decided nothing, and when to ask again. */
export function writeRefundStillOpen(db: Db, open: RefundStillOpen, now: Date): Promise<void> {
  const { claim, said, isFirstHalfOfProof, actor, lookAt } = open
  const { refund, attempt } = claim
  return transact(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('refunds')
      .set({
        inquiries_made: sql`inquiries_made + 1`,
        // One that waits for a person goes on waiting for a person.
        look_at: sql`if(status = 'unknown', ${lookAt}, null)`,
        lease_until: null,
        updated_at: now,
      })
      .where('id', '=', refund.id)
      .where('status', 'in', ['unknown', 'review'])
      .where('transaction_id', '=', attempt.transaction_id)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    await trx
      .updateTable('attempts')
      .set({ not_found_at: isFirstHalfOfProof ? sql<Date>`coalesce(not_found_at, ${now})` : null })
      .where('transaction_id', '=', attempt.transaction_id)
      .execute()
    const event = {
      paymentId: refund.payment_id,
      from: null,
      to: null,
      actor,
      reason: `refund: asked the gateway: ${said}`,
      transactionId: attempt.transaction_id,
    }
    await insertEvents(trx, [event], now)
  })
}

/** Refunds whose time to be looked at has come, by status. */
export async function listDueRefunds(
  db: Db,
  status: 'pending' | 'unknown',
  now: Date,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('refunds')
    .select('id')
    .where('status', '=', status)
    .where('look_at', '<=', now)
    .orderBy('look_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Refunds that a worker claimed and never came back to. */
export async function listAbandonedRefunds(
  db: Db,
  now: Date,
  limit: number,
): Promise<RefundClaim[]> {
  const rows = await db
    .selectFrom('refunds')
    .select('transaction_id')
    .where('status', '=', 'submitting')
    .where('lease_until', '<', now)
    .limit(limit)
    .execute()
  const claims = await Promise.all(rows.map((row) => findClaim(db, row.transaction_id!)))
  return claims.flatMap((claim) => claim ?? [])
}
