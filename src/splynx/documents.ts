import { readDocument, readDocuments } from './codec.ts'
import { conditionsOf, documentTest, missedBy, splitFilter } from './filters.ts'
import type { Http } from './http.ts'
import { readOne } from './http.ts'
import { eachPage, mergePages, PAGE_SIZE } from './paging.ts'
import { encodeListing, splitIds } from './query.ts'
import type { Document, DocumentFilter, DocumentKind, DocumentPage, Splynx } from './splynx.ts'
import { FilterIgnored, SplynxError } from './splynx.ts'

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
      const { documents, bad } = recheck(PATHS[kind], filter, readDocuments(kind, rows))
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
        // A list of others says nothing about those asked for, and they must not count as gone.
        const other = [...documents, ...bad].find(({ id }) => id !== null && !asked.has(id))
        if (other) throw new FilterIgnored(PATHS[kind], 'id', other.id)
        found.documents.push(...documents)
        found.bad.push(...bad)
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
      const other = documents.find((document) => !isMeant(document))
      if (other) throw new FilterIgnored(PATHS[kind], 'number', other.id)
      // The number of a deleted document may have been given again.
      const living = documents.filter(({ status }) => status !== 'deleted')
      if (bad.length > 0 || living.length > 1) {
        throw new SplynxError(`Splynx does not say clearly which ${kind} has this number`, 200)
      }
      return living[0] ?? documents.at(-1) ?? null
    },
  }
}

/**
 * Asks each row once more what Splynx was asked. One that does not fit is handed over as bad with
 * its id: it was paid while the list was made, or has no date. When most do not fit, Splynx has not
 * looked at the filter at all.
 */
function recheck(path: string, asked: DocumentFilter, page: DocumentPage): DocumentPage {
  const missed = missedBy(asked)
  const checked: DocumentPage = { documents: [], bad: page.bad }
  const others: { id: number; field: string }[] = []
  for (const document of page.documents) {
    const field = missed(document)
    if (field === null) checked.documents.push(document)
    else if (document.issuedOn === null && (field === 'from' || field === 'to')) {
      checked.bad.push({ id: document.id, cause: 'its date of issue is not set' })
    } else others.push({ id: document.id, field })
  }
  const [first] = others
  if (first && others.length > checked.documents.length) {
    throw new FilterIgnored(path, first.field, first.id)
  }
  checked.bad.push(
    ...others.map(({ id, field }) => ({ id, cause: `listed although its ${field} differs` })),
  )
  return checked
}
