import type { Context } from '../context.ts'
import type { Method } from '../db/schema.ts'
import { customerParts, isDueLater } from '../domain/filter-match.ts'
import type { RunFilter, SkipReason } from '../domain/run.ts'
import type { Customer, Document, DocumentFilter } from '../splynx/splynx.ts'
import {
  chosenMethod,
  firstSkip,
  readSelectionFacts,
  type SelectionFacts,
} from './selection-rules.ts'

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

async function decide(context: Context, filter: RunFilter, page: Page): Promise<Selected[]> {
  const unreadable = page.bad.map(unreadableDocument)
  if (page.documents.length === 0) return unreadable
  const { documentKind, paymentTypeId } = filter
  const asked = { documentKind, needsPaymentTypes: paymentTypeId !== undefined }
  const facts = await readSelectionFacts(context, asked, page.documents)
  const selected = page.documents.flatMap((document) => {
    const customer = facts.customers.get(document.customerId)
    if (isDueLater(filter, document.dueOn)) return []
    if (customer && !isMeant(customer, filter, facts)) return []
    return [describe(document, customer, decideOne(context, filter, document, customer, facts))]
  })
  return [...selected, ...unreadable]
}

function isMeant(
  { id, partnerId, locationId }: Customer,
  filter: RunFilter,
  { paymentTypes }: SelectionFacts,
): boolean {
  const paymentTypeId = paymentTypes && (paymentTypes.get(id) ?? 0)
  return customerParts(filter, { partnerId, locationId, paymentTypeId }).length === 0
}

function decideOne(
  context: Context,
  filter: RunFilter,
  document: Document,
  customer: Customer | undefined,
  facts: SelectionFacts,
): Selected['decision'] {
  const saved = facts.methods.get(document.customerId) ?? []
  const method = chosenMethod(saved, filter.methodKind)
  const judged = { context, filter, document, customer, method, facts, at: context.now() }
  const skip = firstSkip(judged)
  if (skip) return { kind: 'skip', ...skip }
  // A rule has made sure that there is one.
  return { kind: 'charge', method: method! }
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
