import type { Context } from '../../context.ts'
import { listMethods } from '../../db/methods.ts'
import type { Method } from '../../db/schema.ts'
import type { MethodKind } from '../../domain/payment.ts'

/**
 * Shows Splynx the card or the bank account that automatic payments use, in the customer's one
 * classic row, so that its own pages and other readers stay right (Splynx facts §2.5). What the
 * customer has removed goes from there too; the other kind is left as it is. Never rejects: our own
 * table is the truth, and a page must not fail because of the copy.
 */
export async function mirrorMethods(
  context: Context,
  customerId: number,
  kind: MethodKind,
): Promise<void> {
  const { db, splynx, log } = context
  try {
    // The default comes first, then the newest.
    const methods = await listMethods(db, customerId)
    const shown = methods.find((method) => method.kind === kind && method.status === 'active')
    const fieldsOf = kind === 'card' ? cardFields : bankFields
    await splynx.savePaymentAccount(customerId, fieldsOf(context, shown))
  } catch (error) {
    log.warn({ error, customerId }, 'a saved method could not be shown to Splynx')
  }
}

const cardFields = ({ vault }: Context, card: Method | undefined) =>
  card
    ? {
        cardToken: vault.openToken(card.token_sealed),
        cardHolder: card.holder_name,
        cardLast4: card.last4,
        cardExpiry: `${card.exp_year}-${String(card.exp_month).padStart(2, '0')}`,
      }
    : { cardToken: '', cardHolder: '', cardLast4: '', cardExpiry: '' }

// The routing number is in the token and kept nowhere else.
const bankFields = ({ vault }: Context, bank: Method | undefined) =>
  bank
    ? {
        bankToken: vault.openToken(bank.token_sealed),
        bankRouting: '',
        bankHolder: bank.holder_name,
        bankType: (bank.account_type ?? 'checking').toUpperCase(),
      }
    : { bankToken: '', bankRouting: '', bankHolder: '', bankType: '' }
