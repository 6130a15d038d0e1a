import { sql } from 'kysely'
import { recordingDelayMs } from '../domain/patience.ts'
import type { Db } from './connect.ts'
import { insertEvents } from './payment-events.ts'
import type { Payment, Recording, Undoing } from './schema.ts'
import { type Trx, transact } from './transact.ts'

// The second outbox to Splynx: a row is born with the fact that money went back (a void, a refund, a
// return of the bank), in the same transaction, and lives until Splynx shows it.

export interface NewUndoing {
  paymentId: string
  cause: 'void' | 'refund' | 'return'
  /** The refund's or the return's id: one undoing for each, however often it is learned. */
  sourceId: string
  amountCents: number
  /** The document is to be paid again. */
  reopens: boolean
  /** At most 32 characters, used by nothing else: a negative payment is found again by it. */
  receiptNumber: string
}

/** Puts money that went back into the outbox; one that is there already stays as it is. */
export async function insertUndoings(
  trx: Trx,
  undoings: readonly NewUndoing[],
  now: Date,
): Promise<void> {
  if (undoings.length === 0) return
  await trx
    .insertInto('undoings')
    .values(
      undoings.map((undoing) => ({
        payment_id: undoing.paymentId,
        cause: undoing.cause,
        source_id: undoing.sourceId,
        amount_cents: undoing.amountCents,
        reopens: undoing.reopens,
        receipt_number: undoing.receiptNumber,
        next_try_at: now,
        created_at: now,
      })),
    )
    .onDuplicateKeyUpdate({ tries: sql`undoings.tries` })
    .execute()
}

/** As `how`, before one may be under way: from then on the payment itself is not deleted any more. */
export const NEGATIVE_PAYMENT = 'negative payment'

export interface UndoingClaim {
  /** Its `tries` count this one: above one, Splynx may have done it already. */
  undoing: Undoing
  payment: Payment
  recording: Recording | undefined
  /** All of the payment goes back at once: nothing was undone of it before. */
  isWhole: boolean
}

/**
 * Claims what is due among these undoings: of two workers at most one gets a row until its lease
 * ends. The try is counted before Splynx hears of it, so that whoever comes next looks first.
 */
export function claimUndoings(
  db: Db,
  ids: readonly number[],
  { now, leaseMs }: { now: Date; leaseMs: number },
): Promise<UndoingClaim[]> {
  if (ids.length === 0) return Promise.resolve([])
  return transact(db, async (trx) => {
    const due = await trx
      .selectFrom('undoings')
      .selectAll()
      .where('id', 'in', ids)
      .where('done_at', 'is', null)
      .where('next_try_at', '<=', now)
      .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<', now)]))
      .orderBy('id')
      .forUpdate()
      .skipLocked()
      .execute()
    const claims: UndoingClaim[] = []
    for (const undoing of due) {
      await trx
        .updateTable('undoings')
        .set({ tries: sql`tries + 1`, lease_until: new Date(now.getTime() + leaseMs) })
        .where('id', '=', undoing.id)
        .execute()
      claims.push(await claimOf(trx, { ...undoing, tries: undoing.tries + 1 }))
    }
    return claims
  })
}

async function claimOf(trx: Trx, undoing: Undoing): Promise<UndoingClaim> {
  const ofPayment = undoing.payment_id
  const [payment, recording, { others }] = await Promise.all([
    trx.selectFrom('payments').selectAll().where('id', '=', ofPayment).executeTakeFirstOrThrow(),
    trx.selectFrom('recordings').selectAll().where('payment_id', '=', ofPayment).executeTakeFirst(),
    trx
      .selectFrom('undoings')
      .select(({ fn }) => fn.countAll().as('others'))
      .where('payment_id', '=', ofPayment)
      .where('id', '<>', undoing.id)
      .executeTakeFirstOrThrow(),
  ])
  const isWhole = undoing.amount_cents === payment.amount_cents && Number(others) === 0
  return { undoing, payment, recording, isWhole }
}

/** Settles on a negative payment before Splynx hears of it: a later try never mixes two ways. */
export const chooseNegative = (db: Db, { id }: Undoing) =>
  db.updateTable('undoings').set({ how: NEGATIVE_PAYMENT }).where('id', '=', id).execute()

/** Notes that Splynx shows it. May be repeated. */
export function writeUndone(
  db: Db,
  { undoing }: UndoingClaim,
  { how, splynxPaymentId }: { how: string; splynxPaymentId?: number },
  now: Date,
): Promise<void> {
  return transact(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('undoings')
      .set({
        done_at: now,
        how: how.slice(0, 100),
        splynx_payment_id: splynxPaymentId ?? null,
        next_try_at: null,
        lease_until: null,
        last_error: null,
      })
      .where('id', '=', undoing.id)
      .where('done_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    await correctStatementRecord(trx, undoing.payment_id, now)
    const event = {
      paymentId: undoing.payment_id,
      from: null,
      to: null,
      actor: 'worker',
      reason: `in Splynx: ${how}`,
    }
    await insertEvents(trx, [event], now)
  })
}

/** The payment's record in a statement says something else now: it is due to be written once more. */
const correctStatementRecord = (trx: Trx, paymentId: string, now: Date) =>
  trx
    .updateTable('recordings')
    // A record that is there is only changed, so its tries begin anew.
    .set({ statement_due_at: now, statement_tries: 0 })
    .where('payment_id', '=', paymentId)
    .where('statement_record_id', 'is not', null)
    .execute()

const REFUSED_DELAY_MS = 60 * 60_000

/** Notes that Splynx could not be told, and when to try again; rarely after a refusal. */
export async function writeUndoingFailure(
  db: Db,
  { undoing }: UndoingClaim,
  { cause, isRefused }: { cause: string; isRefused: boolean },
  now: Date,
): Promise<Date> {
  const delayMs = isRefused ? REFUSED_DELAY_MS : recordingDelayMs(undoing.tries)
  const nextTryAt = new Date(now.getTime() + delayMs)
  await db
    .updateTable('undoings')
    .set({ lease_until: null, next_try_at: nextTryAt, last_error: cause.slice(0, 255) })
    .where('id', '=', undoing.id)
    .where('done_at', 'is', null)
    .execute()
  return nextTryAt
}

/** Of one payment, the oldest first. */
export const listUndoingsOf = (db: Db, paymentId: string): Promise<Undoing[]> =>
  db
    .selectFrom('undoings')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .orderBy('id')
    .limit(100)
    .execute()

/** A payment of this document that went back and that Splynx does not show so yet. */
export async function findPaymentBeingUndone(
  db: Db,
  purpose: 'invoice' | 'proforma',
  documentId: number,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('payments')
    .innerJoin('undoings', 'undoings.payment_id', 'payments.id')
    .select('payments.id')
    .where('payments.document_id', '=', documentId)
    .where('payments.purpose', '=', purpose)
    .where('undoings.done_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** Undoings whose time to be told to Splynx has come. */
export async function listDueUndoings(db: Db, now: Date, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('undoings')
    .select('id')
    .where('next_try_at', '<=', now)
    .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<', now)]))
    .orderBy('next_try_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Makes what a person has put right in Splynx due at once; false when it is done or being done. */
export async function hastenUndoing(db: Db, id: number, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('undoings')
    .set({ next_try_at: now })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<', now)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
