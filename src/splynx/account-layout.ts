import type { Row } from './codec.ts'
import { textOr } from './codec.ts'
import type { PaymentAccount } from './splynx.ts'
import { SplynxError } from './splynx.ts'

/** Which of the ten texts of a payment account is what (Splynx facts §2.5). */
export type AccountField = Exclude<keyof PaymentAccount, 'customerId'>
export type AccountLayout = Record<AccountField, number>

/** Where the IPpay add-on has them, as other programs that read and write them agree. */
export const DEFAULT_LAYOUT: AccountLayout = {
  cardToken: 1,
  cardHolder: 2,
  cardLast4: 3,
  cardExpiry: 4,
  bankToken: 6,
  bankRouting: 7,
  bankHolder: 8,
  bankType: 9,
}

export const ACCOUNT_FIELDS = Object.keys(DEFAULT_LAYOUT) as AccountField[]

const LABELS: Record<AccountField, RegExp> = {
  cardToken: /card.*token|token.*card/i,
  cardHolder: /card\s?holder|name on (?:the )?card/i,
  cardLast4: /last (?:four|4)/i,
  cardExpiry: /expir|\bexp\b/i,
  bankToken: /account (?:number|token)|bank token/i,
  bankRouting: /routing|\baba\b/i,
  bankHolder: /name on (?:the )?(?:bank )?account|account holder/i,
  bankType: /account type|type of (?:the )?account/i,
}

const POSITIONS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/**
 * Reads the labels of a definition. A label counts when it can mean one thing only and no other
 * label means the same; the other fields are where they usually are. Two fields in one place is a
 * definition of something else, and writing into it would put a token where a number belongs.
 */
export function layoutOf(definition: Row): AccountLayout {
  const layout = { ...DEFAULT_LAYOUT }
  const labelled = POSITIONS.map((position) => ({
    position,
    means: meaningsAt(definition, position),
  }))
  for (const field of ACCOUNT_FIELDS) {
    const places = labelled.filter(({ means }) => means.length === 1 && means[0] === field)
    if (places.length === 1) layout[field] = places[0]!.position
  }
  if (new Set(Object.values(layout)).size < ACCOUNT_FIELDS.length) {
    throw new SplynxError('The labels of the payment account in Splynx are not those of IPpay')
  }
  return layout
}

function meaningsAt(definition: Row, position: number): AccountField[] {
  const label = textOr(definition[`field_${position}`], '')
  return ACCOUNT_FIELDS.filter((field) => LABELS[field].test(label))
}
