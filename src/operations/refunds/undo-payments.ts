import { DateTime } from 'luxon'
import type { Context } from '../../context.ts'
import { writeRecorded } from '../../db/recordings.ts'
import type { Payment } from '../../db/schema.ts'
import {
  chooseNegative,
  claimUndoings,
  NEGATIVE_PAYMENT,
  type UndoingClaim,
  writeUndoingFailure,
  writeUndone,
} from '../../db/undoings.ts'
import type { NewPayment } from '../../splynx/splynx.ts'
import { paymentTypeOf, recordingLeaseMs } from '../record-payments.ts'

/** What came of one try: Splynx shows it, or why not yet. */
type Result = { how: string; splynxPaymentId?: number } | Failure
type Failure = { cause: string; isRefused: boolean }

/**
 * Makes Splynx show that money went back: the step after the money, repeated until it succeeds. A
 * payment that is undone as a whole and whose document is to be paid again is deleted, which puts
 * document, transactions and balance right (Splynx facts §3.9). A part, or what Splynx will not
 * delete, becomes a negative payment, found again by its receipt number before it is created.
 * Returns how many are done and how many have to wait.
 */
export async function undoPayments(
  context: Context,
  undoingIds: readonly number[],
): Promise<{ done: number; waiting: number }> {
  const { db, config, now } = context
  const leaseMs = recordingLeaseMs(config)
  const claims = await claimUndoings(db, undoingIds, { now: now(), leaseMs })
  const results = await Promise.all(claims.map((claim) => finish(context, claim)))
  const done = results.filter(Boolean).length
  return { done, waiting: results.length - done }
}

async function finish(context: Context, claim: UndoingClaim): Promise<boolean> {
  const { db, now } = context
  const result = await tryOne(context, claim).catch(noAnswer)
  if ('cause' in result) {
    await noteFailure(context, claim, result)
    return false
  }
  await writeUndone(db, claim, result, now())
  return true
}

/** Reads of Splynx reject when it cannot be asked. What else goes wrong is nobody's to try again. */
function noAnswer(error: unknown): Failure {
  if (error instanceof Error && error.name === 'SplynxError') {
    return { cause: error.message, isRefused: false }
  }
  throw error
}

const notYet = (cause: string): Failure => ({ cause, isRefused: false })

async function tryOne(context: Context, claim: UndoingClaim): Promise<Result> {
  const { undoing, payment, recording, isWhole } = claim
  if (undoing.how === NEGATIVE_PAYMENT) return addNegative(context, claim)
  // A part that went back before Splynx had the whole.
  if (payment.status === 'approved') return notYet('Splynx does not have the payment yet')
  const isBeingRecorded = (recording?.lease_until?.getTime() ?? 0) > context.now().getTime()
  if (!recording?.recorded_at && isBeingRecorded) return notYet('It is being recorded right now')

  const found = await context.splynx.findPaymentByReceipt(payment.transaction_id!)
  if (!recording?.recorded_at) {
    if (!found) return neverThere(context, claim)
    await writeRecorded(context.db, [foundLate(payment, found.id)], context.now())
  }
  if (!isWhole || undoing.reopens === 0) return addNegative(context, claim)
  // An earlier try deleted it and its answer got lost, or somebody deleted it by hand.
  if (!found) return { how: 'the payment is not there any more, the document is open' }
  return deletePayment(context, claim, found.id)
}

const foundLate = ({ id }: Payment, splynxPaymentId: number) => ({
  paymentId: id,
  splynxPaymentId,
  reason: 'found in Splynx',
})

/**
 * Nobody has heard from Splynx that it took the payment, and it does not find it. A request to record
 * it may still be under way as long as a recording may take; nobody sends another since the money
 * went back.
 */
function neverThere({ config, now }: Context, { undoing }: UndoingClaim): Result {
  const quietMs = now().getTime() - undoing.created_at.getTime()
  return quietMs < recordingLeaseMs(config)
    ? notYet('Splynx does not have the payment; it may still be arriving')
    : { how: 'nothing to undo, it never had the payment' }
}

async function deletePayment(context: Context, claim: UndoingClaim, id: number): Promise<Result> {
  const result = await context.splynx.deletePayment(id)
  switch (result.kind) {
    case 'deleted':
      return { how: `payment ${id} deleted, the document is open` }
    case 'not_found':
      return { how: `payment ${id} is not there any more, the document is open` }
    case 'unknown':
      return notYet(result.cause)
    case 'refused':
      return addNegative(context, claim)
  }
}

async function addNegative(context: Context, claim: UndoingClaim): Promise<Result> {
  const { undoing } = claim
  const { db, splynx, settings } = context
  if (undoing.how !== NEGATIVE_PAYMENT) await chooseNegative(db, undoing)
  if (undoing.tries > 1) {
    const earlier = await findEarlier(context, claim)
    if (earlier) return earlier
  }
  const paymentType = paymentTypeOf(claim.payment, await settings.of(claim.payment.partner_id))
  const result = await splynx.createPayment(negativeFor(context, claim, paymentType))
  switch (result.kind) {
    case 'created':
      return { how: `negative payment ${result.id}`, splynxPaymentId: result.id }
    case 'duplicate':
      return (
        (await findEarlier(context, claim)) ?? {
          cause: 'Splynx says that it has the receipt number, and does not find it',
          isRefused: true,
        }
      )
    case 'refused':
      return { cause: result.cause, isRefused: true }
    case 'unknown':
      return notYet(result.cause)
  }
}

/** A negative payment that an earlier try left in Splynx. */
async function findEarlier({ splynx }: Context, { undoing }: UndoingClaim): Promise<Result | null> {
  const found = await splynx.findPaymentByReceipt(undoing.receipt_number)
  if (!found) return null
  return found.amountCents === -undoing.amount_cents
    ? { how: `negative payment ${found.id}, from an earlier try`, splynxPaymentId: found.id }
    : { cause: 'Splynx has this receipt number with another amount', isRefused: true }
}

const WHAT = { void: 'Void', refund: 'Refund', return: 'Returned debit' } as const

function negativeFor(
  { config, now }: Context,
  { undoing, payment }: UndoingClaim,
  paymentType: number,
): NewPayment {
  const { purpose, document_id } = payment
  const isLinked = undoing.reopens === 1 && purpose !== 'refill' && document_id !== null
  const isCard = payment.method_kind === 'card'
  return {
    customerId: payment.customer_id,
    ...(isLinked ? { document: { kind: purpose, id: document_id } } : {}),
    amountCents: -undoing.amount_cents,
    date: DateTime.fromJSDate(now(), { zone: config.TZ }).toISODate() ?? '',
    receiptNumber: undoing.receipt_number,
    paymentType,
    comment: `${WHAT[undoing.cause]} of payment ${payment.transaction_id}, ${
      isCard ? 'card' : 'bank account'
    } ending in ${payment.last4}`,
  }
}

async function noteFailure(
  { db, log, bell, now }: Context,
  claim: UndoingClaim,
  failure: Failure,
): Promise<void> {
  const { undoing } = claim
  const at = now()
  const nextTryAt = await writeUndoingFailure(db, claim, failure, at)
  const level = failure.isRefused || undoing.tries > 3 ? 'error' : 'warn'
  const { payment_id: paymentId, tries } = undoing
  log[level]({ paymentId, tries, ...failure }, 'Splynx does not show yet that money went back')
  const delayMs = nextTryAt.getTime() - at.getTime()
  if (!failure.isRefused) await bell.ring('undo-payment', { undoingIds: [undoing.id] }, { delayMs })
}
