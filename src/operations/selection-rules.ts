import type { Context } from '../context.ts'
import { listSavedMethods } from '../db/methods.ts'
import { findMissingDocuments } from '../db/missing-records.ts'
import { findPaymentsUnderWay } from '../db/payments.ts'
import { findRefundedDocuments } from '../db/refunds.ts'
import type { Method } from '../db/schema.ts'
import { AMOUNT_CENTS_MAX } from '../domain/money.ts'
import type { RunFilter, SkipReason } from '../domain/run.ts'
import type { Customer, Document } from '../splynx/splynx.ts'
import { type RetryBook, readRetryBook } from './retries/retry-facts.ts'
import { makeReady, mayBeUsedBy } from './sending/instruments.ts'

/** All that decisions about some documents need, read in a few requests. */
export interface SelectionFacts {
  customers: Map<number, Customer>
  /** Null where nobody asks for them: they cost a request a customer. */
  paymentTypes: Map<number, number> | null
  methods: Map<number, Method[]>
  underWay: Awaited<ReturnType<typeof findPaymentsUnderWay>>
  refunded: Set<number>
  missing: Set<number>
  book: RetryBook
}

export async function readSelectionFacts(
  context: Context,
  {
    documentKind,
    needsPaymentTypes,
  }: Pick<RunFilter, 'documentKind'> & { needsPaymentTypes: boolean },
  documents: readonly Document[],
): Promise<SelectionFacts> {
  const { db, splynx } = context
  const customerIds = [...new Set(documents.map(({ customerId }) => customerId))]
  const documentIds = documents.map(({ id }) => id)
  const [customers, methods, underWay, refunded, missing, paymentTypes] = await Promise.all([
    splynx.findCustomers(customerIds),
    listSavedMethods(db, customerIds),
    findPaymentsUnderWay(db, documentKind, documentIds),
    findRefundedDocuments(db, documentKind, documentIds),
    findMissingDocuments(db, documentKind, documentIds),
    needsPaymentTypes ? splynx.findPaymentTypes(customerIds) : null,
  ])
  const fingerprints = [...methods.values()].flat().map(({ fingerprint }) => fingerprint)
  return {
    customers: new Map(customers.map((customer) => [customer.id, customer])),
    paymentTypes,
    methods,
    underWay,
    refunded,
    missing,
    book: await readRetryBook(context, {
      ...{ purpose: documentKind, documentIds, customerIds, fingerprints },
    }),
  }
}

/** One document, with all that the rules look at. */
export interface Judged {
  context: Context
  filter: Pick<RunFilter, 'dueTo' | 'methodKind'>
  document: Document
  customer: Customer | undefined
  /** What would be charged. */
  method: Method | undefined
  facts: SelectionFacts
  at: Date
}

export interface Skip {
  reason: SkipReason
  detail: string | null
  method?: Method
}

export type RuleName =
  | 'under_way'
  | 'open'
  | 'due'
  | 'due_date'
  | 'refunded'
  | 'missing'
  | 'amount'
  | 'customer'
  | 'hold'
  | 'method'
  | 'ready'
  | 'retries'

export interface SelectionRule {
  name: RuleName
  /** Without a method there is nothing that it could look at. */
  isOfMethod?: true
  /** Why the document is not charged; null when this rule has nothing against it. */
  judge(judged: Judged): Skip | null
}

const skip = (reason: SkipReason, detail: string | null = null): Skip => ({ reason, detail })

/**
 * What every document of a run has to pass, in this order: the first rule that speaks against it is
 * what people are told. Runs, previews and the page that explains a document ask these and no others.
 */
export const SELECTION_RULES: readonly SelectionRule[] = [
  {
    name: 'under_way',
    judge({ document, facts }) {
      const underWay = facts.underWay.get(document.id)
      return underWay ? skip('under_way', `since ${underWay.created_at.toISOString()}`) : null
    },
  },
  {
    name: 'open',
    judge: ({ document }) =>
      document.status === 'not_paid' ? null : skip('not_open', document.status),
  },
  {
    name: 'due',
    judge: ({ document }) => (document.dueCents > 0 ? null : skip('nothing_due')),
  },
  {
    name: 'due_date',
    judge: ({ document, filter }) =>
      filter.dueTo !== undefined && document.dueOn === null ? skip('no_due_date') : null,
  },
  {
    name: 'refunded',
    judge: ({ document, facts }) => (facts.refunded.has(document.id) ? skip('refunded') : null),
  },
  {
    name: 'missing',
    judge: ({ document, facts }) =>
      facts.missing.has(document.id) ? skip('deleted_in_splynx') : null,
  },
  {
    name: 'amount',
    judge: ({ document }) => (document.dueCents > AMOUNT_CENTS_MAX ? skip('above_limit') : null),
  },
  {
    name: 'customer',
    judge({ customer }) {
      if (!customer) return skip('customer_inactive', 'not found in Splynx')
      return customer.status === 'disabled' ? skip('customer_inactive') : null
    },
  },
  {
    name: 'hold',
    judge: ({ document, facts, at }) => facts.book.held(document.customerId, at),
  },
  {
    name: 'method',
    judge: ({ method }) => (method ? null : skip('no_method')),
  },
  {
    name: 'ready',
    isOfMethod: true,
    judge({ context, method, at }) {
      if (!method) return null
      const readiness = makeReady({ ...context, now: () => at }, method, 'run')
      return readiness.kind === 'useless'
        ? { reason: readiness.reason, detail: readiness.detail, method }
        : null
    },
  },
  {
    name: 'retries',
    isOfMethod: true,
    judge({ document, method, facts, at }) {
      if (!method) return null
      const { id, customerId, dueCents: amountCents } = document
      const blocked = facts.book.blocked({ id, customerId, amountCents }, method, at)
      return blocked && { ...blocked, method }
    },
  },
]

/** The first thing that speaks against charging the document; null when nothing does. */
export function firstSkip(judged: Judged): Skip | null {
  for (const { judge } of SELECTION_RULES) {
    const found = judge(judged)
    if (found) return found
  }
  return null
}

/** What a run charges: of the kind that it is for the default one that may be charged. */
export function chosenMethod(
  methods: readonly Method[],
  kind?: Method['kind'],
): Method | undefined {
  const ofKind = methods.filter((method) => !kind || method.kind === kind)
  const isUsable = (method: Method) => method.status === 'active' && mayBeUsedBy(method, 'run')
  return ofKind.find(isUsable) ?? ofKind[0]
}
