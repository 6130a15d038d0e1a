import type { Channel } from '../domain/payment.ts'
import type { Message } from './codec.ts'
import type {
  BankDetails,
  CardDetails,
  CardSale,
  Check,
  Credit,
  ExpiryChange,
  Original,
  Sale,
} from './gateway.ts'
import { isTransactionId } from './transaction-id.ts'

// The request of every verb (IPpay facts §2, §3, §8), without the terminal's identification.

/** Seen at IPpay: PPD and CCD. WEB and TEL are Nacha's rule and unconfirmed at IPpay (§8). */
export type SecCode = 'PPD' | 'CCD' | 'WEB' | 'TEL'
export type SecByChannel = Readonly<Record<Channel, SecCode>>

export const PPD_FOR_ALL: SecByChannel = {
  customer: 'PPD',
  link: 'PPD',
  clerk: 'PPD',
  run: 'PPD',
  schedule: 'PPD',
}

// RECURRING only when no payer is present (rules of the trade C8).
const ORIGIN: Record<Channel, string> = {
  customer: 'INTERNET',
  link: 'INTERNET',
  clerk: 'PHONE ORDER',
  run: 'RECURRING',
  schedule: 'RECURRING',
}

export const saleMessage = (sale: Sale): Message => ({
  TransactionType: 'SALE',
  ...moneyFields(sale),
  Origin: ORIGIN[sale.channel],
  Token: sale.token,
  CVV2: sale.securityCode,
  CardName: sale.holderName,
  BillingPostalCode: sale.postalCode,
  UserIPAddress: sale.userAddress,
  ...references(sale),
})

export const cardSaleMessage = (sale: CardSale): Message => ({
  TransactionType: 'SALE',
  ...moneyFields(sale),
  Origin: ORIGIN[sale.channel],
  ...cardFields(sale.card, { isTokenized: sale.isStored }),
  BillingAddress: sale.billing?.street,
  BillingCity: sale.billing?.city,
  BillingStateProv: sale.billing?.state,
  BillingCountry: sale.billing?.country,
  UserIPAddress: sale.userAddress,
  ...references(sale),
})

export const checkMessage = (
  type: 'CHECK' | 'REVERSAL',
  check: Check,
  secByChannel: SecByChannel,
): Message => ({
  TransactionType: type,
  ...moneyFields(check),
  Origin: ORIGIN[check.channel],
  CardName: check.holderName,
  BillingPostalCode: check.postalCode,
  UserIPAddress: check.userAddress,
  ...references(check),
  ACH: {
    attributes: { Type: check.accountType.toUpperCase(), SEC: secCodeOf(check, secByChannel) },
    children: { Token: check.token, CheckNumber: check.checkNumber },
  },
})

const secCodeOf = (check: Check, secByChannel: SecByChannel): SecCode =>
  check.isCompany ? 'CCD' : secByChannel[check.channel]

export const voidMessage = (original: Original): Message => ({
  TransactionType: 'VOID',
  ...moneyFields(original),
  Approval: original.approvalCode ?? undefined,
  Token: original.token,
})

export const creditMessage = (credit: Credit): Message => ({
  TransactionType: 'CREDIT',
  ...moneyFields(credit),
  Token: credit.token,
  ...references(credit),
})

export const inquiryMessage = (transactionId: string): Message => ({
  TransactionType: 'ENQ',
  TransactionID: checkedId(transactionId),
})

export const tokenizeCardMessage = (transactionId: string, card: CardDetails): Message => ({
  TransactionType: 'TOKENIZE',
  TransactionID: checkedId(transactionId),
  ...cardFields(card),
})

/** A token stands for number and expiry, so a new expiry is stored like a card (§6). */
export const changeExpiryMessage = (transactionId: string, change: ExpiryChange): Message => ({
  TransactionType: 'TOKENIZE',
  TransactionID: checkedId(transactionId),
  Token: change.token,
  ...expiryFields(change),
})

/** Direct children of the root, the way that is in production use (§6). */
export const tokenizeBankMessage = (transactionId: string, bank: BankDetails): Message => ({
  TransactionType: 'TOKENIZE',
  TransactionID: checkedId(transactionId),
  ABA: bank.routingNumber,
  AccountNumber: bank.accountNumber,
})

export const PING: Message = { TransactionType: 'PING' }

const cardFields = (card: CardDetails, { isTokenized = false } = {}): Message => ({
  CardNum: isTokenized ? { attributes: { Tokenize: 'true' }, text: card.number } : card.number,
  ...expiryFields(card),
  CVV2: card.securityCode,
  CardName: card.holderName,
  BillingPostalCode: card.postalCode,
})

const expiryFields = (expiry: { expMonth: number; expYear: number }): Message => ({
  CardExpMonth: twoDigits(expiry.expMonth),
  CardExpYear: twoDigits(expiry.expYear % 100),
})

function moneyFields(message: { transactionId: string; amountCents: number }): Message {
  return {
    TransactionID: checkedId(message.transactionId),
    TotalAmount: String(checkedCents(message.amountCents)),
  }
}

const ORDER_NUMBER_MAX = 20
/** IPpay asks for the name of the software in the third field (§3). */
const SOFTWARE = 'splynx-ippay'

const references = (message: { orderNumber: string; paymentReference: string }): Message => ({
  OrderNumber: message.orderNumber.slice(0, ORDER_NUMBER_MAX) || undefined,
  UDField1: message.paymentReference,
  UDField3: SOFTWARE,
})

const twoDigits = (number: number): string => String(number).padStart(2, '0')

// A wrong id or amount here is a mistake in this program. Better no message than a wrong one.

function checkedId(transactionId: string): string {
  if (isTransactionId(transactionId)) return transactionId
  throw new TypeError('a TransactionID has 18 upper-case letters and digits')
}

function checkedCents(amountCents: number): number {
  if (Number.isSafeInteger(amountCents) && amountCents > 0) return amountCents
  throw new TypeError('an amount is a whole number of cents above zero')
}
