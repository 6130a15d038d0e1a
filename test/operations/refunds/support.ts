import { ulid } from 'ulid'
import { findPayment } from '../../../src/db/payments.ts'
import { findRefund, listRefundsOf } from '../../../src/db/refunds.ts'
import type { Payment } from '../../../src/db/schema.ts'
import { listUndoingsOf } from '../../../src/db/undoings.ts'
import type { Script } from '../../../src/gateway/bogus.ts'
import { recordPayments } from '../../../src/operations/record-payments.ts'
import {
  type OpenRefundResult,
  openRefund,
  type RefundRequest,
} from '../../../src/operations/refunds/open-refund.ts'
import { type TestContext, testContext } from '../../support/context.ts'
import { makeApproved, makeMethod, makePaymentOf } from '../../support/factories.ts'

// The test clock begins on Tuesday, November 24, 2026, 9 a.m. in Chicago: what is taken then settles
// on Wednesday at 6. Thursday is Thanksgiving, so a debit of Tuesday is final after Tuesday the 1st.
export const HOUR_MS = 3_600_000
export const TO_SETTLEMENT_MS = 21 * HOUR_MS
export const DAY_MS = 24 * HOUR_MS

interface Wishes {
  script?: Script
  kind?: 'card' | 'bank'
  isRecorded?: boolean
}

/** A paid invoice of 49.99, in Splynx unless said otherwise. */
export async function setup({ script, kind = 'card', isRecorded = true }: Wishes = {}) {
  const context = testContext(script ? { script } : {})
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId, kind })
  const made = await makePaymentOf(context, document, { method })
  const { attempt } = await makeApproved(context, made)
  if (isRecorded) await recordPayments(context, [made.id])
  const { id } = made
  return {
    context,
    document,
    method,
    paymentId: id,
    saleId: attempt.transaction_id,
    payment: async (): Promise<Payment> => (await findPayment(context.db, id))!,
    refunds: () => listRefundsOf(context.db, id),
    undoings: () => listUndoingsOf(context.db, id),
    documentNow: () => context.splynx.documents.get(`invoice:${document.id}`)!,
    open: (changes: Partial<RefundRequest> = {}) => openRefund(context, requestFor(id, changes)),
  }
}

export const requestFor = (
  paymentId: string,
  changes: Partial<RefundRequest> = {},
): RefundRequest => ({
  paymentId,
  amountCents: 4999,
  expectedKind: 'void',
  reopens: true,
  reason: 'Charged by mistake',
  actor: 'staff:clerk',
  role: 'clerk',
  requestKey: ulid(),
  address: '127.0.0.1',
  ...changes,
})

export function idOf(result: OpenRefundResult): string {
  if (result.kind !== 'opened') throw new Error(`a refund of a test was not opened: ${result.kind}`)
  return result.refundId
}

export const statusOf = async ({ db }: TestContext, refundId: string) =>
  (await findRefund(db, refundId))!.status

/** What the gateway was sent beside sales and checks. */
export const sentBack = ({ gateway }: TestContext) =>
  gateway.sent.filter(({ kind }) => kind !== 'sale' && kind !== 'check')
