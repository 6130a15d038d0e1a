import type { Context as HonoContext } from 'hono'
import { type ConsentKind, consentVersion } from '../../../views/portal/consent.ts'
import type { Context } from '../../context.ts'
import { findPaymentByRequestKey } from '../../db/payments.ts'
import { isSafeMode } from '../../db/safe-mode.ts'
import type { Language } from '../../domain/language.ts'
import type { EntryLimits } from '../../middleware/entry-limits.ts'
import { addBankAccount } from '../../operations/add-bank-account.ts'
import { addCard } from '../../operations/add-card.ts'
import type { AddResult, Consent } from '../../operations/methods/store-method.ts'
import { type OpenResult, openPayment, type PaymentRequest } from '../../operations/open-payment.ts'
import { actorOf, type CustomerEnv } from '../env.ts'
import type { MethodChoice, NewBankAccount, NewCard } from './method-form.ts'
import { once } from './once.ts'

export type EntryResult = AddResult | { kind: 'too_many'; minutes: number }
export type SubmitResult = OpenResult | Exclude<EntryResult, { kind: 'added' }>

/** Who pays: the customer of a session, or whoever holds a link to one of the customer's documents. */
export interface Payer extends Pick<PaymentRequest, 'customerId' | 'channel' | 'actor'> {
  /** Where they are and with what: the evidence of what they agree to. */
  address: string
  agent: string
  /** In which they read what they agree to. */
  language: Language
}

export const sessionPayer = (c: HonoContext<CustomerEnv>): Payer => ({
  customerId: c.var.customer.customerId,
  channel: 'customer',
  actor: actorOf(c.var.customer),
  address: c.var.address,
  agent: c.req.header('User-Agent') ?? '',
  language: c.var.language,
})

export interface Submission extends Pick<PaymentRequest, 'target' | 'expectedCents'> {
  payer: Payer
  requestKey: string
  choice: MethodChoice
  /** A further condition on the method, which is known by its token only now. */
  mayUse?: (methodId: number) => Promise<boolean>
}

/**
 * Makes the payment that a form asks for. A form that was sent before, or is being sent a second time
 * right now, leads to the same payment; its card is not shown to the gateway again.
 */
export function submitPayment(
  context: Context,
  limits: EntryLimits,
  { payer, requestKey, choice, mayUse, ...request }: Submission,
): Promise<SubmitResult> {
  const { customerId } = payer
  return once<SubmitResult>(context.redis, `${customerId}:${requestKey}`, async () => {
    const earlier = await findPaymentByRequestKey(context.db, requestKey)
    if (earlier) {
      return earlier.customer_id === customerId
        ? { kind: 'repeated', paymentId: earlier.id }
        : { kind: 'not_open' }
    }
    // Before a card is typed in for nothing.
    if (await isSafeMode(context.db)) return { kind: 'safe_mode' }
    const method = await enterMethod(context, limits, { payer, choice })
    if (method.kind !== 'added') return method
    if (mayUse && !(await mayUse(method.methodId))) return { kind: 'too_many', minutes: 60 }
    const { channel, actor } = payer
    return openPayment(context, {
      ...request,
      customerId,
      channel,
      actor,
      methodId: method.methodId,
      requestKey,
      ...(choice.kind === 'new_card' ? { securityCode: choice.card.securityCode } : {}),
    })
  })
}

/** The method to pay with; a new one is shown to the gateway, within limits. */
export async function enterMethod(
  context: Context,
  limits: EntryLimits,
  { payer, choice }: { payer: Payer; choice: MethodChoice },
): Promise<EntryResult> {
  if (choice.kind === 'saved') return { kind: 'added', methodId: choice.methodId }
  return choice.kind === 'new_card'
    ? enterCard(context, limits, { payer, ...choice })
    : enterBankAccount(context, limits, { payer, ...choice })
}

export async function enterCard(
  context: Context,
  limits: EntryLimits,
  { payer, card, isSaved, isDefault }: NewCard & { payer: Payer; isDefault?: boolean },
): Promise<EntryResult> {
  const { customerId, actor } = payer
  const refusal = await limits.count(customerId, payer.address)
  if (refusal) return { kind: 'too_many', ...refusal }
  return addCard(context, {
    customerId,
    actor,
    card,
    keep: isSaved ? 'saved' : 'one_time',
    isDefault,
    consent: isSaved ? consentTo('card', payer) : null,
  })
}

export async function enterBankAccount(
  context: Context,
  limits: EntryLimits,
  { payer, account, isSaved, isDefault }: NewBankAccount & { payer: Payer; isDefault?: boolean },
): Promise<EntryResult> {
  const { customerId, actor } = payer
  const refusal = await limits.count(customerId, payer.address)
  if (refusal) return { kind: 'too_many', ...refusal }
  return addBankAccount(context, {
    customerId,
    actor,
    account,
    keep: isSaved ? 'saved' : 'one_time',
    isDefault,
    consent: consentTo(isSaved ? 'bank' : 'once', payer),
  })
}

const consentTo = (kind: ConsentKind, { address, agent, language }: Payer): Consent => ({
  version: consentVersion(kind, language),
  address,
  agent,
})
