import type { Db } from './connect.ts'
import type { AutoRefill, RefillPause } from './schema.ts'
import { type Trx, transact } from './transact.ts'

export const findAutoRefill = (db: Db, customerId: number): Promise<AutoRefill | undefined> =>
  db.selectFrom('auto_refills').selectAll().where('customer_id', '=', customerId).executeTakeFirst()

/** It charges whenever the balance is low. */
export const isOn = ({
  paused_at,
  ended_at,
}: Pick<AutoRefill, 'paused_at' | 'ended_at'>): boolean => paused_at === null && ended_at === null

export type NewAutoRefill = Pick<
  AutoRefill,
  | 'customer_id'
  | 'method_id'
  | 'threshold_cents'
  | 'amount_cents'
  | 'consent_at'
  | 'consent_version'
  | 'consent_address'
  | 'consent_agent'
>

/** Puts it in the place of an earlier one, whatever had become of that. */
export async function saveAutoRefill(trx: Trx, row: NewAutoRefill, now: Date): Promise<void> {
  const state = {
    paused_at: null,
    pause_reason: null,
    ended_at: null,
    ended_by: null,
    next_look_at: now,
    updated_at: now,
  }
  const { customer_id: _, ...changes } = row
  await trx
    .insertInto('auto_refills')
    .values({ ...row, ...state, last_payment_id: null })
    .onDuplicateKeyUpdate({ ...changes, ...state })
    .execute()
}

/** False when it was not on. */
export async function pauseAutoRefill(
  db: Db,
  customerId: number,
  reason: RefillPause,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('auto_refills')
    .set({ paused_at: now, pause_reason: reason, next_look_at: null, updated_at: now })
    .where('customer_id', '=', customerId)
    .where('paused_at', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when there was none, or it had ended before. */
export async function endAutoRefill(
  trx: Trx,
  customerId: number,
  { by, now }: { by: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('auto_refills')
    .set({ ended_at: now, ended_by: by.slice(0, 100), next_look_at: null, updated_at: now })
    .where('customer_id', '=', customerId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/**
 * Takes some whose balance is to be looked at, each for one of many workers, and puts their next look
 * ahead: what a worker does not get done is done then.
 */
export function claimLooks(
  db: Db,
  { now, nextAt, limit }: { now: Date; nextAt: Date; limit: number },
): Promise<AutoRefill[]> {
  return transact(db, async (trx) => {
    const rows = await trx
      .selectFrom('auto_refills')
      .selectAll()
      .where('next_look_at', '<=', now)
      .orderBy('next_look_at')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute()
    if (rows.length === 0) return []
    await trx
      .updateTable('auto_refills')
      .set({ next_look_at: nextAt })
      .where(
        'customer_id',
        'in',
        rows.map(({ customer_id }) => customer_id),
      )
      .execute()
    return rows
  })
}

/** Not before then; nothing happens to one that is off meanwhile. */
export const lookLater = (db: Db, customerId: number, nextAt: Date) =>
  db
    .updateTable('auto_refills')
    .set({ next_look_at: nextAt })
    .where('customer_id', '=', customerId)
    .where('next_look_at', 'is not', null)
    .execute()

/** The balances of these customers may have changed: how many of them are looked at now. */
export async function hastenLooks(
  db: Db,
  customerIds: readonly number[],
  now: Date,
): Promise<number> {
  if (customerIds.length === 0) return 0
  const { numUpdatedRows } = await db
    .updateTable('auto_refills')
    .set({ next_look_at: now })
    .where('customer_id', 'in', customerIds)
    .where('next_look_at', '>', now)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export const noteAutoPayment = (db: Db, customerId: number, paymentId: string) =>
  db
    .updateTable('auto_refills')
    .set({ last_payment_id: paymentId })
    .where('customer_id', '=', customerId)
    .execute()

/** A debit with this method came back since then, whatever it was for. */
export async function hasReturnSince(db: Db, methodId: number, since: Date): Promise<boolean> {
  const row = await db
    .selectFrom('returns')
    .innerJoin('payments', 'payments.id', 'returns.payment_id')
    .select('payments.id')
    .where('payments.method_id', '=', methodId)
    .where('payments.status', '=', 'returned')
    .where('payments.updated_at', '>', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
