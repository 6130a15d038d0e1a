import type { Context } from '../context.ts'
import { cardBrand } from '../domain/card.ts'
import type { CardDetails } from '../gateway/gateway.ts'
import { type Addition, type AddResult, storeMethod } from './methods/store-method.ts'
import { settingsOfCustomer } from './partner-of.ts'

/**
 * Adds a card: the gateway makes a token of its number, and only that is kept. The number and the
 * security code are in memory for this one call and nowhere else.
 */
export async function addCard(
  context: Context,
  { card, ...addition }: Addition & { card: CardDetails },
): Promise<AddResult> {
  const { terminalId } = await settingsOfCustomer(context, addition.customerId)
  const made = await context.gateway.tokenizeCard(card, { terminalId })
  if (made.kind === 'refused') return { kind: 'refused', isForGood: false }
  if (made.kind === 'failed') {
    context.log.warn({ cause: made.cause }, 'the gateway made no token of a card')
    return { kind: 'failed' }
  }
  return storeMethod(context, addition, made.token, {
    kind: 'card',
    brand: cardBrand(card.number),
    last4: card.number.slice(-4),
    holder_name: card.holderName,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    account_type: null,
    postal_code: card.postalCode ?? null,
  })
}
