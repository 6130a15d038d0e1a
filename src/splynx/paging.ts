import type { Row } from './codec.ts'
import { idOf, rowOf } from './codec.ts'
import type { Http } from './http.ts'
import type { Condition } from './query.ts'
import { encodeListing } from './query.ts'
import type { Document, DocumentPage } from './splynx.ts'
import { SplynxError } from './splynx.ts'

export const PAGE_SIZE = 1000

// A page this short is the last one. A page that is merely shorter than asked for need not be: a
// server may have a limit of its own, and no framework's default is below this.
const CERTAINLY_SHORT = 20

/** More than any Splynx has documents: a list that goes on and on is made up. */
const PAGES_MAX = 200_000

export interface Paged {
  path: string
  where: Condition[]
  /** The attribute that pages are cut by: no two rows that match share a value. */
  key: string
  after: number
  pageSize: number
  pagesMax?: number
}

/**
 * The rows of a list, page by page, by ascending key. Each page begins after the last key of the
 * one before, so rows that appear or vanish meanwhile shift nothing. Splynx ignores what it does
 * not understand (Splynx facts §2.1); a list that cannot be paged is an error here, never a short
 * list and never an endless one.
 */
export async function* eachPage(http: Http, paged: Paged): AsyncGenerator<Row[], void> {
  const { path, where, key, pageSize } = paged
  let after = paged.after
  for (let pages = 0; pages < (paged.pagesMax ?? PAGES_MAX); pages++) {
    const beyond: Condition = { attribute: key, operator: '>', values: [after] }
    const query = encodeListing({ where: [...where, beyond], orderBy: key, limit: pageSize })
    const rows = (await http.readList({ path, query })).map((value) => rowOf(value) ?? {})
    if (rows.length === 0) return
    const last = lastKey(rows, key, after)
    const isEnd = rows.length < Math.min(pageSize, CERTAINLY_SHORT)
    // A page without one readable key leads nowhere, unless it is the last.
    if (last === null || (last === after && !isEnd)) {
      throw new SplynxError(`Splynx does not page GET ${path} as asked`, 200)
    }
    yield rows
    if (isEnd) return
    after = last
  }
  throw new SplynxError(`Splynx does not come to an end at GET ${path}`, 200)
}

/** Null unless the keys that can be read ascend from `after`. */
function lastKey(rows: Row[], key: string, after: number): number | null {
  let last = after
  for (const row of rows) {
    const id = idOf(row[key])
    if (id === null) continue
    if (id <= last) return null
    last = id
  }
  return last
}

/**
 * Joins lists that share no document into one by ascending id. It holds one page of each and hands
 * over what no list can undercut any more.
 */
export async function* mergePages(
  lists: AsyncGenerator<DocumentPage, void>[],
): AsyncGenerator<DocumentPage, void> {
  let waiting: Document[] = []
  // How far each list that goes on has been read.
  const reached = new Map(lists.map((list) => [list, 0]))
  while (reached.size > 0) {
    const bad: DocumentPage['bad'] = []
    const edge = Math.min(...reached.values())
    for (const [list, id] of reached) {
      if (id > edge) continue
      const { done, value: page } = await list.next()
      if (done) {
        reached.delete(list)
        continue
      }
      bad.push(...page.bad)
      waiting.push(...page.documents)
      reached.set(list, Math.max(id, page.documents.at(-1)?.id ?? 0))
    }
    const safe = Math.min(...reached.values())
    waiting.sort((a, b) => a.id - b.id)
    const ready = waiting.filter(({ id }) => id <= safe)
    waiting = waiting.filter(({ id }) => id > safe)
    if (ready.length > 0 || bad.length > 0) yield { documents: ready, bad }
  }
}
