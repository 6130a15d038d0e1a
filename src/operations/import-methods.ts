import type { Context } from '../context.ts'
import { saveMethod } from '../db/methods.ts'
import type { NewMethod } from '../db/schema.ts'
import type { CardBrand } from '../domain/card.ts'
import type { PaymentAccount } from '../splynx/splynx.ts'
import { Slots } from './sending/slots.ts'

/**
 * Takes over the cards and bank accounts that the original add-on left in Splynx's payment accounts:
 * tokens only, one card and one bank account a customer. A row that makes no sense is left out.
 * May be run again: a token that is there already is brought up to date.
 */
export async function importMethods(
  context: Context,
): Promise<{ cards: number; bankAccounts: number; left: number }> {
  const counts = { cards: 0, bankAccounts: 0, left: 0 }
  for await (const accounts of context.splynx.eachPaymentAccount()) {
    const importOne = async (account: PaymentAccount) => {
      // One after the other: the card first, which becomes the default.
      for (const method of [cardOf(context, account), bankAccountOf(context, account)]) {
        if (method === 'left_out') counts.left += 1
        if (typeof method === 'string') continue
        await saveMethod(context.db, method, context.now())
        counts[method.kind === 'card' ? 'cards' : 'bankAccounts'] += 1
      }
    }
    const slots = new Slots(CUSTOMERS_AT_ONCE)
    await Promise.all(accounts.map((account) => slots.use(() => importOne(account))))
  }
  return counts
}

const CUSTOMERS_AT_ONCE = 8

/**
 * A token keeps the first digit of its card (IPpay facts §6), and no more is known of it here. The
 * likeliest brand of an American card that starts like this.
 */
const BRAND_BY_FIRST_DIGIT: Readonly<Record<string, CardBrand>> = {
  '3': 'amex',
  '4': 'visa',
  '5': 'mastercard',
  '6': 'discover',
}

type Imported = NewMethod | 'none' | 'left_out'

function cardOf(context: Context, account: PaymentAccount): Imported {
  const { cardToken, cardHolder, cardLast4, cardExpiry } = account
  if (cardToken === '') return 'none'
  const [year, month] = cardExpiry.split('-').map(Number)
  if (!isToken(cardToken) || !/^\d{4}$/.test(cardLast4) || !year || !month) return 'left_out'
  return {
    ...common(context, account.customerId, cardToken),
    kind: 'card',
    brand: BRAND_BY_FIRST_DIGIT[cardToken[0]!] ?? null,
    last4: cardLast4,
    holder_name: cardHolder.slice(0, 100),
    exp_month: month,
    exp_year: year,
    account_type: null,
    is_default: true,
  }
}

function bankAccountOf(context: Context, account: PaymentAccount): Imported {
  const { bankToken, bankHolder, bankType } = account
  if (bankToken === '') return 'none'
  const last4 = bankToken.slice(-4)
  if (!isToken(bankToken) || !/^\d{4}$/.test(last4)) return 'left_out'
  return {
    ...common(context, account.customerId, bankToken),
    kind: 'bank',
    brand: null,
    last4,
    holder_name: bankHolder.slice(0, 100),
    exp_month: null,
    exp_year: null,
    account_type: /sav/i.test(bankType) ? 'savings' : 'checking',
    is_default: false,
  }
}

/** A token has letters; digits alone would be a card or account number, which must not be kept. */
const isToken = (text: string) => /^(?=.*[A-Za-z])[0-9A-Za-z]{4,64}$/.test(text)

function common({ vault, now }: Context, customerId: number, token: string) {
  const at = now()
  return {
    customer_id: customerId,
    status: 'active' as const,
    token_sealed: vault.sealToken(token),
    fingerprint: vault.fingerprint(token),
    postal_code: null,
    created_at: at,
    updated_at: at,
  }
}
