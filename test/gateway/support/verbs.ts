import type {
  BankDetails,
  CardSale,
  Check,
  Credit,
  Gateway,
  Original,
  Sale,
} from '../../../src/gateway/gateway.ts'
import { CARD, ID, TOKEN } from './answers.ts'

// One message of every type, with all that it may carry.

export const SECURITY_CODE = '987'
export const BANK: BankDetails = { routingNumber: '071025661', accountNumber: '11111999' }

export const SALE: Sale = {
  transactionId: ID,
  amountCents: 6_995,
  token: TOKEN,
  channel: 'customer',
  orderNumber: 'INV-20481',
  paymentReference: '01HZX4ABCDEFGHJKMNPQRSTVWX',
  securityCode: SECURITY_CODE,
  holderName: 'Ada Miller',
  postalCode: '58501',
  userAddress: '203.0.113.9',
}
export const CARD_SALE: CardSale = {
  transactionId: ID,
  amountCents: 12_500,
  channel: 'customer',
  orderNumber: 'INV-20481',
  paymentReference: '01HZX4ABCDEFGHJKMNPQRSTVWX',
  userAddress: '203.0.113.9',
  card: {
    number: CARD,
    expMonth: 4,
    expYear: 2030,
    securityCode: SECURITY_CODE,
    holderName: 'Ada Miller',
    postalCode: '58501',
  },
  billing: { street: '12 Tower Road', city: 'Bismarck', state: 'ND', country: 'USA' },
  isStored: true,
}
export const CHECK: Check = {
  ...SALE,
  holderName: 'Ada Miller',
  accountType: 'checking',
  checkNumber: '20481',
}
export const ORIGINAL: Original = {
  transactionId: ID,
  amountCents: 6_995,
  token: TOKEN,
  approvalCode: 'TEST42',
}
export const CREDIT: Credit = {
  transactionId: ID,
  amountCents: 100,
  token: TOKEN,
  orderNumber: '',
  paymentReference: 'p',
}

export type Verb = Exclude<keyof Gateway, 'close'>

export const VERBS = {
  sale: (gateway) => gateway.sale(SALE),
  saleWithCard: (gateway) => gateway.saleWithCard(CARD_SALE),
  check: (gateway) => gateway.check(CHECK),
  void: (gateway) => gateway.void(ORIGINAL),
  credit: (gateway) => gateway.credit(CREDIT),
  reversal: (gateway) => gateway.reversal(CHECK),
  inquire: (gateway) => gateway.inquire(ID),
  inquireVoid: (gateway) => gateway.inquireVoid(ID),
  tokenizeCard: (gateway) => gateway.tokenizeCard(CARD_SALE.card),
  changeExpiry: (gateway) => gateway.changeExpiry({ token: TOKEN, expMonth: 4, expYear: 2031 }),
  tokenizeBank: (gateway) => gateway.tokenizeBank(BANK),
  ping: async (gateway) => {
    const answer = await gateway.ping()
    return answer.ok ? { kind: 'there' } : { kind: 'away', cause: answer.cause }
  },
} as const satisfies Record<Verb, (gateway: Gateway) => Promise<{ kind: string }>>

export const EVERY_VERB = Object.keys(VERBS) as Verb[]
