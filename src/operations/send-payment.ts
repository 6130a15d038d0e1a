import { claimPayments } from '../db/claims.ts'
import { findMethod } from '../db/methods.ts'
import { findPayment, lowerAmount, movePayments } from '../db/payments.ts'
import { findRunStatus } from '../db/runs.ts'
import { isSafeMode } from '../db/safe-mode.ts'
import type { Payment } from '../db/schema.ts'
import { transact } from '../db/transact.ts'
import type { Outcome } from '../domain/outcome.ts'
import { isTooLate } from '../domain/patience.ts'
import { SKIP_LABEL } from '../domain/run.ts'
import { createTransactionId } from '../gateway/transaction-id.ts'
import type { WorkerContext } from '../worker-context.ts'
import { noticeSilence } from './breaker.ts'
import { finishRun } from './finish-run.ts'
import { makeReady } from './sending/instruments.ts'
import { leaseMs } from './sending/sender.ts'
import { terminalsOf } from './sending/terminals.ts'

/** What came of it: the gateway's outcome, or why nothing was sent. */
export type SendResult =
  | Outcome
  /** Somebody else has it, or it is over, or its run does not go on. */
  | { kind: 'left_alone'; because: string }
  | { kind: 'cancelled'; because: string }

/**
 * Sends a payment that waits, once, however often it is called. The amount is read from Splynx again
 * right before: what was paid meanwhile is not charged, what got smaller is charged for what is due.
 * Rejects with `SplynxError` when Splynx cannot be asked; then nothing has been sent.
 */
export async function sendPayment(context: WorkerContext, paymentId: string): Promise<SendResult> {
  const { db, now, config, bell } = context
  const payment = await findPayment(db, paymentId)
  if (payment?.status !== 'pending') {
    return { kind: 'left_alone', because: payment?.status ?? 'no such payment' }
  }
  const runStatus = payment.run_id === null ? undefined : await findRunStatus(db, payment.run_id)
  if (runStatus === 'paused') return { kind: 'left_alone', because: 'its run is paused' }
  if (runStatus === 'cancelled') return cancel(context, payment, 'The run was cancelled')

  if (isTooLate(payment.channel, now().getTime() - payment.created_at.getTime())) {
    return cancel(context, payment, 'It waited too long and was not sent')
  }
  if (await isSafeMode(db)) return { kind: 'left_alone', because: 'safe mode is on' }
  const method = await findMethod(db, payment.method_id)
  const readiness = method && makeReady(context, method, payment.channel)
  if (readiness?.kind !== 'ready') {
    return cancel(context, payment, SKIP_LABEL[readiness?.reason ?? 'no_method'])
  }
  const dueCents = await readDueCents(context, payment)
  if (dueCents === null) return cancel(context, payment, 'Paid, pending or deleted in Splynx')
  if (dueCents < payment.amount_cents && !(await lowerAmount(db, payment, dueCents, now()))) {
    return cancel(context, payment, 'The document got smaller after a message about it')
  }

  const terminalOf = await terminalsOf(context, [payment.partner_id])
  const options = { now: now(), leaseMs: leaseMs(config), createTransactionId, terminalOf }
  const [claim] = await transact(db, (trx) => claimPayments(trx, [payment.id], options))
  if (!claim) return { kind: 'left_alone', because: 'somebody else has it' }
  const { sendAttended, sendRuns } = context
  const sender = payment.run_id === null ? sendAttended : sendRuns
  const sent = await sender.send(claim, readiness.instrument)
  const { outcome } = sent
  await noticeSilence(context, [sent])
  if (outcome.kind === 'approved') await bell.ring('record-payment', { paymentIds: [payment.id] })
  if (payment.run_id !== null) await finishRun(context, payment.run_id)
  return outcome
}

/** What may still be charged; null when the document is not open any more. */
async function readDueCents(context: WorkerContext, payment: Payment): Promise<number | null> {
  if (payment.purpose === 'refill' || payment.document_id === null) return payment.amount_cents
  const splynx = payment.run_id === null ? context.splynxAttended : context.splynx
  const document = await splynx.findDocument(payment.purpose, payment.document_id)
  const isOpen =
    document?.status === 'not_paid' &&
    document.dueCents > 0 &&
    document.customerId === payment.customer_id
  return isOpen ? document.dueCents : null
}

async function cancel(
  context: WorkerContext,
  payment: Payment,
  because: string,
): Promise<SendResult> {
  const { db, now } = context
  const move = {
    id: payment.id,
    to: 'cancelled' as const,
    from: ['pending'] as const,
    changes: { reason: because, look_at: null },
    actor: 'worker',
    reason: because,
  }
  await transact(db, (trx) => movePayments(trx, [move], now()))
  if (payment.run_id !== null) await finishRun(context, payment.run_id)
  return { kind: 'cancelled', because }
}
