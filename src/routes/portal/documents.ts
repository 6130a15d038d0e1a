import type { Payment } from '../../db/schema.ts'
import { notFound } from '../../middleware/http-problem.ts'
import type { Document, DocumentFilter, DocumentKind, Splynx } from '../../splynx/splynx.ts'
import { fromSplynx } from './from-splynx.ts'

/** More than anybody pays by hand; who owes so much calls. */
const UNPAID_MAX = 100

/** What a customer has to pay, the most urgent first. */
export async function listUnpaid(splynx: Splynx, customerId: number): Promise<Document[]> {
  const lists = await Promise.all([
    listUnpaidOf(splynx, 'invoice', customerId),
    listUnpaidOf(splynx, 'proforma', customerId),
  ])
  return lists.flat().sort((a, b) => (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9') || a.id - b.id)
}

/** Without those that a payment is under way for: nobody is asked to pay them again. */
export function withoutThose(documents: readonly Document[], underWay: readonly Payment[]) {
  const held = new Set(underWay.map(({ purpose, document_id }) => `${purpose}:${document_id}`))
  return documents.filter(({ kind, id }) => !held.has(`${kind}:${id}`))
}

async function listUnpaidOf(
  splynx: Splynx,
  kind: DocumentKind,
  customerId: number,
): Promise<Document[]> {
  const found: Document[] = []
  const filter: DocumentFilter = { kind, status: 'not_paid', customerIds: [customerId] }
  for await (const { documents } of splynx.eachDocument(filter, UNPAID_MAX)) {
    found.push(...documents.filter(({ dueCents }) => dueCents > 0))
    if (found.length >= UNPAID_MAX) break
  }
  return found
}

/**
 * The customer's own document. One that is missing, deleted or somebody else's is not found, in the
 * same words, so that trying ids tells nothing.
 */
export async function findOwnDocument(
  customerId: number,
  looking: Promise<Document | null>,
): Promise<Document> {
  const document = await fromSplynx(looking)
  if (document?.customerId === customerId && document.status !== 'deleted') return document
  return noDocument()
}

export const noDocument = (): never => notFound((words) => words.noDocument)

const ID = /^[1-9]\d{0,14}$/

/** The id of a document in an address. */
export const readDocumentId = (value: string | undefined): number =>
  value !== undefined && ID.test(value) ? Number(value) : noDocument()
