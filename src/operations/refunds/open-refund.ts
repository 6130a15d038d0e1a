import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { isBreakerOpen } from '../../db/breaker.ts'
import { findPayment } from '../../db/payments.ts'
import {
  findRefundByRequestKey,
  findRefundUnderWay,
  insertRefund,
  lockRefundable,
  type Refundable,
} from '../../db/refunds.ts'
import { isSafeMode } from '../../db/safe-mode.ts'
import type { NewRefund, Payment, Role } from '../../db/schema.ts'
import { type Trx, transact } from '../../db/transact.ts'
import {
  isRefundKind,
  planRefund,
  type RefundKind,
  type RefundLimits,
  type RefundPlan,
  type RefundRole,
  rolesThatMayRefund,
} from '../../domain/refund.ts'
import { scrub } from '../../gateway/scrub.ts'
import { RING_GETS_LOST_MS } from '../open-payment.ts'
import { createPaymentId } from '../payment-id.ts'

export interface RefundRequest {
  paymentId: string
  /** Names an approval that came too late; without it the payment's own money goes back. */
  originalId?: string
  amountCents: number
  /** What the clerk was told would happen at the gateway. */
  expectedKind: RefundKind
  /** The document is to be paid again. */
  reopens: boolean
  reason: string
  actor: string
  role: Role
  /** From the form: posting it twice finds the first refund. */
  requestKey: string
  address: string
}

export type OpenRefundResult =
  | { kind: 'opened'; refundId: string }
  /** The same form was posted before. */
  | { kind: 'repeated'; refundId: string }
  /** Another refund of the payment is not over yet. */
  | { kind: 'under_way'; refundId: string }
  /** The payment holds no money that could go back. */
  | { kind: 'nothing_taken' }
  | RefundProblem
  /** The gateway answers nobody at the moment. */
  | { kind: 'gateway_away' }
  /** Safe mode: what was given back before has to be found out first. */
  | { kind: 'safe_mode' }

export type RefundProblem =
  /** Only as a whole: the payment's approval came too late, so nothing of it may stay. */
  | { kind: 'whole_only'; cents: number }
  /** It would happen in another way than the clerk was told, or not yet. */
  | { kind: 'plan_changed'; plan: RefundPlan }
  | { kind: 'above_limit'; limitRoles: RefundRole[] }

/**
 * The door for a refund, which a person of staff asks for. All that it rests on is read under the
 * payment's lock, so that two people at once cannot give back more than was taken. Stores it, then
 * rings.
 */
export async function openRefund(
  context: Context,
  request: RefundRequest,
): Promise<OpenRefundResult> {
  const { db, bell } = context
  const repeated = await findRefundByRequestKey(db, request.requestKey)
  if (repeated) return answerToRepeat(repeated, request)
  if (await isSafeMode(db)) return { kind: 'safe_mode' }
  if (await isBreakerOpen(db)) return { kind: 'gateway_away' }
  const limits = await refundLimitsOf(context, await findPayment(db, request.paymentId))
  const result = await transact(db, (trx) => store(trx, context, { ...request, limits }))
  if (result.kind === 'opened') await bell.ring('send-refund', { refundId: result.refundId })
  return result
}

/** How much of one payment each role may give back, by the settings of the payment's partner. */
export async function refundLimitsOf(
  { settings }: Pick<Context, 'settings'>,
  payment: Pick<Payment, 'partner_id'> | undefined,
): Promise<Required<RefundLimits>> {
  const { refundLimitClerkCents: clerk, refundLimitManagerCents: manager } = await settings.of(
    payment?.partner_id ?? null,
  )
  return { clerk, manager }
}

/** A key that another payment's refund carries was not made by our form. */
const answerToRepeat = (
  { id, payment_id }: { id: string; payment_id: string },
  { paymentId }: RefundRequest,
): OpenRefundResult =>
  payment_id === paymentId ? { kind: 'repeated', refundId: id } : { kind: 'nothing_taken' }

async function store(
  trx: Trx,
  context: Context,
  request: RefundRequest & { limits: RefundLimits },
): Promise<OpenRefundResult> {
  const refundable = await lockRefundable(trx, request.paymentId, request.originalId)
  // The one that held the lock may have been this form's first post, or another refund.
  const repeated = await findRefundByRequestKey(trx, request.requestKey)
  if (repeated) return answerToRepeat(repeated, request)
  const underWay = await findRefundUnderWay(trx, request.paymentId)
  if (underWay) return { kind: 'under_way', refundId: underWay.id }
  if (!refundable) return { kind: 'nothing_taken' }
  const problem = problemOfRefund(context, refundable, request)
  if (problem) return problem

  const row = rowOf(context, refundable, request)
  if (!(await insertRefund(trx, row))) return { kind: 'nothing_taken' }
  await recordAudit(trx, {
    at: row.created_at,
    actor: request.actor,
    action: 'refund.opened',
    subject: `payment:${request.paymentId}`,
    details: {
      refundId: row.id,
      kind: row.kind,
      amountCents: row.amount_cents,
      reopens: request.reopens,
      reason: row.reason,
    },
    address: request.address,
  })
  return { kind: 'opened', refundId: row.id }
}

/** What speaks against such a refund now. Without an expected kind the program's choice is fine. */
export function problemOfRefund(
  { now, config }: Context,
  { facts, isLate }: Refundable,
  {
    amountCents,
    expectedKind,
    role,
    limits,
  }: Pick<RefundRequest, 'amountCents' | 'role'> & {
    expectedKind?: RefundKind
    limits: RefundLimits
  },
): RefundProblem | null {
  if (isLate && amountCents !== facts.takenCents) {
    return { kind: 'whole_only', cents: facts.takenCents }
  }
  const plan = planRefund(facts, amountCents, { now: now(), zone: config.TZ })
  if (!isRefundKind(plan.kind) || (expectedKind && plan.kind !== expectedKind)) {
    return { kind: 'plan_changed', plan }
  }
  const limitRoles = rolesThatMayRefund(facts.spokenForCents + amountCents, limits)
  return limitRoles.includes(role) ? null : { kind: 'above_limit', limitRoles }
}

function rowOf(
  { now }: Context,
  { payment, original }: Refundable,
  request: RefundRequest,
): NewRefund {
  const at = now()
  return {
    id: createPaymentId(at),
    payment_id: payment.id,
    original_id: original.transaction_id,
    kind: request.expectedKind,
    amount_cents: request.amountCents,
    currency: payment.currency,
    status: 'pending',
    reopens: request.reopens,
    reason: scrub(request.reason).slice(0, 255),
    actor: request.actor,
    request_key: request.requestKey,
    // The ring comes at once; the sweep looks again if it gets lost.
    look_at: new Date(at.getTime() + RING_GETS_LOST_MS),
    created_at: at,
    updated_at: at,
  }
}
