import type { Context } from '../context.ts'
import { type DeclineHistory, findDeclines, listSavedMethods } from '../db/methods.ts'
import { findMissingDocuments } from '../db/missing-records.ts'
import { findPaymentsUnderWay } from '../db/payments.ts'
import { findRefundedDocuments } from '../db/refunds.ts'
import { findReturnedDebits, type ReturnedDebit } from '../db/returned-documents.ts'
import type { Method } from '../db/schema.ts'
import { AMOUNT_CENTS_MAX } from '../domain/money.ts'
import { AFTER_DECLINE_MS, DECLINES_MAX } from '../domain/patience.ts'
import type { RunFilter, SkipReason } from '../domain/run.ts'
import type { Customer, Document, DocumentFilter } from '../splynx/splynx.ts'
import { blockedByReturns } from './blocked-by-returns.ts'
import { makeReady } from './sending/instruments.ts'

/** A document that the filter means, and what a run does with it. */
export interface Selected {
  documentId: number
  documentNumber: string
  customerId: number
  customerName: string
  partnerId: number | null
  totalCents: number
  /** What is due: what the run would charge. */
  amountCents: number
  decision:
    | { kind: 'charge'; method: Method }
    | { kind: 'skip'; reason: SkipReason; detail: string | null; method?: Method }
}

export interface SelectedPage {
  selected: Selected[]
  /** The last document that was read, whether it is meant or not: go on from here. */
  afterId: number
}

/** The first page is short, so that the first charge leaves soon after the click. */
const FIRST_PAGE_SIZE = 100
const PAGE_SIZE = 1_000

/**
 * Reads the documents of a filter from Splynx, page by page in ascending id, and decides about each:
 * charge it with which method, or skip it for which reason. A preview and a run see the same.
 */
export async function* selectDocuments(
  context: Context,
  filter: RunFilter,
  afterId = 0,
): AsyncGenerator<SelectedPage, void> {
  let after = afterId
  const wanted = documentFilter(filter)
  const first = await firstPage(context, wanted, after)
  if (first) {
    after = first.afterId
    yield { selected: await decide(context, filter, first), afterId: after }
    if (first.isLast) return
  }
  const { eachDocument } = context.splynx
  for await (const page of eachDocument({ ...wanted, afterId: after }, PAGE_SIZE)) {
    after = Math.max(after, lastIdOf(page))
    yield { selected: await decide(context, filter, page), afterId: after }
  }
}

type Page = Awaited<ReturnType<Context['splynx']['findDocuments']>>

async function firstPage({ splynx }: Context, wanted: DocumentFilter, afterId: number) {
  for await (const page of splynx.eachDocument({ ...wanted, afterId }, FIRST_PAGE_SIZE)) {
    return { ...page, afterId: Math.max(afterId, lastIdOf(page)), isLast: false }
  }
  return { documents: [], bad: [], afterId, isLast: true }
}

const lastIdOf = ({ documents, bad }: Page): number =>
  Math.max(0, ...documents.map(({ id }) => id), ...bad.map(({ id }) => id ?? 0))

const documentFilter = (filter: RunFilter): DocumentFilter => ({
  kind: filter.documentKind,
  status: filter.status,
  ...(filter.from ? { from: filter.from } : {}),
  ...(filter.to ? { to: filter.to } : {}),
  ...(filter.total ? { totalCents: filter.total } : {}),
  ...(filter.customerIds?.length ? { customerIds: filter.customerIds } : {}),
  ...(filter.numbers?.length ? { numbers: filter.numbers } : {}),
})

/** All that decisions about one page need, read in a few requests. */
interface Facts {
  customers: Map<number, Customer>
  paymentTypes: Map<number, number> | null
  methods: Map<number, Method[]>
  declines: Map<string, DeclineHistory>
  underWay: Awaited<ReturnType<typeof findPaymentsUnderWay>>
  refunded: Set<number>
  missing: Set<number>
  returned: Map<number, ReturnedDebit[]>
}

async function decide(context: Context, filter: RunFilter, page: Page): Promise<Selected[]> {
  const unreadable = page.bad.map(unreadableDocument)
  if (page.documents.length === 0) return unreadable
  const facts = await readFacts(context, filter, page.documents)
  const selected = page.documents.flatMap((document) => {
    const customer = facts.customers.get(document.customerId)
    if (customer && !isMeant(customer, filter, facts)) return []
    return [describe(document, customer, decideOne(context, filter, document, customer, facts))]
  })
  return [...selected, ...unreadable]
}

