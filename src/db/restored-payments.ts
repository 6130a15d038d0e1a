import { sql } from 'kysely'
import { RESTORED } from '../domain/forgotten.ts'
import type { AttemptStatus } from '../domain/payment.ts'
import { insertPayments, movePayments } from './payments.ts'
import type { ForgottenMessage, Method, NewPaymentRow, Payment } from './schema.ts'
import type { Trx } from './transact.ts'

// What it takes to put a message back that a restored backup has forgotten.

export const ACTOR = 'journal'
export const WORDS = 'the journal knows a message about it that the restored database had forgotten'

export const lockPaymentOf = (trx: Trx, paymentId: string): Promise<Payment | undefined> =>
  trx.selectFrom('payments').selectAll().where('id', '=', paymentId).forUpdate().executeTakeFirst()

/** The payment that holds the message's document at this moment. */
export async function findHolder(
  trx: Trx,
  { purpose, document_id }: ForgottenMessage,
): Promise<Payment | undefined> {
  if (purpose === 'refill' || document_id === null) return undefined
  return trx
    .selectFrom('payments')
    .selectAll()
    .where('document_under_way', '=', `${purpose}:${document_id}`)
    .forUpdate()
    .executeTakeFirst()
}

/** Nothing left of it, now or before the backup, and another payment of its document did leave. */
export async function cancelHolder(trx: Trx, holder: Payment, now: Date): Promise<boolean> {
  const reason = 'A later payment of the document was sent before the backup was restored'
  const move = {
    id: holder.id,
    to: 'cancelled' as const,
    from: ['pending'] as const,
    changes: { reason, look_at: null },
    actor: ACTOR,
    reason,
  }
  return (await movePayments(trx, [move], now)).length === 1
}

/**
 * The method that a message was sent with, however it is called now. One that is gone gets a row that
 * can never be charged and that no customer sees.
 */
