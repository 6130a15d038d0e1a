import { insertMails, type MailWishes } from './mails.ts'
import { disableMethods } from './methods.ts'
import { movePayments } from './payments.ts'
import type { Method, Payment } from './schema.ts'
import type { Trx } from './transact.ts'
import { insertUndoings } from './undoings.ts'

export interface Undone {
  returnId: string
  returnedAt: Date
  payment: Payment
  actor: string
  reason: string
}

/**
 * The debit came back: the payment is `returned` and its document is to be open again. False when it
 * was no taken payment any more; then nothing has changed.
 */
export async function takeBack(
  trx: Trx,
  { returnId, returnedAt, payment, actor, reason }: Undone,
  now: Date,
  wishes: MailWishes,
): Promise<boolean> {
  const moved = await movePayments(
    trx,
    [
      {
        id: payment.id,
        to: 'returned',
        from: ['approved', 'recorded'],
        transactionId: payment.transaction_id,
        changes: { reason: reason.slice(0, 255) },
        actor,
        reason,
      },
    ],
    now,
  )
  if (moved.length === 0) return false
  const mail = {
    kind: 'returned' as const,
    subject: `returned:${returnId}`,
    customerId: payment.customer_id,
    partnerId: payment.partner_id,
    paymentId: payment.id,
    sourceId: returnId,
    isBulk: false,
    happenedAt: returnedAt,
  }
  await insertMails(trx, [mail], wishes, now)
  if (await isTold(trx, payment.id)) {
    const undoing = {
      paymentId: payment.id,
      cause: 'return' as const,
      sourceId: returnId,
      // What was refunded before is no longer in Splynx.
      amountCents: payment.amount_cents - payment.refunded_cents,
      reopens: true,
      receiptNumber: `RET-${returnId}`,
    }
    await insertUndoings(trx, [undoing], now)
  }
  return true
}

/** Splynx has the payment or may have it. One that nobody has told it about is not told any more. */
async function isTold(trx: Trx, paymentId: string): Promise<boolean> {
  const recording = await trx
    .selectFrom('recordings')
    .select(['tries', 'recorded_at'])
    .where('payment_id', '=', paymentId)
    .forUpdate()
    .executeTakeFirst()
  if (!recording) return false
  if (recording.tries > 0 || recording.recorded_at !== null) return true
  await trx
    .updateTable('recordings')
    .set({ next_try_at: null, last_error: null })
    .where('payment_id', '=', paymentId)
    .execute()
  return false
}

/** Money of an approval that had come too late went back by itself: no clerk has to give it back. */
export const endLateApproval = (trx: Trx, transactionId: string) =>
  trx
    .updateTable('attempts')
    .set({ late_at: null })
    .where('transaction_id', '=', transactionId)
    .execute()

/** No debit of this account any more until somebody has done something about it. */
export async function stopMethod(
  trx: Trx,
  { methodId, reason, isRevoked }: { methodId: number; reason: string; isRevoked: boolean },
  now: Date,
): Promise<void> {
  await disableMethods(trx, [methodId], reason.slice(0, 200), now)
  if (!isRevoked) return
  await trx
    .updateTable('methods')
    .set({ mandate_revoked_at: now, updated_at: now })
    .where('id', '=', methodId)
    .execute()
}

/** The bank says that details of the account have changed. It stays usable meanwhile. */
export const noteChange = (trx: Trx, methodId: number, now: Date) =>
  trx
    .updateTable('methods')
    .set({ change_noted_at: now, updated_at: now })
    .where('id', '=', methodId)
    .execute()

/**
 * The customer has entered a bank account after a notice of change: that is the correction. An
 * account whose numbers have changed is another one, which takes the place of the old one.
 */
export async function replaceChanged(
  trx: Trx,
  { id, customer_id }: Pick<Method, 'id' | 'customer_id'>,
  now: Date,
): Promise<void> {
  const changed = await trx
    .selectFrom('methods')
    .select(['id', 'status', 'is_default'])
    .where('customer_id', '=', customer_id)
    .where('kind', '=', 'bank')
    .where('change_noted_at', 'is not', null)
    .forUpdate()
    .execute()
  if (changed.length === 0) return
  const replaced = changed.filter((method) => method.id !== id && method.status === 'active')
  for (const method of replaced) {
    await trx
      .updateTable('methods')
      .set({
        status: 'disabled',
        disabled_reason: 'Replaced after its bank reported a change',
        is_default: false,
        updated_at: now,
      })
      .where('id', '=', method.id)
      .execute()
  }
  if (replaced.some(({ is_default }) => is_default === 1)) {
    await trx.updateTable('methods').set({ is_default: true }).where('id', '=', id).execute()
  }
  await trx
    .updateTable('methods')
    .set({ change_noted_at: null })
    .where(
      'id',
      'in',
      changed.map((method) => method.id),
    )
    .execute()
  await trx
    .updateTable('returns')
    .set({ done_at: now, done_by: `customer:${customer_id}`, done_note: 'Entered again' })
    .where('customer_id', '=', customer_id)
    .where('open_task', '=', 'change')
    .execute()
}