async function readFacts(
  context: Context,
  filter: RunFilter,
  documents: Document[],
): Promise<Facts> {
  const { db, splynx, now } = context
  const customerIds = [...new Set(documents.map(({ customerId }) => customerId))]
  const documentIds = documents.map(({ id }) => id)
  const [customers, methods, underWay, refunded, missing, returned, paymentTypes] =
    await Promise.all([
      splynx.findCustomers(customerIds),
      listSavedMethods(db, customerIds),
      findPaymentsUnderWay(db, filter.documentKind, documentIds),
      findRefundedDocuments(db, filter.documentKind, documentIds),
      findMissingDocuments(db, filter.documentKind, documentIds),
      findReturnedDebits(db, filter.documentKind, documentIds),
      filter.paymentTypeId === undefined ? null : splynx.findPaymentTypes(customerIds),
    ])
  const fingerprints = [...methods.values()].flat().map(({ fingerprint }) => fingerprint)
  return {
    customers: new Map(customers.map((customer) => [customer.id, customer])),
    paymentTypes,
    methods,
    declines: await findDeclines(db, [...new Set(fingerprints)], now()),
    underWay,
    refunded,
    missing,
    returned,
  }
}

function isMeant(customer: Customer, filter: RunFilter, { paymentTypes }: Facts): boolean {
  const { partnerIds, locationIds, paymentTypeId } = filter
  if (partnerIds?.length && !partnerIds.includes(customer.partnerId)) return false
  if (locationIds?.length && !locationIds.includes(customer.locationId)) return false
  return paymentTypes === null || paymentTypes.get(customer.id) === paymentTypeId
}

function decideOne(
  context: Context,
  filter: RunFilter,
  document: Document,
  customer: Customer | undefined,
  facts: Facts,
): Selected['decision'] {
  const skip = (reason: SkipReason, detail: string | null = null, method?: Method) =>
    ({ kind: 'skip', reason, detail, ...(method ? { method } : {}) }) as const

  const underWay = facts.underWay.get(document.id)
  if (underWay) return skip('under_way', `since ${underWay.created_at.toISOString()}`)
  if (document.status !== 'not_paid') return skip('not_open', document.status)
  if (document.dueCents <= 0) return skip('nothing_due')
  if (facts.refunded.has(document.id)) return skip('refunded')
  if (facts.missing.has(document.id)) return skip('deleted_in_splynx')
  if (document.dueCents > AMOUNT_CENTS_MAX) return skip('above_limit')
  if (!customer) return skip('customer_inactive', 'not found in Splynx')
  if (customer.status === 'disabled') return skip('customer_inactive')

  const saved = facts.methods.get(document.customerId) ?? []
  const ofKind = saved.filter(({ kind }) => !filter.methodKind || kind === filter.methodKind)
  const method = ofKind.find(({ status }) => status === 'active') ?? ofKind[0]
  if (!method) return skip('no_method')
  const readiness = makeReady(context, method)
  if (readiness.kind === 'useless') return skip(readiness.reason, readiness.detail, method)
  const now = context.now()
  const blocked =
    blockedByDeclines(facts.declines.get(method.fingerprint), now) ??
    blockedByReturns(facts.returned.get(document.id), method, document.dueCents, now)
  return blocked ? skip(blocked.reason, blocked.detail, method) : { kind: 'charge', method }
}

/** The rule that forbids another try with this card by now, if there is one (rules of the trade §3.2). */
export function blockedByDeclines(
  declines: DeclineHistory | undefined,
  now: Date,
): { reason: SkipReason; detail: string } | null {
  if (!declines) return null
  const { count, lastAt } = declines
  if (count >= DECLINES_MAX) return { reason: 'tries_used_up', detail: `${count} declines` }
  if (now.getTime() - lastAt.getTime() < AFTER_DECLINE_MS) {
    return { reason: 'declined_recently', detail: `at ${lastAt.toISOString()}` }
  }
  return null
}

const describe = (
  document: Document,
  customer: Customer | undefined,
  decision: Selected['decision'],
): Selected => ({
  documentId: document.id,
  documentNumber: document.number,
  customerId: document.customerId,
  customerName: customer?.name ?? `Customer ${document.customerId}`,
  partnerId: customer?.partnerId ?? null,
  totalCents: document.totalCents,
  amountCents: document.dueCents,
  decision,
})

const unreadableDocument = ({ id, cause }: Page['bad'][number]): Selected => ({
  documentId: id ?? 0,
  documentNumber: id === null ? '?' : `#${id}`,
  customerId: 0,
  customerName: '',
  partnerId: null,
  totalCents: 0,
  amountCents: 0,
  decision: { kind: 'skip', reason: 'unreadable', detail: cause },
})
