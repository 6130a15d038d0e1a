import { matchesOf } from '../address-check.ts'
import { centralTime } from '../banking-days.ts'
import { numberOf } from '../gateway.ts'
import { settlementTimeOf } from '../ledger.ts'
import type { Transaction } from '../transaction.ts'

// What the records of transactions have in common (IPpay facts §9). Amounts are written differently
// in every kind of report, and IPpay's own number is padded in some and not in others.

export type Fields = Record<string, string | number>

export interface Style {
  amount: (cents: number) => string
  /** Whether `ipTransID` has its 26 digits. */
  isPadded: boolean
}

/** `69.9500` */
export const fourDecimals = (cents: number): string => `${dollars(cents)}00`

/** `6.95` */
export const dollars = (cents: number): string =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`

/** `173`, and `49.99` where there are cents. */
export const plainDollars = (cents: number): string =>
  cents % 100 === 0 ? String(cents / 100) : dollars(cents)

/** `695` */
export const wholeCents = (cents: number): string => String(cents)

export const MERCHANT: Fields = { Merchant_Name: 'Sandbox Merchant', Merchant_ID: '000000000001' }

export function basicFields(transaction: Transaction, { amount, isPadded }: Style): Fields {
  return {
    Date: centralTime(transaction.at),
    ipTransID: isPadded ? numberOf(transaction) : transaction.ipTransId,
    ...MERCHANT,
    Terminal_ID: transaction.terminalId,
    Transaction_ID: transaction.transactionId,
    Request_Type: transaction.type,
    Total_Amount: amount(transaction.amountCents),
    Fee_Amount: amount(transaction.feeCents),
    Auth_Code: transaction.approval,
    ActionCode: transaction.actionCode,
    Response_Text: transaction.responseText,
  }
}

/** `CardNum` holds the token too; a number is in no report. */
export function cardFields(transaction: Transaction): Fields {
  const { addressMatch, zipMatch } = matchesOf(transaction.avs)
  return {
    CardNum: transaction.token,
    Token: transaction.token,
    AVS_Response: transaction.avs,
    AddressMatch: addressMatch,
    ZipMatch: zipMatch,
    CVV2: transaction.cvv2,
    ...referenceFields(transaction),
  }
}

export const bankFields = (transaction: Transaction): Fields => ({
  Token: transaction.token,
  AccountNumber: '',
  ABA: '',
  CheckNumber: transaction.checkNumber,
  ...referenceFields(transaction),
})

const referenceFields = (transaction: Transaction): Fields => ({
  CardName: transaction.holder,
  OrderNumber: transaction.orderNumber,
  UD1: transaction.udField1,
  UD2: transaction.udField2,
  UD3: transaction.udField3,
})

export const settlementFields = (transaction: Transaction, { amount }: Style): Fields => ({
  SettlementDate: centralTime(settlementTimeOf(transaction)),
  CompletionAmount: amount(transaction.amountCents),
  Invoice: transaction.orderNumber,
})

/** Months since the year 0 as `MMYY`. */
export const expiryText = (months: number): string =>
  `${String((months % 12) + 1).padStart(2, '0')}${String(Math.floor(months / 12) % 100).padStart(2, '0')}`
