import { sql } from 'kysely'
import { type AuditEvent, recordAudit } from './audit.ts'
import type { Db } from './connect.ts'
import { insertEvents } from './payment-events.ts'
import { lockPayment } from './refunds.ts'
import { isSafeModeForClaim } from './safe-mode.ts'
import type { Attempt, Refund } from './schema.ts'
import { type Trx, transact } from './transact.ts'

/** A refund that belongs to this worker until its lease ends, and the message it may send. */
export interface RefundClaim {
  refund: Refund
  attempt: Attempt
  /** When the message was sent whose money goes back. */
  originalSentAt: Date
}

interface ClaimOptions {
  now: Date
  leaseMs: number
  createTransactionId: () => string
}

/**
 * Claims a waiting refund for one message: moves it to `submitting` and stores the attempt with its
 * TransactionID. Of two workers at most one gets it. The first byte may leave only after this has
 * been committed. One that never left, and a void that certainly did nothing, is sent under the same
 * TransactionID again. In safe mode nobody gets any.
 */
export function claimRefund(
  db: Db,
  refundId: string,
  { now, leaseMs, createTransactionId }: ClaimOptions,
): Promise<RefundClaim | undefined> {
  return transact(db, async (trx) => {
    const waiting = await findWaiting(trx, refundId)
    if (!waiting || (await isSafeModeForClaim(trx))) return undefined
    if (!(await lockPayment(trx, waiting.payment_id))) return undefined
    const transactionId = waiting.transaction_id ?? createTransactionId()
    const { numUpdatedRows } = await trx
      .updateTable('refunds')
      .set({
        status: 'submitting',
        transaction_id: transactionId,
        attempts_made: sql<number>`attempts_made + 1`,
        lease_until: new Date(now.getTime() + leaseMs),
        look_at: null,
        updated_at: now,
      })
      .where('id', '=', refundId)
      .where('status', '=', 'pending')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return undefined
    await storeAttempt(trx, waiting, transactionId, now)
    const { kind, payment_id: paymentId } = waiting
    const reason = `refund: ${kind} sent`
    const event = { paymentId, from: null, to: null, actor: 'worker', reason, transactionId }
    await insertEvents(trx, [event], now)
    return findClaim(trx, transactionId)
  })
}

const findWaiting = (trx: Trx, refundId: string) =>
  trx
    .selectFrom('refunds')
    .selectAll()
    .where('id', '=', refundId)
    .where('status', '=', 'pending')
    .executeTakeFirst()

/** No key may be overlooked here: each of them keeps a second message from leaving. */
async function storeAttempt(
  trx: Trx,
  refund: Refund,
  transactionId: string,
  now: Date,
): Promise<void> {
  if (refund.transaction_id !== null) {
    await trx
      .updateTable('attempts')
      .set({ status: 'sending', sent_at: now, not_found_at: null })
      .where('transaction_id', '=', transactionId)
      .execute()
    return
  }
  const [{ number }, { method_id, terminal_id }] = await Promise.all([
    trx
      .selectFrom('attempts')
      .select(({ fn }) => fn.max('number').as('number'))
      .where('payment_id', '=', refund.payment_id)
      .executeTakeFirstOrThrow(),
    trx
      .selectFrom('attempts')
      .select(['method_id', 'terminal_id'])
      .where('transaction_id', '=', refund.original_id)
      .executeTakeFirstOrThrow(),
  ])
  await trx
    .insertInto('attempts')
    .values({
      transaction_id: transactionId,
      payment_id: refund.payment_id,
      number: Number(number) + 1,
      kind: refund.kind,
      status: 'sending',
      amount_cents: refund.amount_cents,
      method_id,
      sent_at: now,
      refund_id: refund.id,
      original_id: refund.kind === 'void' ? refund.original_id : null,
      // Money goes back where it was taken, whatever the setting says now.
      terminal_id,
    })
    .execute()
}

/** Stops a refund of which the gateway has not heard. False when it is too late for that. */
export function cancelWaitingRefund(
  db: Db,
  refundId: string,
  { actor, because, audit }: { actor: string; because: string; audit?: AuditEvent },
  now: Date,
): Promise<boolean> {
  return transact(db, async (trx) => {
    const waiting = await findWaiting(trx, refundId)
    if (!waiting || !(await lockPayment(trx, waiting.payment_id))) return false
    const { numUpdatedRows } = await trx
      .updateTable('refunds')
      .set({ status: 'cancelled', last_word: because, look_at: null, updated_at: now })
      .where('id', '=', refundId)
      .where('status', '=', 'pending')
      // A void of which an answer got lost may have had its effect.
      .where('lost_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    const { kind, payment_id: paymentId } = waiting
    const reason = `refund: ${kind} cancelled: ${because}`
    await insertEvents(trx, [{ paymentId, from: null, to: null, actor, reason }], now)
    if (audit) await recordAudit(trx, audit)
    return true
  })
}

/** The refund whose message this is, in whatever state. */
export async function findClaim(db: Db, transactionId: string): Promise<RefundClaim | undefined> {
  const attempt = await db
    .selectFrom('attempts')
    .selectAll()
    .where('transaction_id', '=', transactionId)
    .executeTakeFirst()
  const refund =
    attempt?.refund_id &&
    (await db
      .selectFrom('refunds')
      .selectAll()
      .where('id', '=', attempt.refund_id)
      .executeTakeFirst())
  if (!attempt || !refund) return undefined
  const original = await db
    .selectFrom('attempts')
    .select('sent_at')
    .where('transaction_id', '=', refund.original_id)
    .executeTakeFirstOrThrow()
  return { refund, attempt, originalSentAt: original.sent_at }
}

/** The last void of a payment's message: the gateway's records name it by the original's id. */
export async function findVoidClaim(db: Db, originalId: string): Promise<RefundClaim | undefined> {
  const voiding = await db
    .selectFrom('refunds')
    .select('transaction_id')
    .where('original_id', '=', originalId)
    .where('kind', '=', 'void')
    .where('transaction_id', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return voiding?.transaction_id ? findClaim(db, voiding.transaction_id) : undefined
}
