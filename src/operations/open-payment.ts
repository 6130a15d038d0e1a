import { DateTime } from 'luxon'
import type { Context } from '../context.ts'
import { isBreakerOpen } from '../db/breaker.ts'
import { findMethod } from '../db/methods.ts'
import { findMissingDocuments } from '../db/missing-records.ts'
import { findPaymentByRequestKey, findPaymentUnderWay, insertPayments } from '../db/payments.ts'
import { judgeRefill, type RefillRefusal } from '../db/refills.ts'
import { isSafeMode } from '../db/safe-mode.ts'
import type { Method, NewPaymentRow, Payment } from '../db/schema.ts'
import { transact } from '../db/transact.ts'
import { findPaymentBeingUndone } from '../db/undoings.ts'
import type { Channel } from '../domain/payment.ts'
import type { SkipReason } from '../domain/run.ts'
import type { Customer, Document, DocumentKind } from '../splynx/splynx.ts'
import { putSecurityCode } from '../vault/security-codes.ts'
import { createPaymentId } from './payment-id.ts'
import { ringPayment } from './ring-payment.ts'
import { makeReady } from './sending/instruments.ts'

export interface PaymentRequest {
  customerId: number
  /** What is paid; a refill names the amount only. */
  target: { document: { kind: DocumentKind; id: number } } | { refillCents: number }
  /**
   * What the person saw and agreed to. A document that has grown since is not charged more, one that
   * has shrunk is refused with the new amount.
   */
  expectedCents: number
  methodId: number
  channel: Channel
  actor: string
  /** From the form: posting it twice finds the first payment. */
  requestKey: string
  /** Waits sealed for its one sale. */
  securityCode?: string
  /** Of a refill that starts by itself: how many the customer had when the balance was read. */
  refillsBefore?: number
}

export type OpenResult =
  | { kind: 'opened'; paymentId: string }
  /** The same form was posted before. */
  | { kind: 'repeated'; paymentId: string }
  /** The document has a payment under way already. */
  | { kind: 'under_way'; paymentId: string }
  | { kind: 'amount_changed'; dueCents: number }
  /** Paid, pending, deleted or not this customer's. */
  | { kind: 'not_open' }
  | { kind: 'method_useless'; reason: SkipReason; detail: string | null }
  /** So much may still be added to the balance today. */
  | { kind: 'over_daily_limit'; leftCents: number }
  /** Nobody to charge: the customer is not known or disabled. */
  | { kind: 'customer_useless' }
  /** The gateway answers nobody at the moment: nothing is taken in that could not be sent. */
  | { kind: 'gateway_away' }
  /** Safe mode: what was charged before has to be found out first. */
  | { kind: 'safe_mode' }

/**
 * The door for one payment that a person asked for, be it customer, clerk or link. Stores it, then
 * rings. Rejects with `SplynxError` when Splynx cannot be asked; then nothing has been stored.
 */
export async function openPayment(context: Context, request: PaymentRequest): Promise<OpenResult> {
  const { db, splynx } = context
  const repeated = await findPaymentByRequestKey(db, request.requestKey)
  if (repeated) return answerToRepeat(repeated, request)
  if (await isSafeMode(db)) return { kind: 'safe_mode' }
  if (await isBreakerOpen(db)) return { kind: 'gateway_away' }

  const [customer, document, method] = await Promise.all([
    splynx.findCustomer(request.customerId),
    'document' in request.target
      ? splynx.findDocument(request.target.document.kind, request.target.document.id)
      : undefined,
    findMethod(db, request.methodId),
  ])
  if (!customer || customer.status === 'disabled') return { kind: 'customer_useless' }
  if (!method || method.customer_id !== customer.id) {
    return { kind: 'method_useless', reason: 'no_method', detail: null }
  }
  const readiness = makeReady(context, method, request.channel)
  if (readiness.kind === 'useless') return { ...readiness, kind: 'method_useless' }

  if (document === null) return { kind: 'not_open' }
  if (document) {
    const underWay = await findPaymentUnderWay(db, document.kind, document.id)
    if (underWay && document.customerId === customer.id) {
      // The other half of a double click, a moment ago.
      const isSame = underWay.request_key === request.requestKey
      return { kind: isSame ? 'repeated' : 'under_way', paymentId: underWay.id }
    }
    // Splynx may show a document as open that an earlier payment is just being recorded for, and
    // undone, because its money went back.
    const undone = await findPaymentBeingUndone(db, document.kind, document.id)
    if (undone && document.customerId === customer.id) {
      return { kind: 'under_way', paymentId: undone }
    }
    const problem = problemOf(document, request)
    if (problem) return problem
    const missing = await findMissingDocuments(db, document.kind, [document.id])
    if (missing.has(document.id)) return { kind: 'not_open' }
  }
  return store(context, request, { customer, document, method })
}

