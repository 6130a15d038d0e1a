import { readDocument, readDocuments } from './codec.ts'
import { conditionsOf, documentTest, splitFilter } from './filters.ts'
import type { Http } from './http.ts'
import { readOne } from './http.ts'
import { eachPage, mergePages, PAGE_SIZE } from './paging.ts'
import { encodeListing, splitIds } from './query.ts'
import type { Document, DocumentFilter, DocumentKind, DocumentPage, Splynx } from './splynx.ts'
import { SplynxError } from './splynx.ts'

type Documents = Pick<
  Splynx,
  'eachDocument' | 'findDocuments' | 'findDocument' | 'findDocumentByNumber'
>

// Splynx facts §2.6 and §2.7.
const PATHS: Record<DocumentKind, string> = {
  invoice: '/admin/finance/invoices',
  proforma: '/admin/finance/proforma-invoices',
}

export function createDocuments(http: Http): Documents {
  async function* eachPart(
    filter: DocumentFilter,
    isMeant: (document: Document) => boolean,
    pageSize: number,
  ): AsyncGenerator<DocumentPage, void> {
    const { kind, afterId: after = 0, ...conditions } = filter
    const where = conditionsOf({ kind, ...conditions })
    for await (const rows of eachPage(http, {
      path: PATHS[kind],
      where,
      key: 'id',
      after,
      pageSize,
    })) {
      const { documents, bad } = readDocuments(kind, rows)
      yield { documents: documents.filter(isMeant), bad }
    }
  }

  async function list(kind: DocumentKind, attribute: string, values: (string | number)[]) {
    const operator = values.length === 1 ? '=' : 'IN'
    const where = [{ attribute, operator, values }] as const
    const query = encodeListing({ where, orderBy: 'id', limit: Math.max(values.length, 10) })
    return readDocuments(kind, await http.readList({ path: PATHS[kind], query }))
  }

  return {
    eachDocument(filter, pageSize = PAGE_SIZE) {
      const isMeant = documentTest(filter)
      return mergePages(splitFilter(filter).map((part) => eachPart(part, isMeant, pageSize)))
    },

    async findDocuments(kind, ids) {
      const found: DocumentPage = { documents: [], bad: [] }
      for (const part of splitIds(ids)) {
        const asked = new Set(part)
        const { documents, bad } = await list(kind, 'id', part)
        found.documents.push(...documents.filter(({ id }) => asked.has(id)))
        found.bad.push(...bad.filter(({ id }) => id === null || asked.has(id)))
      }
      return found
    },

    async findDocument(kind, id) {
      const path = `${PATHS[kind]}/${id}`
      const row = await http.readIfFound(path)
      if (row === null) return null
      const document = readOne(path, row, (row) => readDocument(kind, row))
      if (document.id === id) return document
      throw new SplynxError(`Splynx answered GET ${path} with another document`, 200)
    },

    async findDocumentByNumber(kind, number) {
      // Nothing to look for, and drafts without a number to be found.
      if (number.trim() === '') return null
      const { documents, bad } = await list(kind, 'number', [number])
      const isMeant = documentTest({ kind, numbers: [number] })
      const matching = documents.filter(isMeant)
      // The number of a deleted document may have been given again.
      const living = matching.filter(({ status }) => status !== 'deleted')
      if (bad.length > 0 || living.length > 1) {
        throw new SplynxError(`Splynx does not say clearly which ${kind} has this number`, 200)
      }
      return living[0] ?? matching.at(-1) ?? null
    },
  }
}
