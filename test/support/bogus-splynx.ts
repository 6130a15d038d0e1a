import type {
  DeleteResult,
  Document,
  ListedPayment,
  NewPayment,
  NewStatementRecord,
  NewTransaction,
  RecordResult,
  Splynx,
} from '../../src/splynx/splynx.ts'
import { type Customer, SplynxError } from '../../src/splynx/splynx.ts'

/** What Splynx does with one request to record a payment, in place of storing it and saying so. */
export type RecordFault =
  | 'lost_before' // never arrived
  | 'lost_after' // stored, and the answer was lost
  | 'refused'

/** What Splynx does with one request to delete a payment, in place of deleting it and saying so. */
export type DeleteFault = RecordFault

/** A Splynx in memory for tests of operations, with books of its own. */
export interface BogusSplynx extends Splynx {
  readonly customers: Map<number, Customer>
  readonly documents: Map<string, Document>
  /** What was recorded, in order. */
  readonly payments: (NewPayment & { id: number })[]
  /** Debits outside of documents, in order. */
  readonly transactions: (NewTransaction & { id: number })[]
  /** Used up one by one by the next requests to record, or to debit. */
  readonly faults: RecordFault[]
  /** The same for requests to delete. */
  readonly deleteFaults: DeleteFault[]
  /** Names of the calls made, in order. */
  readonly calls: string[]
  /** Answers nothing any more, until it is back. */
  isDown: boolean
  /** Titles of payment statements, and their records; with the faults of the next ones. */
  readonly statements: string[]
  readonly statementRecords: (NewStatementRecord & { id: number })[]
  readonly recordFaults: RecordFault[]
  addCustomer(changes?: Partial<Customer>): Customer
  /** An unpaid invoice of 49.99, of a customer who is made for it unless named. */
  addDocument(changes?: Partial<Document>): Document
  change(document: Document, changes: Partial<Document>): void
  remove(document: Document): void
  /** Knows nobody and nothing, and answers. */
  startAnew(): void
}

const listedOf = ({ document, ...payment }: NewPayment & { id: number }): ListedPayment => ({
  ...payment,
  invoiceId: document?.kind === 'invoice' ? document.id : null,
  proformaId: document?.kind === 'proforma' ? document.id : null,
})

const keyOf = ({ kind, id }: Pick<Document, 'kind' | 'id'>) => `${kind}:${id}`

