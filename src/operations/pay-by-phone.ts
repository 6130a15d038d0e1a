import type { Context } from '../context.ts'
import { findPaymentByRequestKey } from '../db/payments.ts'
import { isSafeMode } from '../db/safe-mode.ts'
import type { CardDetails } from '../gateway/gateway.ts'
import { addCard } from './add-card.ts'
import type { AddResult, Consent } from './methods/store-method.ts'
import type { OpenResult } from './open-payment.ts'
import { type ClerkPayment, payForCustomer } from './pay-for-customer.ts'

export interface PhonePayment extends Omit<ClerkPayment, 'methodId' | 'securityCode'> {
  /** As the customer says it. The number and the code are in memory for this call. */
  card: CardDetails & { securityCode: string }
  /** What the customer agreed to on the phone; null for a card that serves this payment alone. */
  consent: Consent | null
}

export type PhoneResult = OpenResult | Exclude<AddResult, { kind: 'added' }>

/**
 * A clerk types the card of a customer who is on the phone, and one document is charged with it. The
 * gateway hears PHONE ORDER. A form that was sent before does not show its card to the gateway again.
 */
export async function payByPhone(
  context: Context,
  { card, consent, ...payment }: PhonePayment,
): Promise<PhoneResult> {
  const { customerId, actor, requestKey } = payment
  const earlier = await findPaymentByRequestKey(context.db, requestKey)
  if (earlier) {
    return earlier.customer_id === customerId
      ? { kind: 'repeated', paymentId: earlier.id }
      : { kind: 'not_open' }
  }
  if (await isSafeMode(context.db)) return { kind: 'safe_mode' }
  const keep = consent ? 'saved' : 'one_time'
  const added = await addCard(context, { customerId, actor, card, keep, consent })
  if (added.kind !== 'added') return added
  const { securityCode } = card
  return payForCustomer(context, { ...payment, methodId: added.methodId, securityCode })
}
