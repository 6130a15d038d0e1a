import { sql } from 'kysely'
import { recordingDelayMs } from '../domain/patience.ts'
import type { Db } from './connect.ts'
import type { Payment, ReturnFee } from './schema.ts'
import { type Trx, transact } from './transact.ts'

// Fees for returned items on their way to Splynx: a row is born with the return, in the same
// transaction, and lives until Splynx has the fee.

/**
 * Puts the fee for a return into the outbox, unless one was charged for an earlier return of the same
 * document: one fee per returned item, however often it is presented (rules N5).
 */
export async function insertReturnFee(
  trx: Trx,
  { returnId, payment, amountCents }: { returnId: string; payment: Payment; amountCents: number },
  now: Date,
): Promise<void> {
  if (payment.document_id !== null) {
    const earlier = await trx
      .selectFrom('return_fees')
      .innerJoin('returns', 'returns.id', 'return_fees.return_id')
      .innerJoin('payments', 'payments.id', 'returns.payment_id')
      .select('return_fees.return_id')
      .where('payments.document_id', '=', payment.document_id)
      .where('payments.purpose', '=', payment.purpose)
      .limit(1)
      .executeTakeFirst()
    if (earlier) return
  }
  await trx
    .insertInto('return_fees')
    .values({
      return_id: returnId,
      customer_id: payment.customer_id,
      amount_cents: amountCents,
      next_try_at: now,
      created_at: now,
    })
    .execute()
}

/**
 * Claims what is due among these fees: of two workers at most one gets a row until its lease ends.
 * The try is counted before Splynx hears of it, so that whoever comes next looks it up first.
 */
export function claimReturnFees(
  db: Db,
  returnIds: readonly string[],
  { now, leaseMs }: { now: Date; leaseMs: number },
): Promise<ReturnFee[]> {
  if (returnIds.length === 0) return Promise.resolve([])
  return transact(db, async (trx) => {
    const due = await trx
      .selectFrom('return_fees')
      .selectAll()
      .where('return_id', 'in', returnIds)
      .where('done_at', 'is', null)
      .where('next_try_at', '<=', now)
      .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<', now)]))
      .orderBy('return_id')
      .forUpdate()
      .skipLocked()
      .execute()
    if (due.length === 0) return []
    await trx
      .updateTable('return_fees')
      .set({ tries: sql`tries + 1`, lease_until: new Date(now.getTime() + leaseMs) })
      .where(
        'return_id',
        'in',
        due.map(({ return_id }) => return_id),
      )
      .execute()
    return due.map((fee) => ({ ...fee, tries: fee.tries + 1 }))
  })
}

/** Notes that Splynx has the fee. May be repeated. */
export async function writeFeeDone(
  db: Db,
  { return_id }: ReturnFee,
  splynxTransactionId: number,
  now: Date,
): Promise<void> {
  await db
    .updateTable('return_fees')
    .set({
      splynx_transaction_id: splynxTransactionId,
      done_at: now,
      next_try_at: null,
      lease_until: null,
      last_error: null,
    })
    .where('return_id', '=', return_id)
    .execute()
}

const REFUSED_DELAY_MS = 60 * 60_000

/** Notes that Splynx did not take it, and when to try again; rarely after a refusal. */
export async function writeFeeFailure(
  db: Db,
  { return_id, tries }: ReturnFee,
  { cause, isRefused }: { cause: string; isRefused: boolean },
  now: Date,
): Promise<Date> {
  const nextTryAt = new Date(
    now.getTime() + (isRefused ? REFUSED_DELAY_MS : recordingDelayMs(tries)),
  )
  await db
    .updateTable('return_fees')
    .set({ lease_until: null, next_try_at: nextTryAt, last_error: cause.slice(0, 255) })
    .where('return_id', '=', return_id)
    .where('done_at', 'is', null)
    .execute()
  return nextTryAt
}

export const findReturnFee = (db: Db, returnId: string): Promise<ReturnFee | undefined> =>
  db.selectFrom('return_fees').selectAll().where('return_id', '=', returnId).executeTakeFirst()

/** Fees whose time to be told to Splynx has come. */
export async function listDueReturnFees(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('return_fees')
    .select('return_id')
    .where('next_try_at', '<=', now)
    .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<', now)]))
    .orderBy('next_try_at')
    .limit(limit)
    .execute()
  return rows.map(({ return_id }) => return_id)
}
