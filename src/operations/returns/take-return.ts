import type { Context } from '../../context.ts'
import { type AuditEvent, recordAudit } from '../../db/audit.ts'
import { findAttempt } from '../../db/claims.ts'
import { type MailWishes, NO_MAILS } from '../../db/mails.ts'
import { insertEvents } from '../../db/payment-events.ts'
import { findPayment } from '../../db/payments.ts'
import { findRefundUnderWay, lockPayment } from '../../db/refunds.ts'
import { endLateApproval, noteChange, stopMethod, takeBack } from '../../db/return-effects.ts'
import { insertReturnFee } from '../../db/return-fees.ts'
import { confirmReturn, findReturnBy, insertReturn } from '../../db/returns.ts'
import type { Attempt, NewReturn, Payment } from '../../db/schema.ts'
import { type Trx, transact } from '../../db/transact.ts'
import { actBy, returnCodeOf } from '../../domain/return-codes.ts'
import { isNotice, planReturn, type ReturnFacts, type ReturnPlan } from '../../domain/returns.ts'
import { mailWishesFor } from '../mails/mail-wishes.ts'
import { mirrorMethods } from '../methods/mirror-methods.ts'
import { createPaymentId } from '../payment-id.ts'
import { ringUndoings } from '../refunds/ring-undoings.ts'
import { resolvePayments } from '../resolve-payments.ts'

/** A debit that came back, or a notice of change, however it was learned of. */
export interface Learned {
  transactionId: string
  code: string
  returnedAt: Date
  source: 'report' | 'person'
  actor: string
  /** What the report says of the amount and of corrected data. */
  amountCents?: number | null
  correction?: string | null
  /** Where a person saw or heard of it. */
  evidence?: string
  /** Written in the same transaction, if it is new. */
  audit?: AuditEvent
}

export type TakeResult =
  | { kind: 'taken'; returnId: string; isUndone: boolean }
  /** The same return was there before. */
  | { kind: 'known'; returnId: string }
  /** What became of the debit itself is just being found out. */
  | { kind: 'not_yet' }

/**
 * The one way from a return to its effects, however it was learned of: the payment is taken back,
 * Splynx is to open the document again, the account is stopped or flagged, a person gets a task, a fee
 * is charged. All in one transaction, and once for a transaction and a code.
 */
export async function takeReturn(context: Context, learned: Learned): Promise<TakeResult> {
  const { db, bell } = context
  const attempt = await findAttempt(db, learned.transactionId)
  if (attempt && !(await isDecided(context, attempt))) return { kind: 'not_yet' }
  const wishes = attempt ? await mailWishesFor(context, attempt.payment_id) : NO_MAILS
  const feeCents = await feeOf(context, attempt)
  const { result, payment, plan } = await transact(db, (trx) =>
    store(trx, context, { learned, wishes, feeCents }, attempt),
  )
  if (result.kind !== 'taken' || !payment) return result
  if (result.isUndone) await ringUndoings(context, payment.id)
  if (plan.isCharged && feeCents > 0) {
    await bell.ring('charge-return-fee', { returnIds: [result.returnId] })
  }
  if (plan.isStopped) void mirrorMethods(context, payment.customer_id, 'bank')
  return result
}

/** What a return of it costs the customer: the partner's fee as it is now. */
async function feeOf({ db, settings }: Context, attempt: Attempt | undefined): Promise<number> {
  const payment = attempt && (await findPayment(db, attempt.payment_id))
  return (await settings.of(payment?.partner_id ?? null)).returnFeeCents
}

/**
 * What comes back was accepted before. A payment that is still unknown is settled first, by the same
 * record or by the gateway.
 */
async function isDecided(context: Context, attempt: Attempt): Promise<boolean> {
  const isOpen = ['sending', 'unknown', 'review'].includes(attempt.status)
  if (!isOpen || attempt.kind !== 'check') return true
  const { payment_id } = attempt
  const { decided } = await resolvePayments(context, [payment_id], {
    actor: 'report',
    isAsked: true,
  })
  return decided === 1
}

