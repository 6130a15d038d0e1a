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
  /**
   * Deletes a payment with all that it did: its document is open again, the balance as before (facts
   * §3.9). Never retried in here; it may be asked for again.
   */
  deletePayment(id: number): Promise<DeleteResult>
  /** Looks a payment up by its receipt number, which is our TransactionID. */
  findPaymentByReceipt(receiptNumber: string): Promise<FoundPayment | null>

  /**
   * Debits a customer outside of any document: a fee. It moves the balance at once and comes onto the
   * next invoice. Never retried in here.
   */
  createTransaction(transaction: NewTransaction): Promise<TransactionResult>
  /** Looks a customer's transaction up by its whole comment, in which we put what only we use. */
  findTransactionByComment(
    customerId: number,
    comment: string,
  ): Promise<{ id: number; amountCents: number } | null>

  /** Of these ids of payments in Splynx, those that are there, each with its receipt number. */
  findPayments(ids: readonly number[]): Promise<Map<number, string>>

  /** All payments with this date, whoever entered them, page by page; by ascending id. */
  eachPayment(day: string, pageSize?: number): AsyncIterable<ListedPayment[]>
  /** Those of these ids that are there. */
  findListedPayments(ids: readonly number[]): Promise<ListedPayment[]>

  /**
   * The payment statement with this title, made if there is none. Of two that were made at the same
   * moment all get the older one.
   */
  findOrCreateStatement(title: string): Promise<number>
  /** Adds a record to a payment statement, which Splynx shows in its history. Never retried in here. */
  createStatementRecord(record: NewStatementRecord): Promise<WriteResult>
  updateStatementRecord(
    id: number,
    changes: Partial<Pick<NewStatementRecord, 'status' | 'splynxPaymentId' | 'comment'>>,
  ): Promise<void>
  /** The records of a statement by their receipt numbers: receipt number → id. */
  findStatementRecords(
    statementId: number,
    receiptNumbers: readonly string[],
  ): Promise<Map<string, number>>

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
  /**
   * Whose portal session this is, by the value of Splynx's own session cookie. Null when it is
   * nobody's any more, or a member of staff's.
   */
  findSessionCustomer(sessionId: string): Promise<{ customerId: number } | null>
  /**
   * Which administrator's session this is, by the `sash` that Splynx hands to a page it opens. Null
   * when it is nobody's any more.
   */
  findStaffBySash(sash: string): Promise<StaffIdentity | null>
  /** A signed call that changes nothing: is the address right, is the key accepted? */
  check(): Promise<{ ok: true; latencyMs: number } | { ok: false; cause: string }>

  /** Which permissions the API key has, found out without changing anything. Never rejects. */
  checkPermissions(): Promise<Permission[]>
  /** Where Splynx shows our pages: the API can read that and not change it. */
  listEntryPoints(): Promise<EntryPoint[]>
  /** The payment account that holds saved methods, with the labels of its ten fields. */
  findAccountDefinition(): Promise<{ title: string; labels: string[] } | null>
  close(): Promise<void>
}

export interface Permission {
  /** As Splynx's page of permissions calls it. */
  controller: string
  action: 'view' | 'add' | 'update' | 'delete'
  state: 'granted' | 'missing' | 'unclear'
  cause: string | null
}

export interface EntryPoint {
  title: string
  /** `portal` or `admin` */
  place: string
  /** `menu_link`, `code`, `action_link` or `tab` */
  type: string
  model: string
  /** The address, or the code that contains it. */
  address: string
  isEnabled: boolean
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
  /** Where invoices and receipts go, if it is another address; empty otherwise. */
  billingEmail: string
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
  /** Negative for money that went back (facts §2.8, §3.10). */
  amountCents: number
  /** `YYYY-MM-DD` */
  date: string
  /** Our TransactionID: 18 of the 32 characters allowed, refused by Splynx when used before. */
  receiptNumber: string
  /** Id of Splynx's payment method (credit card, bank account). */
  paymentType: number
  comment: string
}

export interface FoundPayment {
  id: number
  amountCents: number
  /** What it pays. Neither: it is the customer's credit. */
  invoiceId: number | null
  proformaId: number | null
}

/** A payment as Splynx lists it. */
export interface ListedPayment {
  id: number
  customerId: number
  paymentType: number
  receiptNumber: string
  /** `YYYY-MM-DD` */
  date: string
  amountCents: number
  invoiceId: number | null
  proformaId: number | null
}

export type RecordResult =
  | { kind: 'created'; id: number }
  /** The receipt number is taken: this payment is there already. Look it up. */
  | { kind: 'duplicate' }
  /** Splynx answered and will not have it (422, 403, 404): a person must look. */
  | { kind: 'refused'; cause: string }
  /** No answer, or none that proves anything: look it up before trying again. */
  | { kind: 'unknown'; cause: string }

export type DeleteResult =
  | { kind: 'deleted' }
  /** There is no such payment, or no longer. */
  | { kind: 'not_found' }
  /** Splynx answered and will not (403, 405, ENTITY_CANNOT_BE_DELETED). */
  | { kind: 'refused'; cause: string }
  /** No answer, or none that proves anything. */
  | { kind: 'unknown'; cause: string }

export interface NewTransaction {
  customerId: number
  amountCents: number
  /** `YYYY-MM-DD` */
  date: string
  /** What the customer reads on the invoice. */
  description: string
  /** Found again by this. */
  comment: string
}

/** As `RecordResult`, without a number that Splynx would refuse the second time. */
export type TransactionResult = Exclude<RecordResult, { kind: 'duplicate' }>

/** A line of Splynx's history of payment statements (facts §2.9). */
export interface NewStatementRecord {
  statementId: number
  customerId: number
  document?: { kind: DocumentKind; id: number; number: string }
  amountCents: number
  /** `YYYY-MM-DD` */
  date: string
  status: 'new' | 'processed' | 'canceled' | 'error' | 'pending'
  /** Splynx's id of the payment that it is the record of. */
  splynxPaymentId: number | null
  /** Our TransactionID, by which the record is found again. */
  receiptNumber: string
  comment: string
}

export type WriteResult =
  | { kind: 'created'; id: number }
  /** Splynx answered and will not have it. */
  | { kind: 'refused'; cause: string }
  /** No answer, or none that proves anything. */
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

/**
 * Splynx listed what was not asked for: it ignores what it does not understand and then lists
 * everything (facts §2.1). Nothing of such a list is used.
 */
export class FilterIgnored extends SplynxError {
  override name = 'FilterIgnored'
  constructor(path: string, attribute: string, id: number | null) {
    super(
      `Splynx ignores the filter ${attribute} at GET ${path}: it lists number ${id ?? '?'}`,
      200,
    )
  }
}
