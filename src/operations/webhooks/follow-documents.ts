import type { Context } from '../../context.ts'
import { lowerAmount } from '../../db/payments.ts'
import type { Payment } from '../../db/schema.ts'
import { listWaitingForDocuments } from '../../db/waiting-payments.ts'
import type { Document, DocumentKind } from '../../splynx/splynx.ts'
import { cancelWaiting } from './cancel-waiting.ts'

export interface Followed {
  cancelled: number
  lowered: number
}

/**
 * Reads documents that have changed in Splynx, or may have, and cancels or lowers what still waits
 * for them. What the gateway may have heard of is left alone: its answer decides. Rejects with
 * `SplynxError` when Splynx cannot be asked.
 */
export async function followDocuments(
  context: Context,
  kind: DocumentKind,
  documentIds: readonly number[],
): Promise<Followed> {
  const { db, splynx } = context
  const waiting = await listWaitingForDocuments(db, kind, documentIds)
  if (waiting.length === 0) return { cancelled: 0, lowered: 0 }
  const ids = waiting.map(({ document_id }) => document_id ?? 0)
  const { documents, bad } = await splynx.findDocuments(kind, ids)
  const documentById = new Map(documents.map((document) => [document.id, document]))
  // One that cannot be read says nothing, and without its number it may be any of them.
  const isUnclear = (id: number) => bad.some((one) => one.id === null || one.id === id)

  const followed: Followed = { cancelled: 0, lowered: 0 }
  for (const payment of waiting) {
    const id = payment.document_id ?? 0
    if (isUnclear(id)) continue
    const document = documentById.get(id) ?? (await splynx.findDocument(kind, id))
    const because = whyNotAnyMore(payment, document)
    if (because !== null) followed.cancelled += await cancelWaiting(context, [payment], because)
    else if (await lower(context, payment, document!)) followed.lowered++
  }
  return followed
}

/** Why a payment that waits is wanted no more; null while it is. */
function whyNotAnyMore(payment: Payment, document: Document | null): string | null {
  if (!document) return 'The document is gone from Splynx'
  if (document.status === 'paid') return 'The document has been paid in another way'
  if (document.status === 'pending') return 'Splynx waits for another payment of the document'
  if (document.status === 'deleted') return 'The document has been deleted in Splynx'
  if (document.customerId !== payment.customer_id) return 'It belongs to another customer now'
  // A state of the future is for the last look before sending.
  if (document.status === 'other') return null
  return document.dueCents <= 0 ? 'Nothing is due any more' : null
}

const lower = ({ db, now }: Context, payment: Payment, { dueCents, status }: Document) =>
  status === 'not_paid' && dueCents < payment.amount_cents
    ? lowerAmount(db, payment, dueCents, now())
    : false
