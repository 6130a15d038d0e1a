import type { Context as HonoContext } from 'hono'
import { CONSENT_VERSION, SINGLE_DEBIT_VERSION } from '../../../views/portal/consent.ts'
import type { Context } from '../../context.ts'
import { findPaymentByRequestKey } from '../../db/payments.ts'
import type { EntryLimits } from '../../middleware/entry-limits.ts'
import { addBankAccount } from '../../operations/add-bank-account.ts'
import { addCard } from '../../operations/add-card.ts'
import type { AddResult } from '../../operations/methods/store-method.ts'
import { type OpenResult, openPayment, type PaymentRequest } from '../../operations/open-payment.ts'
import { actorOf, type CustomerEnv } from '../env.ts'
import type { MethodChoice, NewBankAccount, NewCard } from './method-form.ts'
import { once } from './once.ts'

export type EntryResult = AddResult | { kind: 'too_many'; minutes: number }
export type SubmitResult = OpenResult | Exclude<EntryResult, { kind: 'added' }>

export interface Submission extends Pick<PaymentRequest, 'target' | 'expectedCents'> {
  requestKey: string
  choice: MethodChoice
}

/**
 * Makes the payment that a form asks for. A form that was sent before, or is being sent a second time
 * right now, leads to the same payment; its card is not shown to the gateway again.
 */
export function submitPayment(
  c: HonoContext<CustomerEnv>,
  context: Context,
  limits: EntryLimits,
  { requestKey, choice, ...request }: Submission,
): Promise<SubmitResult> {
  const { customer } = c.var
  const { customerId } = customer
  return once<SubmitResult>(context.redis, `${customerId}:${requestKey}`, async () => {
    const earlier = await findPaymentByRequestKey(context.db, requestKey)
    if (earlier) {
      return earlier.customer_id === customerId
        ? { kind: 'repeated', paymentId: earlier.id }
        : { kind: 'not_open' }
    }
    const method = await enterMethod(c, context, limits, choice)
    if (method.kind !== 'added') return method
    return openPayment(context, {
      ...request,
      customerId,
      methodId: method.methodId,
      channel: 'customer',
      actor: actorOf(customer),
      requestKey,
      ...(choice.kind === 'new_card' ? { securityCode: choice.card.securityCode } : {}),
    })
  })
}

/** The method to pay with; a new one is shown to the gateway, within limits. */
async function enterMethod(
  c: HonoContext<CustomerEnv>,
  context: Context,
  limits: EntryLimits,
  choice: MethodChoice,
): Promise<EntryResult> {
  if (choice.kind === 'saved') return { kind: 'added', methodId: choice.methodId }
  return choice.kind === 'new_card'
    ? enterCard(c, context, limits, choice)
    : enterBankAccount(c, context, limits, choice)
}

export async function enterCard(
  c: HonoContext<CustomerEnv>,
  context: Context,
  limits: EntryLimits,
  { card, isSaved, isDefault }: NewCard & { isDefault?: boolean },
): Promise<EntryResult> {
  const { customer, address } = c.var
  const refusal = await limits.count(customer.customerId, address)
  if (refusal) return { kind: 'too_many', ...refusal }
  return addCard(context, {
    customerId: customer.customerId,
    actor: actorOf(customer),
    card,
    keep: isSaved ? 'saved' : 'one_time',
    isDefault,
    consent: isSaved ? { version: CONSENT_VERSION, ...evidenceOf(c) } : null,
  })
}

export async function enterBankAccount(
  c: HonoContext<CustomerEnv>,
  context: Context,
  limits: EntryLimits,
  { account, isSaved, isDefault }: NewBankAccount & { isDefault?: boolean },
): Promise<EntryResult> {
  const { customer, address } = c.var
  const refusal = await limits.count(customer.customerId, address)
  if (refusal) return { kind: 'too_many', ...refusal }
  const version = isSaved ? CONSENT_VERSION : SINGLE_DEBIT_VERSION
  return addBankAccount(context, {
    customerId: customer.customerId,
    actor: actorOf(customer),
    account,
    keep: isSaved ? 'saved' : 'one_time',
    isDefault,
    consent: { version, ...evidenceOf(c) },
  })
}

const evidenceOf = (c: HonoContext<CustomerEnv>) => ({
  address: c.var.address,
  agent: c.req.header('User-Agent') ?? '',
})
