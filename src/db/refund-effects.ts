import { REFUND_COUNTS } from '../domain/refund.ts'
import { insertMails, type MailWishes } from './mails.ts'
import { movePayments } from './payments.ts'
import type { Payment, Refund } from './schema.ts'
import type { Trx } from './transact.ts'
import { insertUndoings } from './undoings.ts'

export interface GivenBack {
  payment: Payment
  refund: Refund
  /** Who let us know. */
  actor: string
}

/** What follows from money that went back. The caller holds the payment's lock. */
export async function giveBack(
  trx: Trx,
  given: GivenBack,
  now: Date,
  wishes: MailWishes,
): Promise<void> {
  const { payment, refund } = given
  // Money of a message that came too late was never the payment's: no status ever showed it.
  if (refund.original_id === payment.transaction_id) {
    const isWhole = await noteOnPayment(trx, given, now)
    await tellSplynx(trx, given, isWhole, now)
  }
  await endLateness(trx, refund)
  await tellCustomer(trx, given, now, wishes)
}

const tellCustomer = (trx: Trx, { payment, refund }: GivenBack, now: Date, wishes: MailWishes) => {
  const kind = refund.kind === 'void' ? ('voided' as const) : ('refunded' as const)
  const mail = {
    kind,
    subject: `${kind}:${refund.id}`,
    customerId: payment.customer_id,
    partnerId: payment.partner_id,
    paymentId: payment.id,
    sourceId: refund.id,
    isBulk: false,
    happenedAt: refund.created_at,
  }
  return insertMails(trx, [mail], wishes, now)
}

/** True when all of the payment is back. A part leaves its status as it is. */
async function noteOnPayment(
  trx: Trx,
  { payment, refund, actor }: GivenBack,
  now: Date,
): Promise<boolean> {
  const refunded_cents = payment.refunded_cents + refund.amount_cents
  const isWhole = refunded_cents === payment.amount_cents
  if (isWhole) {
    const to = refund.kind === 'void' ? ('voided' as const) : ('refunded' as const)
    const reason = refund.reason.slice(0, 255)
    const move = { id: payment.id, to, changes: { refunded_cents, reason }, actor, reason }
    const moved = await movePayments(trx, [move], now)
    if (moved.length === 1) return true
  }
  // `updated_at` stays: it is the day under which Splynx is told of a payment that it lacks.
  await trx.updateTable('payments').set({ refunded_cents }).where('id', '=', payment.id).execute()
  return isWhole
}

/**
 * Splynx has the payment, will have it, or may have it without our knowing: then what went back has
 * to be shown there. Only a payment that nobody has told Splynx about, and of which nothing is left,
 * is simply not told any more.
 */
async function tellSplynx(
  trx: Trx,
  { payment, refund }: GivenBack,
  isWhole: boolean,
  now: Date,
): Promise<void> {
  const recording = await trx
    .selectFrom('recordings')
    .select(['tries', 'recorded_at'])
    .where('payment_id', '=', payment.id)
    .forUpdate()
    .executeTakeFirst()
  if (!recording) return
  if (isWhole && recording.tries === 0 && recording.recorded_at === null) {
    await trx
      .updateTable('recordings')
      .set({ next_try_at: null, last_error: null })
      .where('payment_id', '=', payment.id)
      .execute()
    return
  }
  const undoing = {
    paymentId: payment.id,
    cause: refund.kind === 'void' ? ('void' as const) : ('refund' as const),
    sourceId: refund.id,
    amountCents: refund.amount_cents,
    reopens: refund.reopens === 1,
    receiptNumber: refund.transaction_id!,
  }
  await insertUndoings(trx, [undoing], now)
}

/** The clerk's task ends when all that came too late has gone back. */
async function endLateness(trx: Trx, { original_id }: Refund): Promise<void> {
  const { cents } = await trx
    .selectFrom('refunds')
    .select(({ fn }) => fn.sum('amount_cents').as('cents'))
    .where('original_id', '=', original_id)
    .where('status', '=', 'approved')
    .executeTakeFirstOrThrow()
  await trx
    .updateTable('attempts')
    .set({ late_at: null })
    .where('transaction_id', '=', original_id)
    .where('amount_cents', '<=', Number(cents ?? 0))
    .execute()
}

/**
 * A refund that had been given up turns out to have gone through. Another one that waits to be sent
 * gives way to it. False when all of the money had gone back, or is going back, in another way: then
 * too much has left, and only people can get it back.
 */
export async function makeRoom(trx: Trx, late: Refund, now: Date): Promise<boolean> {
  if (await hasRoom(trx, late)) return true
  const word = 'an earlier refund went through after all'
  await trx
    .updateTable('refunds')
    .set({ status: 'cancelled', last_word: word, look_at: null, updated_at: now })
    .where('original_id', '=', late.original_id)
    .where('status', '=', 'pending')
    .where('lost_at', 'is', null)
    .execute()
  return hasRoom(trx, late)
}

async function hasRoom(trx: Trx, late: Refund): Promise<boolean> {
  const [{ cents }, original] = await Promise.all([
    trx
      .selectFrom('refunds')
      .select(({ fn }) => fn.sum('amount_cents').as('cents'))
      .where('original_id', '=', late.original_id)
      .where('id', '<>', late.id)
      .where('status', 'in', REFUND_COUNTS)
      .executeTakeFirstOrThrow(),
    trx
      .selectFrom('attempts')
      .select('amount_cents')
      .where('transaction_id', '=', late.original_id)
      .executeTakeFirstOrThrow(),
  ])
  return Number(cents ?? 0) + late.amount_cents <= original.amount_cents
}