async function store(
  trx: Trx,
  context: Context,
  { learned, wishes, feeCents }: { learned: Learned; wishes: MailWishes; feeCents: number },
  found: Attempt | undefined,
): Promise<{ result: TakeResult; payment?: Payment; plan: ReturnPlan }> {
  const at = context.now()
  // The lock of everything that moves a payment's money.
  const payment = found && (await lockPayment(trx, found.payment_id))
  const attempt = found && (await findAttempt(trx, found.transaction_id))
  const plan = planReturn(await factsOf(trx, learned.code, attempt, payment))
  const row = rowOf(context, learned, plan, payment, attempt)
  if (!(await insertReturn(trx, row))) {
    const known = (await findReturnBy(trx, learned))!
    if (learned.source === 'report') {
      await confirmReturn(trx, known.id, {
        reportedAt: at,
        correction: learned.correction ?? null,
      })
    }
    return { result: { kind: 'known', returnId: known.id }, plan }
  }
  if (payment && attempt) {
    await takeEffect(trx, context, { row, payment, attempt, plan, learned, wishes, feeCents })
  }
  if (learned.audit) await recordAudit(trx, learned.audit)
  return {
    result: { kind: 'taken', returnId: row.id, isUndone: plan.isUndone },
    payment,
    plan,
  }
}

async function factsOf(
  trx: Trx,
  code: string,
  attempt: Attempt | undefined,
  payment: Payment | undefined,
): Promise<ReturnFacts> {
  if (!attempt || !payment) return { code, attempt: null, status: null, refund: 'none' }
  const isCurrent = attempt.transaction_id === payment.transaction_id
  const refund = (await findRefundUnderWay(trx, payment.id))
    ? 'under_way'
    : payment.refunded_cents > 0
      ? 'part'
      : 'none'
  return { code, attempt: { kind: attempt.kind, isCurrent }, status: payment.status, refund }
}

function rowOf(
  { now }: Context,
  learned: Learned,
  plan: ReturnPlan,
  payment: Payment | undefined,
  attempt: Attempt | undefined,
): NewReturn {
  const at = now()
  const { transactionId, code, returnedAt, source, actor } = learned
  return {
    id: createPaymentId(at),
    transaction_id: transactionId,
    code,
    payment_id: payment?.id ?? null,
    customer_id: payment?.customer_id ?? null,
    amount_cents: attempt?.amount_cents ?? learned.amountCents ?? null,
    returned_at: returnedAt,
    source,
    reported_at: source === 'report' ? at : null,
    actor,
    evidence: learned.evidence?.slice(0, 255) ?? null,
    is_undone: plan.isUndone,
    is_stopped: plan.isStopped,
    note: plan.note,
    correction: learned.correction ?? null,
    task: plan.task,
    act_by: plan.task === null ? null : actBy(code, returnedAt),
    created_at: at,
  }
}

interface Effect {
  row: NewReturn
  payment: Payment
  attempt: Attempt
  plan: ReturnPlan
  learned: Learned
  wishes: MailWishes
  feeCents: number
}

async function takeEffect(
  trx: Trx,
  { now }: Context,
  { row, payment, attempt, plan, learned, wishes, feeCents }: Effect,
): Promise<void> {
  const at = now()
  const { code, actor } = learned
  const { meaning, action } = returnCodeOf(code)
  const reason = `${isNotice(code) ? 'notice of change' : 'returned'} ${code}: ${meaning}`
  if (plan.isUndone) {
    const undone = { returnId: row.id, returnedAt: row.returned_at, payment, actor, reason }
    await takeBack(trx, undone, at, wishes)
  } else {
    const event = { paymentId: payment.id, from: null, to: null, actor, reason }
    await insertEvents(trx, [{ ...event, transactionId: attempt.transaction_id }], at)
  }
  if (attempt.late_at !== null && attempt.kind === 'check' && !isNotice(code)) {
    await endLateApproval(trx, attempt.transaction_id)
  }
  if (plan.isStopped) {
    const why = `Its bank returned a debit: ${meaning}`
    const isRevoked = action === 'revoke'
    await stopMethod(trx, { methodId: attempt.method_id, reason: why, isRevoked }, at)
  }
  if (plan.task === 'change') await noteChange(trx, attempt.method_id, at)
  if (plan.isUndone && plan.isCharged && feeCents > 0) {
    await insertReturnFee(trx, { returnId: row.id, payment, amountCents: feeCents }, at)
  }
}
