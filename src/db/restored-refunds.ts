import { RESTORED } from '../domain/forgotten.ts'
import { insertEvents } from './payment-events.ts'
import { ACTOR, WORDS, writeRestoredAttempt } from './restored-payments.ts'
import type { ForgottenMessage, Payment } from './schema.ts'
import type { Trx } from './transact.ts'

type Restored = 'restored' | 'known' | 'refused'

/**
 * Puts a refund back as unknown, so that nobody gives the money back a second time. Refused when its
 * payment has another one under way, or has it in another way.
 */
export async function restoreRefund(
  trx: Trx,
  payment: Payment,
  message: ForgottenMessage & { refund_id: string; original_id: string },
  { isForeign, now }: { isForeign: boolean; now: Date },
): Promise<Restored> {
  const { kind, refund_id, original_id, transaction_id } = message
  if (kind === 'sale' || kind === 'check') return 'refused'
  const rows = await trx
    .selectFrom('refunds')
    .select(['id', 'status', 'transaction_id'])
    .where((refund) =>
      refund.or([refund('id', '=', refund_id), refund('under_way_of', '=', payment.id)]),
    )
    .forUpdate()
    .execute()
  const own = rows.find(({ id }) => id === refund_id)
  if (own && own.status !== 'pending') {
    return own.transaction_id === transaction_id ? 'known' : 'refused'
  }
  if (rows.some(({ id }) => id !== refund_id)) return 'refused'
  const status = isForeign ? 'review' : 'unknown'
  const open = {
    status,
    transaction_id,
    // Whatever the gateway answered is lost to us.
    lost_at: message.sent_at,
    last_word: RESTORED,
    look_at: isForeign ? null : now,
    lease_until: null,
    updated_at: now,
  } as const
  if (own) await trx.updateTable('refunds').set(open).where('id', '=', own.id).execute()
  else {
    const row = {
      ...open,
      ...{ id: refund_id, payment_id: payment.id, original_id, kind },
      amount_cents: message.amount_cents,
      currency: payment.currency,
      reopens: message.reopens === 1,
      ...{ reason: RESTORED, actor: ACTOR, request_key: null, created_at: message.sent_at },
    }
    await trx.insertInto('refunds').values(row).execute()
  }
  await writeRestoredAttempt(trx, payment, message, status, now)
  const event = { paymentId: payment.id, from: null, to: null, actor: ACTOR }
  const reason = `refund: ${WORDS}`
  await insertEvents(trx, [{ ...event, reason, transactionId: transaction_id }], now)
  return 'restored'
}
