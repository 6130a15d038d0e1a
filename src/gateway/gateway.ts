import type { InquiryOutcome, Outcome } from '../domain/outcome.ts'
import type { Channel } from '../domain/payment.ts'

/**
 * Under which terminal a message goes; null or left out is the one of the environment. What is said
 * about an earlier message goes where that one went.
 */
export interface ByTerminal {
  terminalId?: string | null
}

/** The gateway as the rest of the program sees it. Amounts are cents, ids are ours. */
export interface Gateway {
  /** SALE (IPpay facts §2). The caller has stored `transactionId` before. */
  sale(sale: Sale): Promise<Outcome>
  /**
   * SALE with the card's number, asking for its token in the same answer (§3, §6): an approval that
   * stores the card has `reply.token`. The caller has stored `transactionId` before.
   */
  saleWithCard(sale: CardSale): Promise<Outcome>
  /** CHECK, a debit of a bank account: accepted for clearing, not paid (§8). */
  check(check: Check): Promise<Outcome>
  /** VOID of a card transaction that has not settled; `transactionId` is the original's (§2). */
  void(original: Original): Promise<Outcome>
  /** CREDIT to a card under a new TransactionID, the unlinked form that IPpay uses (§2). */
  credit(credit: Credit): Promise<Outcome>
  /** REVERSAL, a credit to a bank account under a new TransactionID (§8). */
  reversal(reversal: Check): Promise<Outcome>
  /** ENQ (§7). */
  inquire(transactionId: string, by?: ByTerminal): Promise<InquiryOutcome>
  /**
   * ENQ about an original, to learn what became of a VOID whose answer was lost (§7). Approved when
   * the answer speaks of a void. Whether it would is open, so everything else is unknown: a report
   * or a person decides.
   */
  inquireVoid(transactionId: string, by?: ByTerminal): Promise<VoidInquiryOutcome>
  /**
   * TOKENIZE of a card (§6). A card number is in the messages of this and of `saleWithCard`, and in
   * no other.
   */
  tokenizeCard(card: CardDetails, by?: ByTerminal): Promise<Tokenized>
  /** TOKENIZE with a token and a new expiry (§6). The token that comes back may be another one. */
  changeExpiry(change: ExpiryChange, by?: ByTerminal): Promise<Tokenized>
  /** TOKENIZE of a bank account (§6). */
  tokenizeBank(bank: BankDetails, by?: ByTerminal): Promise<Tokenized>
  /** PING (§2): is the service there and the terminal known? */
  ping(by?: ByTerminal): Promise<{ ok: true; latencyMs: number } | { ok: false; cause: string }>
  /** Ends the kept connections. */
  close(): Promise<void>
}

export interface Sale extends ByTerminal {
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

export interface CardSale
  extends Omit<Sale, 'token' | 'securityCode' | 'holderName' | 'postalCode'> {
  card: CardDetails
  /** Compared by the card's bank, beside the postal code (§4). */
  billing?: BillingAddress
  /** Whether the answer shall have a token. */
  isStored: boolean
}

export interface BillingAddress {
  street?: string
  city?: string
  state?: string
  /** Three letters, as USA. */
  country?: string
}

export interface Check extends Omit<Sale, 'securityCode' | 'holderName'> {
  holderName: string
  accountType: 'checking' | 'savings'
  /** A company's account is debited as CCD, whatever the channel (rules of the trade N14). */
  isCompany?: boolean
  /** Required by the gateway; any number that tells entries apart (§8). */
  checkNumber: string
}

export interface Original extends ByTerminal {
  transactionId: string
  amountCents: number
  token: string
  approvalCode: string | null
}

export interface Credit extends ByTerminal {
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

export interface ExpiryChange {
  token: string
  /** 1 to 12 */
  expMonth: number
  /** Four digits. */
  expYear: number
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

export type VoidInquiryOutcome = Extract<InquiryOutcome, { kind: 'approved' | 'unknown' }>