export function createBogusSplynx(): BogusSplynx {
  const customers = new Map<number, Customer>()
  const documents = new Map<string, Document>()
  const payments: BogusSplynx['payments'] = []
  const transactions: BogusSplynx['transactions'] = []
  const faults: RecordFault[] = []
  const statements: string[] = []
  const statementRecords: BogusSplynx['statementRecords'] = []
  const recordFaults: RecordFault[] = []
  const deleteFaults: DeleteFault[] = []
  const calls: string[] = []
  let nextId = 100

  /** Notes the call, and fails it while Splynx is down. */
  function answer<T>(name: string, work: () => T): Promise<T> {
    calls.push(name)
    if (splynx.isDown) return Promise.reject(new SplynxError('Splynx does not answer'))
    return Promise.resolve(work())
  }

  function book(payment: NewPayment): RecordResult {
    const isTaken = payments.some(({ receiptNumber }) => receiptNumber === payment.receiptNumber)
    if (isTaken) return { kind: 'duplicate' }
    const id = nextId++
    payments.push({ ...payment, id })
    const document = payment.document && documents.get(keyOf(payment.document))
    if (document && payment.amountCents > 0)
      splynx.change(document, { status: 'paid', dueCents: 0 })
    else if (document) reopen(document, document.dueCents - payment.amountCents)
    return { kind: 'created', id }
  }

  const reopen = (document: Document, dueCents: number) =>
    splynx.change(document, { status: 'not_paid', dueCents })

  function unbook(id: number): DeleteResult {
    const at = payments.findIndex((payment) => payment.id === id)
    if (at < 0) return { kind: 'not_found' }
    const [{ document: of } = {} as NewPayment] = payments.splice(at, 1)
    const document = of && documents.get(keyOf(of))
    if (document) reopen(document, document.totalCents)
    return { kind: 'deleted' }
  }

  function erase(id: number): DeleteResult {
    const fault = deleteFaults.shift()
    if (fault === 'lost_before') return { kind: 'unknown', cause: 'ECONNRESET' }
    if (fault === 'refused') return { kind: 'refused', cause: '403 ENTITY_CANNOT_BE_DELETED' }
    const result = unbook(id)
    return fault === 'lost_after' ? { kind: 'unknown', cause: '500' } : result
  }

  function record(payment: NewPayment): RecordResult {
    const fault = faults.shift()
    if (fault === 'lost_before') return { kind: 'unknown', cause: 'ECONNRESET' }
    if (fault === 'refused') return { kind: 'refused', cause: '422: customer_id is wrong' }
    const result = book(payment)
    return fault === 'lost_after' ? { kind: 'unknown', cause: 'no answer in time' } : result
  }

  const splynx: BogusSplynx = {
    customers,
    documents,
    payments,
    transactions,
    faults,
    statements,
    statementRecords,
    recordFaults,
    deleteFaults,
    calls,
    isDown: false,

    addCustomer(changes = {}) {
      const id = changes.id ?? nextId++
      const customer: Customer = {
        id,
        login: `customer-${id}`,
        name: `Customer ${id}`,
        email: `customer-${id}@example.com`,
        billingEmail: '',
        phone: '',
        status: 'active',
        partnerId: 1,
        locationId: 1,
        billingType: 'recurring',
        postalCode: '60601',
        ...changes,
      }
      customers.set(id, customer)
      return customer
    },
    addDocument(changes = {}) {
      const id = changes.id ?? nextId++
      const dueCents = changes.dueCents ?? 4999
      const document: Document = {
        kind: 'invoice',
        id,
        number: `2026${String(id).padStart(6, '0')}`,
        customerId: changes.customerId ?? splynx.addCustomer().id,
        status: 'not_paid',
        totalCents: dueCents,
        dueCents,
        issuedOn: '2026-11-01',
        dueOn: '2026-11-15',
        ...changes,
      }
      documents.set(keyOf(document), document)
      return document
    },
    change(document, changes) {
      documents.set(keyOf(document), { ...documents.get(keyOf(document))!, ...changes })
    },
    remove(document) {
      documents.delete(keyOf(document))
    },
    startAnew() {
      documents.clear()
      customers.clear()
      const lists = [payments, transactions, faults, statements, statementRecords]
      for (const list of [...lists, recordFaults, deleteFaults, calls]) list.length = 0
      splynx.isDown = false
      nextId = 100
    },

    async *eachDocument({ kind, status, customerIds, afterId = 0 }, pageSize = 1_000) {
      for (let after = afterId; ; ) {
        const page = await answer('eachDocument', () =>
          [...documents.values()]
            .filter((document) => document.kind === kind && document.id > after)
            .filter((document) => status === undefined || document.status === status)
            .filter(({ customerId }) => !customerIds?.length || customerIds.includes(customerId))
            .sort((a, b) => a.id - b.id)
            .slice(0, pageSize),
        )
        if (page.length === 0) return
        yield { documents: page, bad: [] }
        after = page.at(-1)!.id
      }
    },
    findDocuments: (kind, ids) =>
      answer('findDocuments', () => ({
        documents: ids.flatMap((id) => documents.get(keyOf({ kind, id })) ?? []),
        bad: [],
      })),
    findDocument: (kind, id) =>
      answer('findDocument', () => documents.get(keyOf({ kind, id })) ?? null),
    findDocumentByNumber: (kind, number) =>
      answer('findDocumentByNumber', () => {
        const same = (document: Document) => document.kind === kind && document.number === number
        return [...documents.values()].find(same) ?? null
      }),

    findCustomer: (id) => answer('findCustomer', () => customers.get(id) ?? null),
    findCustomers: (ids) =>
      answer('findCustomers', () => ids.flatMap((id) => customers.get(id) ?? [])),
    searchCustomers: (text, limit) =>
      answer('searchCustomers', () =>
        [...customers.values()].filter(({ name }) => name.includes(text)).slice(0, limit),
      ),
    findBalanceCents: (customerId) =>
      answer('findBalanceCents', () =>
        payments
          .filter((payment) => payment.customerId === customerId && !payment.document)
          .reduce((sum, { amountCents }) => sum + amountCents, 0),
      ),
    findPaymentTypes: (ids) => answer('findPaymentTypes', () => new Map(ids.map((id) => [id, 3]))),

    createPayment: (payment) =>
      // Never rejects, as the client's never does: what is not known is an answer of its own.
      answer('createPayment', () => record(payment)).catch(() => ({
        kind: 'unknown' as const,
        cause: 'Splynx does not answer',
      })),
    deletePayment: (id) =>
      answer('deletePayment', () => erase(id)).catch(() => ({
        kind: 'unknown' as const,
        cause: 'Splynx does not answer',
      })),
    findPayments: (ids) =>
      answer(
        'findPayments',
        () =>
          new Map(
            payments
              .filter(({ id }) => ids.includes(id))
              .map(({ id, receiptNumber }) => [id, receiptNumber]),
          ),
      ),

    async *eachPayment(day) {
      const listed = await answer('eachPayment', () =>
        payments.filter(({ date }) => date === day).map(listedOf),
      )
      if (listed.length > 0) yield listed
    },
    findListedPayments: (ids) =>
      answer('findListedPayments', () =>
        payments.filter(({ id }) => ids.includes(id)).map(listedOf),
      ),

    findOrCreateStatement: (title) =>
      answer('findOrCreateStatement', () => {
        if (!statements.includes(title)) statements.push(title)
        return statements.indexOf(title) + 1
      }),
    createStatementRecord: (record) =>
      answer('createStatementRecord', () => {
        const fault = recordFaults.shift()
        if (fault === 'lost_before') return { kind: 'unknown' as const, cause: 'ECONNRESET' }
        if (fault === 'refused') return { kind: 'refused' as const, cause: '422' }
        const id = nextId++
        statementRecords.push({ ...record, id })
        if (fault === 'lost_after') return { kind: 'unknown' as const, cause: 'no answer in time' }
        return { kind: 'created' as const, id }
      }).catch(() => ({ kind: 'unknown' as const, cause: 'Splynx does not answer' })),
    updateStatementRecord: (id, changes) =>
      answer('updateStatementRecord', () => {
        const fault = recordFaults.shift()
        if (fault) throw new SplynxError('no answer in time')
        Object.assign(statementRecords.find((record) => record.id === id) ?? {}, changes)
      }),
    findStatementRecords: (statementId, receiptNumbers) =>
      answer(
        'findStatementRecords',
        () =>
          new Map(
            statementRecords
              .filter((record) => record.statementId === statementId)
              .filter(({ receiptNumber }) => receiptNumbers.includes(receiptNumber))
              .map(({ receiptNumber, id }) => [receiptNumber, id]),
          ),
      ),
    findPaymentByReceipt: (receiptNumber) =>
      answer('findPaymentByReceipt', () => {
        const found = payments.find((payment) => payment.receiptNumber === receiptNumber)
        if (!found) return null
        const { id, amountCents, document } = found
        const idFor = (kind: Document['kind']) => (document?.kind === kind ? document.id : null)
        return { id, amountCents, invoiceId: idFor('invoice'), proformaId: idFor('proforma') }
      }),

    createTransaction: (transaction) =>
      answer('createTransaction', () => {
        const fault = faults.shift()
        if (fault === 'lost_before') return { kind: 'unknown' as const, cause: 'ECONNRESET' }
        if (fault === 'refused') return { kind: 'refused' as const, cause: '422: it is wrong' }
        const id = nextId++
        transactions.push({ ...transaction, id })
        return fault === 'lost_after'
          ? { kind: 'unknown' as const, cause: 'no answer in time' }
          : { kind: 'created' as const, id }
      }).catch(() => ({ kind: 'unknown' as const, cause: 'Splynx does not answer' })),
    findTransactionByComment: (customerId, comment) =>
      answer('findTransactionByComment', () => {
        const found = transactions.find(
          (transaction) => transaction.customerId === customerId && transaction.comment === comment,
        )
        return found ? { id: found.id, amountCents: found.amountCents } : null
      }),

    async *eachPaymentAccount() {},
    savePaymentAccount: () => answer('savePaymentAccount', () => undefined),
    listPartners: () => answer('listPartners', () => [{ id: 1, name: 'Main' }]),
    listLocations: () => answer('listLocations', () => [{ id: 1, name: 'Main' }]),
    listPaymentMethods: () => answer('listPaymentMethods', () => [{ id: 3, name: 'Credit card' }]),
    logInStaff: () => answer('logInStaff', () => null),
    logInCustomer: () => answer('logInCustomer', () => null),
    findSessionCustomer: () => answer('findSessionCustomer', () => null),
    findStaffBySash: () => answer('findStaffBySash', () => null),
    checkPermissions: async () => [],
    listEntryPoints: () => answer('listEntryPoints', () => []),
    findAccountDefinition: () => answer('findAccountDefinition', () => null),
    check: async () => ({ ok: true, latencyMs: 1 }),
    close: async () => {},
  }
  return splynx
}
