import type { Context } from '../../context.ts'
import { findMethod } from '../../db/methods.ts'
import { cancelWaitingRefund, claimRefund, type RefundClaim } from '../../db/refund-claims.ts'
import { writeRefundOutcomes } from '../../db/refund-outcomes.ts'
import { findRefund, findRefundable, type Refundable } from '../../db/refunds.ts'
import type { Method, Refund } from '../../db/schema.ts'
import type { JournalMessage } from '../../domain/journal.ts'
import type { Outcome } from '../../domain/outcome.ts'
import { patienceOf } from '../../domain/patience.ts'
import { isSettled, REFUND_GIVEN_UP_MS } from '../../domain/refund.ts'
import { createTransactionId } from '../../gateway/transaction-id.ts'
import { mailWishesFor } from '../mails/mail-wishes.ts'
import { noteMessages } from '../sending/note-messages.ts'
import { checkNumberOf } from '../sending/sender.ts'
import { untilWritten } from '../sending/until-written.ts'
import { judgeVoid } from './judge-void.ts'
import { ringUndoings } from './ring-undoings.ts'

/** A claimed refund is sent at once, so its lease need only outlive the exchange and an inquiry. */
const leaseMs = ({ GATEWAY_TIMEOUT_MS }: Context['config']) => 2 * GATEWAY_TIMEOUT_MS + 30_000

/**
 * Sends a refund that waits, once, however often it is called. Whether the saved card or account may
 * still be charged does not matter here: an expired or disabled one can be paid back.
 * Returns what came of it, in a word.
 */
export async function sendRefund(context: Context, refundId: string): Promise<string> {
  const { db, now, config, log } = context
  const refund = await findRefund(db, refundId)
  if (refund?.status !== 'pending') return `left alone: ${refund?.status ?? 'no such refund'}`
  const parts = await makeReady(context, refund)
  if ('because' in parts) {
    await cancelWaitingRefund(db, refundId, { actor: 'worker', because: parts.because }, now())
    return `cancelled: ${parts.because}`
  }
  const options = { now: now(), leaseMs: leaseMs(config), createTransactionId }
  const claim = await claimRefund(db, refundId, options)
  if (!claim) return 'left alone: somebody else has it'

  const outcome = await exchange(context, claim, parts)
  const learned = { claim, ...(await judgeVoid(context, claim, outcome)), ...BY_ANSWER }
  const [settled = null] = await untilWritten(context, async () => {
    const wishes = await mailWishesFor(context, refund.payment_id)
    return writeRefundOutcomes(db, [learned], now(), patienceOf(config), wishes)
  })
  if (learned.outcome.kind === 'approved' && settled !== 'approved') {
    log.error({ refundId, settled }, 'a refund went through and could not be noted')
  }
  if (settled === 'approved') await ringUndoings(context, refund.payment_id)
  return settled ?? 'decided otherwise meanwhile'
}

const BY_ANSWER = { actor: 'gateway', source: 'answer' } as const

/** All that a message needs: once it is claimed, nothing may fail any more. */
interface Parts extends Refundable {
  method: Method
  token: string
}

async function makeReady(context: Context, refund: Refund): Promise<Parts | { because: string }> {
  const { db } = context
  const refundable = await findRefundable(db, refund.payment_id, refund.original_id)
  if (!refundable) return { because: 'The payment holds no money any more' }
  const because = troubleOf(context, refund, refundable)
  if (because) return { because }
  const method = await findMethod(db, refundable.original.method_id)
  const token = method && openToken(context, method)
  return method && token ? { ...refundable, method, token } : { because: NO_TOKEN }
}

const NO_TOKEN =
  "Its saved card or account cannot be used any more. Give it back in the gateway's virtual terminal"

function openToken({ vault, log }: Context, method: Method): string | null {
  try {
    return vault.openToken(method.token_sealed)
  } catch {
    log.error({ methodId: method.id }, 'a token cannot be opened: is a key missing in APP_KEYS?')
    return null
  }
}

/** Why it is not sent any more. A void of which an answer got lost is always followed up. */
function troubleOf({ now }: Context, refund: Refund, { facts }: Refundable): string | null {
  if (refund.lost_at !== null) return null
  if (now().getTime() - refund.created_at.getTime() > REFUND_GIVEN_UP_MS) {
    return 'It waited for a day and was not sent'
  }
  const others = { ...facts, spokenForCents: facts.spokenForCents - refund.amount_cents }
  return refund.kind === 'void' && isSettled(others, now())
    ? 'The payment settled before it could be voided. It can be given back by credit'
    : null
}

/** Notes it outside MySQL, then lets it leave, unless so much time has passed that others took over. */
async function exchange(context: Context, claim: RefundClaim, parts: Parts): Promise<Outcome> {
  const { config, now } = context
  await noteMessages(context, [journalMessageOf(context, claim, parts)])
  const ageMs = now().getTime() - claim.attempt.sent_at.getTime()
  return ageMs > leaseMs(config) - 2 * config.GATEWAY_TIMEOUT_MS
    ? { kind: 'unreached', cause: 'it waited too long for its turn' }
    : submit(context, claim, parts)
}

const journalMessageOf = (
  { config }: Context,
  { refund, attempt }: RefundClaim,
  { payment, method }: Parts,
): JournalMessage => ({
  transactionId: attempt.transaction_id,
  kind: attempt.kind,
  paymentId: payment.id,
  customerId: payment.customer_id,
  purpose: payment.purpose,
  documentId: payment.document_id,
  documentNumber: payment.document_number,
  amountCents: attempt.amount_cents,
  methodId: method.id,
  fingerprint: method.fingerprint,
  channel: payment.channel,
  runId: payment.run_id,
  terminal: attempt.terminal_id ?? config.IPPAY_TERMINAL_ID,
  sentAt: attempt.sent_at,
  refund: { id: refund.id, originalId: refund.original_id, reopens: refund.reopens === 1 },
})

function submit(
  { gateway }: Context,
  { refund, attempt }: RefundClaim,
  { payment, original, method, token }: Parts,
): Promise<Outcome> {
  const { amount_cents: amountCents } = refund
  const { terminal_id: terminalId } = attempt
  if (refund.kind === 'void') {
    const { transaction_id: transactionId, approval_code: approvalCode } = original
    return gateway.void({ transactionId, terminalId, amountCents, token, approvalCode })
  }
  const message = {
    transactionId: attempt.transaction_id,
    terminalId,
    amountCents,
    token,
    orderNumber: payment.document_number ?? 'REFILL',
    // The payment it belongs to: that is how the gateway's reports name it.
    paymentReference: payment.id,
  }
  if (refund.kind === 'credit') return gateway.credit(message)
  return gateway.reversal({
    ...message,
    // The entry goes out under the authorization of the debit that it gives back.
    channel: payment.channel,
    holderName: method.holder_name,
    accountType: method.account_type ?? 'checking',
    checkNumber: checkNumberOf(refund.id),
    ...(method.postal_code ? { postalCode: method.postal_code } : {}),
  })
}
