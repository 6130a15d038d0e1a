import type { Selected } from '../select-documents.ts'

/** A document that was ticked off by hand is skipped, and says so. Others stay as they are. */
export function leaveOut(document: Selected, without: ReadonlySet<number>): Selected {
  const { decision, documentId } = document
  if (decision.kind !== 'charge' || !without.has(documentId)) return document
  const { method } = decision
  return { ...document, decision: { kind: 'skip', reason: 'left_out', detail: null, method } }
}