/** A key that another customer's payment carries was not made by our form. */
const answerToRepeat = (payment: Payment, { customerId }: PaymentRequest): OpenResult =>
  payment.customer_id === customerId
    ? { kind: 'repeated', paymentId: payment.id }
    : { kind: 'not_open' }

function problemOf(document: Document, request: PaymentRequest): OpenResult | null {
  const isOpen = document.status === 'not_paid' && document.dueCents > 0
  if (!isOpen || document.customerId !== request.customerId) return { kind: 'not_open' }
  if (document.dueCents < request.expectedCents) {
    return { kind: 'amount_changed', dueCents: document.dueCents }
  }
  return null
}

interface Parts {
  customer: Customer
  document: Document | undefined
  method: Method
}

async function store(context: Context, request: PaymentRequest, parts: Parts): Promise<OpenResult> {
  const { db, now, config } = context
  const { customer, document, method } = parts
  const at = now()
  const row: NewPaymentRow = {
    id: createPaymentId(at),
    customer_id: customer.id,
    customer_name: customer.name.slice(0, 200),
    partner_id: customer.partnerId,
    purpose: document?.kind ?? 'refill',
    document_id: document?.id ?? null,
    document_number: document?.number ?? null,
    method_id: method.id,
    method_kind: method.kind,
    brand: method.brand,
    last4: method.last4,
    amount_cents: request.expectedCents,
    currency: config.CURRENCY,
    status: 'pending',
    channel: request.channel,
    actor: request.actor,
    request_key: request.requestKey,
    run_id: null,
    run_item_id: null,
    // The ring comes at once; the sweep looks again if it gets lost.
    look_at: new Date(at.getTime() + RING_GETS_LOST_MS),
    created_at: at,
    updated_at: at,
  }
  const refillWish = (dailyCents: number) => ({
    customerId: customer.id,
    amountCents: row.amount_cents,
    dailyCents,
    dayBegan: DateTime.fromJSDate(at, { zone: config.TZ }).startOf('day').toJSDate(),
    refillsBefore: request.refillsBefore,
  })
  // Before the row: once that is there, a worker may send it at any moment.
  if (request.securityCode) await putSecurityCode(context, row.id, request.securityCode)
  const { refillDailyCents } = await context.settings.of(customer.partnerId)
  const refusal = await transact(db, async (trx) => {
    const refused = document ? null : await judgeRefill(trx, refillWish(refillDailyCents))
    if (refused) return refused
    const taken = await insertPayments(trx, [row])
    return taken.has(row.id) ? null : ('taken' as const)
  })
  if (refusal) return whyRefused(context, request, document, refusal)
  await ringPayment(context, { id: row.id, purpose: row.purpose, run_id: null })
  return { kind: 'opened', paymentId: row.id }
}

export const RING_GETS_LOST_MS = 15_000

/** A unique key said no, or another refill is there by now: somebody was faster by a moment. */
async function whyRefused(
  { db }: Context,
  request: PaymentRequest,
  document: Document | undefined,
  refusal: RefillRefusal | 'taken',
): Promise<OpenResult> {
  const repeated = await findPaymentByRequestKey(db, request.requestKey)
  if (repeated) return answerToRepeat(repeated, request)
  if (refusal !== 'taken') return refusal
  const underWay = document && (await findPaymentUnderWay(db, document.kind, document.id))
  return underWay ? { kind: 'under_way', paymentId: underWay.id } : { kind: 'not_open' }
}
