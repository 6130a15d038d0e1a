import type { Purpose } from '../domain/payment.ts'

/** Splynx as the rest of the program sees it. Money is cents; dates are `YYYY-MM-DD` or null. */
export interface Splynx {
  /**
   * Documents that match, in ascending id, one page after another, never a whole list in memory.
   * Keyset paging (`id > last`), so documents that appear or vanish meanwhile shift nothing.
   * A row that makes no sense is handed over as `bad` with its id and never ends the reading.
   */
  eachDocument(filter: DocumentFilter, pageSize?: number): AsyncIterable<DocumentPage>
  /** The current state of these documents, in one request per 100 ids; missing ones are left out. */
  findDocuments(kind: DocumentKind, ids: number[]): Promise<DocumentPage>
  findDocument(kind: DocumentKind, id: number): Promise<Document | null>
  findDocumentByNumber(kind: DocumentKind, number: string): Promise<Document | null>

  findCustomer(id: number): Promise<Customer | null>
  findCustomers(ids: number[]): Promise<Customer[]>
  /** By name, login, e-mail or id, at most `limit`. */
  searchCustomers(text: string, limit: number): Promise<Customer[]>
  /** The prepaid balance in cents. */
  findBalanceCents(customerId: number): Promise<number>

  /**
   * How each of these customers pays, by the id of Splynx's payment method; one request a customer,
   * because Splynx shows it on the billing page alone.
   */
  findPaymentTypes(customerIds: number[]): Promise<Map<number, number>>

  /** Creates a payment; the only write that moves money in Splynx. Never retried in here. */
  createPayment(payment: NewPayment): Promise<RecordResult>
  /** Looks a payment up by its receipt number, which is our TransactionID. */
  findPaymentByReceipt(receiptNumber: string): Promise<{ id: number; amountCents: number } | null>

  /** The classic payment accounts (one card and one bank account a customer), page by page. */
  eachPaymentAccount(pageSize?: number): AsyncIterable<PaymentAccount[]>
  /** Mirrors the default card and bank account into the classic row. Given fields only. */
  savePaymentAccount(
    customerId: number,
    fields: Partial<Omit<PaymentAccount, 'customerId'>>,
  ): Promise<void>

  listPartners(): Promise<Named[]>
  listLocations(): Promise<Named[]>
  listPaymentMethods(): Promise<Named[]>

  /**
   * Null when login or password are wrong; throws `SplynxError` when Splynx cannot be asked. Who
   * needs a second factor gets one with `internalCode` MISSED_TWO_FACTOR_CODE (and, after a wrong
   * `code`, INVALID_TWO_FACTOR_CODE).
   */
  logInStaff(login: string, password: string, code?: string): Promise<StaffIdentity | null>
  logInCustomer(login: string, password: string): Promise<{ customerId: number } | null>
  /** A signed call that changes nothing: is the address right, is the key accepted? */
  check(): Promise<{ ok: true; latencyMs: number } | { ok: false; cause: string }>
  close(): Promise<void>
}

export type DocumentKind = Exclude<Purpose, 'refill'>

export interface DocumentFilter {
  kind: DocumentKind
  /** Dates of issue, inclusive. */
  from?: string
  to?: string
  status?: 'not_paid' | 'pending' | 'paid'
  totalCents?: { operator: '>' | '<' | '='; cents: number }
  customerIds?: number[]
  numbers?: string[]
  /** Read on from here: only documents with a larger id. */
  afterId?: number
}

export interface Document {
  kind: DocumentKind
  id: number
  number: string
  customerId: number
  /** Statuses of the future are `other`: never charged. */
  status: 'not_paid' | 'paid' | 'pending' | 'deleted' | 'other'
  totalCents: number
  /** What is left to pay. A proforma has no due of its own: its total while not paid (facts §2.7). */
  dueCents: number
  issuedOn: string | null
  dueOn: string | null
}

export interface DocumentPage {
  documents: Document[]
  bad: { id: number | null; cause: string }[]
}

export interface Customer {
  id: number
  login: string
  name: string
  email: string
  phone: string
  status: 'new' | 'active' | 'blocked' | 'disabled' | 'other'
  partnerId: number
  locationId: number
  /** Prepaid customers have a balance to refill. */
  billingType: 'recurring' | 'prepaid' | 'prepaid_monthly' | 'other'
  postalCode: string
}

export interface NewPayment {
  customerId: number
  document?: { kind: DocumentKind; id: number }
  amountCents: number
  /** `YYYY-MM-DD` */
  date: string
  /** Our TransactionID: 18 of the 32 characters allowed, refused by Splynx when used before. */
  receiptNumber: string
  /** Id of Splynx's payment method (credit card, bank account). */
  paymentType: number
  comment: string
}

export type RecordResult =
  | { kind: 'created'; id: number }
  /** The receipt number is taken: this payment is there already. Look it up. */
  | { kind: 'duplicate' }
  /** Splynx answered and will not have it (422, 403, 404): a person must look. */
  | { kind: 'refused'; cause: string }
  /** No answer, or none that proves anything: look it up before trying again. */
  | { kind: 'unknown'; cause: string }

export interface PaymentAccount {
  customerId: number
  cardToken: string
  cardHolder: string
  cardLast4: string
  /** `YYYY-MM` or empty */
  cardExpiry: string
  /** Bank account number or, as we write it, its token. */
  bankToken: string
  bankRouting: string
  bankHolder: string
  bankType: string
}

export interface Named {
  id: number
  name: string
}

export interface StaffIdentity {
  id: number
  login: string
  name: string
  role: string
}

/** Splynx could not be asked, or its answer made no sense. */
export class SplynxError extends Error {
  override name = 'SplynxError'
  constructor(
    message: string,
    /** HTTP status, or null when there was no answer. */
    readonly status: number | null = null,
    /** Splynx's own word for what went wrong, such as FORBIDDEN; never translated by it. */
    readonly internalCode: string | null = null,
  ) {
    super(message)
  }
}
