import type { InquiryOutcome, Outcome } from '../domain/outcome.ts'
import type { Channel } from '../domain/payment.ts'

/** The gateway as the rest of the program sees it. Amounts are cents, ids are ours. */
export interface Gateway {
  /** SALE (IPpay facts §2). The caller has stored `transactionId` before. */
  sale(sale: Sale): Promise<Outcome>
  /** CHECK, a debit of a bank account: accepted for clearing, not paid (§8). */
  check(check: Check): Promise<Outcome>
  /** VOID of a card transaction that has not settled; `transactionId` is the original's (§2). */
  void(original: Original): Promise<Outcome>
  /** CREDIT to a card under a new TransactionID, the unlinked form that IPpay uses (§2). */
  credit(credit: Credit): Promise<Outcome>
  /** REVERSAL, a credit to a bank account under a new TransactionID (§8). */
  reversal(reversal: Check): Promise<Outcome>
  /** ENQ (§7). */
  inquire(transactionId: string): Promise<InquiryOutcome>
  /** TOKENIZE of a card (§6): the only messages that may carry a card number are this and `sale`. */
  tokenizeCard(card: CardDetails): Promise<Tokenized>
  /** TOKENIZE of a bank account (§6). */
  tokenizeBank(bank: BankDetails): Promise<Tokenized>
  /** PING: is the service there and our terminal known? */
  ping(): Promise<{ ok: true; latencyMs: number } | { ok: false; cause: string }>
  /** Ends the kept connections. */
  close(): Promise<void>
}

export interface Sale {
  /** 18 upper-case letters and digits, from `createTransactionId`. */
  transactionId: string
  amountCents: number
  token: string
  channel: Channel
  /** The merchant's reference, at most 20 characters; it may show on a statement. */
  orderNumber: string
  /** Our payment id, sent as UDField1: a second key in the gateway's reports. */
  paymentReference: string
  /** Only for the one sale it was given for; never stored. */
  securityCode?: string
  holderName?: string
  postalCode?: string
  /** The payer's address, when a payer is present. */
  userAddress?: string
}

export interface Check extends Omit<Sale, 'securityCode' | 'holderName'> {
  holderName: string
  accountType: 'checking' | 'savings'
  /** Required by the gateway; any number that tells entries apart (§8). */
  checkNumber: string
}

export interface Original {
  transactionId: string
  amountCents: number
  token: string
  approvalCode: string | null
}

export interface Credit {
  transactionId: string
  amountCents: number
  token: string
  orderNumber: string
  paymentReference: string
}

export interface CardDetails {
  number: string
  /** 1 to 12 */
  expMonth: number
  /** Four digits. */
  expYear: number
  securityCode?: string
  holderName: string
  postalCode?: string
}

export interface BankDetails {
  routingNumber: string
  accountNumber: string
}

export type Tokenized =
  | { kind: 'tokenized'; token: string }
  /** The gateway refused the number: `message` is ours, for the person at the form. */
  | { kind: 'refused'; code: string | null; message: string }
  /** No answer or no sense in it. No money is involved, so it may simply be tried again. */
  | { kind: 'failed'; cause: string }
