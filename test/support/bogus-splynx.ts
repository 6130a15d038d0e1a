import type { Document, NewPayment, RecordResult, Splynx } from '../../src/splynx/splynx.ts'
import { type Customer, SplynxError } from '../../src/splynx/splynx.ts'

/** What Splynx does with one request to record a payment, in place of storing it and saying so. */
export type RecordFault =
  | 'lost_before' // never arrived
  | 'lost_after' // stored, and the answer was lost
  | 'refused'

/** A Splynx in memory for tests of operations, with books of its own. */
export interface BogusSplynx extends Splynx {
  readonly customers: Map<number, Customer>
  readonly documents: Map<string, Document>
  /** What was recorded, in order. */
  readonly payments: (NewPayment & { id: number })[]
  /** Used up one by one by the next requests to record. */
  readonly faults: RecordFault[]
  /** Names of the calls made, in order. */
  readonly calls: string[]
  /** Answers nothing any more, until it is back. */
  isDown: boolean
  addCustomer(changes?: Partial<Customer>): Customer
  /** An unpaid invoice of 49.99, of a customer who is made for it unless named. */
  addDocument(changes?: Partial<Document>): Document
  change(document: Document, changes: Partial<Document>): void
  remove(document: Document): void
}

const keyOf = ({ kind, id }: Pick<Document, 'kind' | 'id'>) => `${kind}:${id}`

export function createBogusSplynx(): BogusSplynx {
  const customers = new Map<number, Customer>()
  const documents = new Map<string, Document>()
  const payments: BogusSplynx['payments'] = []
  const faults: RecordFault[] = []
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
    if (document) splynx.change(document, { status: 'paid', dueCents: 0 })
    return { kind: 'created', id }
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
    faults,
    calls,
    isDown: false,

    addCustomer(changes = {}) {
      const id = changes.id ?? nextId++
      const customer: Customer = {
        id,
        login: `customer-${id}`,
        name: `Customer ${id}`,
        email: `customer-${id}@example.com`,
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
    findPaymentByReceipt: (receiptNumber) =>
      answer('findPaymentByReceipt', () => {
        const found = payments.find((payment) => payment.receiptNumber === receiptNumber)
        return found ? { id: found.id, amountCents: found.amountCents } : null
      }),

    async *eachPaymentAccount() {},
    savePaymentAccount: () => answer('savePaymentAccount', () => undefined),
    listPartners: () => answer('listPartners', () => [{ id: 1, name: 'Main' }]),
    listLocations: () => answer('listLocations', () => [{ id: 1, name: 'Main' }]),
    listPaymentMethods: () => answer('listPaymentMethods', () => [{ id: 3, name: 'Credit card' }]),
    logInStaff: () => answer('logInStaff', () => null),
    logInCustomer: () => answer('logInCustomer', () => null),
    check: async () => ({ ok: true, latencyMs: 1 }),
    close: async () => {},
  }
  return splynx
}