export async function findOrMakeMethod(
  trx: Trx,
  message: ForgottenMessage,
  now: Date,
): Promise<Method> {
  const { customer_id, fingerprint, method_id } = message
  const known = await trx
    .selectFrom('methods')
    .selectAll()
    .where('customer_id', '=', customer_id)
    .where('fingerprint', '=', fingerprint)
    .orderBy(sql`id <> ${method_id}`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (known) return known
  const isBank = message.kind === 'check'
  const { insertId } = await trx
    .insertInto('methods')
    .values({
      customer_id,
      kind: isBank ? 'bank' : 'card',
      status: 'removed',
      brand: null,
      last4: '????',
      holder_name: 'Not known',
      // Long over, should anybody ever look at it as a card to charge.
      exp_month: isBank ? null : 1,
      exp_year: isBank ? null : 2000,
      account_type: null,
      postal_code: null,
      token_sealed: '',
      is_default: false,
      fingerprint,
      disabled_reason: RESTORED,
      consent_at: null,
      consent_version: null,
      consent_address: null,
      consent_agent: null,
      created_at: now,
      updated_at: now,
    })
    .executeTakeFirstOrThrow()
  return trx
    .selectFrom('methods')
    .selectAll()
    .where('id', '=', Number(insertId))
    .executeTakeFirstOrThrow()
}

/** Makes the payment of a message, waiting; undefined when a unique key has another one. */
export async function insertRestoredPayment(
  trx: Trx,
  message: ForgottenMessage,
  { id, method, currency }: { id: string; method: Method; currency: string },
  now: Date,
): Promise<Payment | undefined> {
  const place = await findRunPlace(trx, message)
  const row: NewPaymentRow = {
    id,
    customer_id: message.customer_id,
    customer_name: await nameOf(trx, message.customer_id),
    partner_id: null,
    purpose: message.purpose,
    document_id: message.document_id,
    document_number: message.document_number,
    method_id: method.id,
    method_kind: method.kind,
    brand: method.brand,
    last4: method.last4,
    amount_cents: message.amount_cents,
    currency,
    status: 'pending',
    channel: message.channel,
    actor: ACTOR,
    run_id: place?.run_id ?? null,
    run_item_id: place?.id ?? null,
    request_key: null,
    look_at: null,
    created_at: message.sent_at,
    updated_at: now,
  }
  const taken = await insertPayments(trx, [row])
  if (!taken.has(id)) return undefined
  if (place) {
    await trx.updateTable('run_items').set({ state: 'taken' }).where('id', '=', place.id).execute()
  }
  return lockPaymentOf(trx, id)
}

/** Where its run waits for it still, if the backup has that run. */
const findRunPlace = (trx: Trx, { run_id, document_id }: ForgottenMessage) =>
  run_id === null || document_id === null
    ? undefined
    : trx
        .selectFrom('run_items')
        .select(['id', 'run_id'])
        .where('run_id', '=', run_id)
        .where('document_id', '=', document_id)
        .where('state', '=', 'waiting')
        .forUpdate()
        .executeTakeFirst()

/** As it is known here: the journal keeps no names. */
async function nameOf(trx: Trx, customerId: number): Promise<string> {
  const known = await trx
    .selectFrom('payments')
    .select('customer_name')
    .where('customer_id', '=', customerId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return known?.customer_name ?? `Customer ${customerId}`
}

/**
 * Gives a payment the message that was sent about it: it becomes unknown, and the gateway is asked.
 * What went by another terminal cannot be asked about by ours, so a person has to.
 */
export async function attachMessage(
  trx: Trx,
  payment: Payment,
  message: ForgottenMessage,
  { isForeign, now }: { isForeign: boolean; now: Date },
): Promise<void> {
  const status = isForeign ? 'review' : 'unknown'
  await writeRestoredAttempt(trx, payment, message, status, now)
  const step = { id: payment.id, actor: ACTOR }
  if (payment.status === 'declined') {
    await movePayments(trx, [{ ...step, to: 'pending', reason: WORDS }], now)
  }
  const sent = {
    transaction_id: message.transaction_id,
    amount_cents: message.amount_cents,
    attempts_made: payment.attempts_made + 1,
    decline_code: null,
    decline_category: null,
  }
  await movePayments(trx, [{ ...step, to: 'submitting', changes: sent, reason: WORDS }], now)
  const reason = isForeign ? `sent by another terminal: ${message.terminal}` : RESTORED
  const open = { look_at: isForeign ? null : now, lease_until: null, reason }
  const transactionId = message.transaction_id
  await movePayments(trx, [{ ...step, to: status, changes: open, reason, transactionId }], now)
}

/** The attempt of a message, new or as it was before it was sent once more. */
export async function writeRestoredAttempt(
  trx: Trx,
  payment: Payment,
  message: ForgottenMessage,
  status: Extract<AttemptStatus, 'unknown' | 'review'>,
  now: Date,
): Promise<void> {
  const found = {
    status,
    sent_at: message.sent_at,
    answered_at: now,
    cause: RESTORED,
    terminal_id: message.terminal,
  } as const
  // Known from before it was sent once more under the same TransactionID.
  const { numUpdatedRows } = await trx
    .updateTable('attempts')
    .set({ ...found, not_found_at: null })
    .where('transaction_id', '=', message.transaction_id)
    .where('payment_id', '=', payment.id)
    .executeTakeFirst()
  if (numUpdatedRows === 1n) return
  const last = await trx
    .selectFrom('attempts')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('payment_id', '=', payment.id)
    .executeTakeFirst()
  await trx
    .insertInto('attempts')
    .values({
      ...found,
      transaction_id: message.transaction_id,
      payment_id: payment.id,
      number: Number(last?.number ?? 0) + 1,
      kind: message.kind,
      amount_cents: message.amount_cents,
      method_id: payment.method_id,
      refund_id: message.refund_id,
      original_id: message.kind === 'void' ? message.original_id : null,
    })
    .execute()
}
