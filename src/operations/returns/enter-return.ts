import type { Context } from '../../context.ts'
import { findPayment } from '../../db/payments.ts'
import { scrub } from '../../gateway/scrub.ts'
import { type TakeResult, takeReturn } from './take-return.ts'

export interface EnteredReturn {
  paymentId: string
  code: string
  returnedAt: Date
  evidence: string
  actor: string
  address: string
}

/**
 * A return or a notice of change that came by phone or mail, with the effects of one from the report.
 * When the report has it later under the same code, it is the same.
 */
export async function enterReturn(
  context: Context,
  { paymentId, code, returnedAt, evidence: typed, actor, address }: EnteredReturn,
): Promise<TakeResult | { kind: 'no_debit' }> {
  const payment = await findPayment(context.db, paymentId)
  if (!payment?.transaction_id || payment.method_kind !== 'bank') return { kind: 'no_debit' }
  const evidence = scrub(typed)
  return takeReturn(context, {
    transactionId: payment.transaction_id,
    code,
    returnedAt,
    source: 'person',
    actor,
    evidence,
    audit: {
      at: context.now(),
      actor,
      action: 'return.entered',
      subject: `payment:${paymentId}`,
      details: { code, returnedAt: returnedAt.toISOString(), evidence },
      address,
    },
  })
}
