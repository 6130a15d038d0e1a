import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import type { DocumentKind } from '../splynx/splynx.ts'
import { type OpenResult, openPayment } from './open-payment.ts'

export interface ClerkPayment {
  customerId: number
  document: { kind: DocumentKind; id: number }
  /** What the clerk saw and confirmed. */
  expectedCents: number
  methodId: number
  actor: string
  requestKey: string
  /** Of a card that was just typed in. */
  securityCode?: string
}

/** A clerk pays one document by a method of its customer, who asked for it by phone. */
export async function payForCustomer(
  context: Context,
  { document, ...request }: ClerkPayment,
): Promise<OpenResult> {
  const result = await openPayment(context, { ...request, target: { document }, channel: 'clerk' })
  if (result.kind === 'opened') {
    await recordAudit(context.db, {
      at: context.now(),
      actor: request.actor,
      action: 'payment.opened',
      subject: `payment:${result.paymentId}`,
      details: {
        customerId: request.customerId,
        document: `${document.kind}:${document.id}`,
        amountCents: request.expectedCents,
        methodId: request.methodId,
      },
    })
  }
  return result
}
