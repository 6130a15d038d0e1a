import { sql } from 'kysely'
import type { MethodKind } from '../domain/payment.ts'
import type { Claim } from './claims.ts'
import type { Db } from './connect.ts'
import { insertEvents } from './payment-events.ts'
import { transact } from './transact.ts'

/**
 * Takes unknown payments to ask the gateway about them: of two workers at most one gets each until
 * the lease ends. `isAsked` takes those whose time has not come, too.
 */
export function claimInquiries(
  db: Db,
  paymentIds: readonly string[],
  { now, leaseMs, isAsked }: { now: Date; leaseMs: number; isAsked: boolean },
): Promise<(Claim & { notFoundAt: Date | null; cause: string | null })[]> {
  if (paymentIds.length === 0) return Promise.resolve([])
  return transact(db, async (trx) => {
    const payments = await trx
      .selectFrom('payments')
      .selectAll()
      .where('id', 'in', paymentIds)
      .where('status', 'in', ['unknown', 'review'])
      .$if(!isAsked, (query) => query.where('look_at', '<=', now))
      .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<', now)]))
      .orderBy('id')
      .forUpdate()
      .skipLocked()
      .execute()
    if (payments.length === 0) return []
    await trx
      .updateTable('payments')
      .set({ lease_until: new Date(now.getTime() + leaseMs) })
      .where(
        'id',
        'in',
        payments.map(({ id }) => id),
      )
      .execute()
    const attempts = await trx
      .selectFrom('attempts')
      .selectAll()
      .where(
        'transaction_id',
        'in',
        payments.map(({ transaction_id }) => transaction_id!),
      )
      .execute()
    const byId = new Map(attempts.map((attempt) => [attempt.transaction_id, attempt]))
    return payments.flatMap((payment) => {
      const attempt = byId.get(payment.transaction_id ?? '')
      if (!attempt) return []
      return [{ payment, attempt, notFoundAt: attempt.not_found_at, cause: attempt.cause }]
    })
  })
}

export interface StillOpen {
  claim: Claim
  /** What the gateway said, in our words. */
  said: string
  /** The gateway did not know the TransactionID, this time. */
  isNotFound: boolean
  actor: string
  lookAt: Date
}

/** Notes an inquiry that decided nothing, and when to ask again. */
export function writeStillOpen(db: Db, open: StillOpen, now: Date): Promise<void> {
  const { claim, said, isNotFound, actor, lookAt } = open
  return transact(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('payments')
      .set({
        inquiries_made: sql`inquiries_made + 1`,
        look_at: lookAt,
        lease_until: null,
        updated_at: now,
      })
      .where('id', '=', claim.payment.id)
      .where('status', 'in', ['unknown', 'review'])
      .where('transaction_id', '=', claim.attempt.transaction_id)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    await trx
      .updateTable('attempts')
      // Two answers in a row: one that is not "not found" begins the counting anew.
      .set({ not_found_at: isNotFound ? sql<Date>`coalesce(not_found_at, ${now})` : null })
      .where('transaction_id', '=', claim.attempt.transaction_id)
      .execute()
    const event = {
      paymentId: claim.payment.id,
      from: null,
      to: null,
      actor,
      reason: `inquiry: ${said}`,
      transactionId: claim.attempt.transaction_id,
    }
    await insertEvents(trx, [event], now)
  })
}

/**
 * Payments whose time to be looked at has come, by status. What a paused run has not sent waits with
 * its run: listed here, it would keep the payments of people from being seen.
 */
export async function listDuePayments(
  db: Db,
  status: 'pending' | 'unknown',
  now: Date,
  limit: number,
) {
  return db
    .selectFrom('payments')
    .select(['id', 'purpose', 'run_id'])
    .where('status', '=', status)
    .where('look_at', '<=', now)
    .$if(status === 'pending', (query) =>
      query.where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('runs')
              .select('runs.id')
              .whereRef('runs.id', '=', 'payments.run_id')
              .where('runs.status', '=', 'paused'),
          ),
        ),
      ),
    )
    .orderBy('look_at')
    .limit(limit)
    .execute()
}

/** Payments that a worker claimed and never came back to. */
export async function listAbandonedClaims(db: Db, now: Date, limit: number): Promise<Claim[]> {
  const payments = await db
    .selectFrom('payments')
    .selectAll()
    .where('status', '=', 'submitting')
    .where('lease_until', '<', now)
    .limit(limit)
    .execute()
  if (payments.length === 0) return []
  const attempts = await db
    .selectFrom('attempts')
    .selectAll()
    .where(
      'transaction_id',
      'in',
      payments.map(({ transaction_id }) => transaction_id!),
    )
    .execute()
  const byId = new Map(attempts.map((attempt) => [attempt.transaction_id, attempt]))
  return payments.flatMap((payment) => {
    const attempt = byId.get(payment.transaction_id ?? '')
    return attempt ? [{ payment, attempt }] : []
  })
}

/** Whether any payment of this kind waits for an answer that got lost. */
export async function hasUnknownPayments(db: Db, methodKind: MethodKind): Promise<boolean> {
  const row = await db
    .selectFrom('payments')
    .select('id')
    .where('status', 'in', ['unknown', 'review'])
    .where('method_kind', '=', methodKind)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Unknown payments that the gateway did not know when it was asked, the oldest first. */
export async function listUnknownIds(
  db: Db,
  methodKind: MethodKind,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('payments')
    .innerJoin('attempts', 'attempts.transaction_id', 'payments.transaction_id')
    .select('payments.id')
    .where('payments.status', '=', 'unknown')
    .where('payments.method_kind', '=', methodKind)
    .where('attempts.not_found_at', 'is not', null)
    .orderBy('payments.created_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
