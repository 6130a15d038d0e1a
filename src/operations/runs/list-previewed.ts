import type { Context } from '../../context.ts'
import type { RunFilter } from '../../domain/run.ts'
import { type Selected, selectDocuments } from '../select-documents.ts'

interface Wanted {
  show: 'charge' | 'skip'
  afterId: number
  limit: number
}

/**
 * A page of the documents that a run would charge, or would skip, by ascending id behind `afterId`.
 * Reads no more of Splynx than it takes to fill it.
 */
export async function listPreviewed(
  context: Context,
  filter: RunFilter,
  { show, afterId, limit }: Wanted,
): Promise<{ documents: Selected[]; hasMore: boolean }> {
  const found: Selected[] = []
  for await (const page of selectDocuments(context, filter, afterId)) {
    const meant = page.selected.filter(({ decision }) => decision.kind === show)
    found.push(...meant.sort((a, b) => a.documentId - b.documentId))
    if (found.length > limit) break
  }
  return { documents: found.slice(0, limit), hasMore: found.length > limit }
}
