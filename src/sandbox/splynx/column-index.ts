// An index of one column: for each value the ids of its rows, ascending.

type Posting = number | number[]

export class ColumnIndex {
  readonly #postings = new Map<unknown, Posting>()

  has(value: unknown): boolean {
    return this.#postings.has(normal(value))
  }

  ids(value: unknown): number[] {
    return listOf(this.#postings.get(normal(value)))
  }

  /** Ids of all rows with one of the values; null when the index does not know such rows. */
  idsOfAny(values: unknown[]): number[] | null {
    const keys = new Set(values.map(normal))
    for (const key of keys) if (isUnset(key)) return null
    return ascending([...keys].flatMap((key) => listOf(this.#postings.get(key))))
  }

  /**
   * What a test of the value leaves over. When that is at most `few` rows, their ids; otherwise the
   * smallest and the largest id among them.
   */
  idsWhere(
    test: (value: unknown) => boolean,
    few: number,
  ): number[] | { first: number; last: number } {
    const found = [...this.#postings].filter(([key]) => test(key)).map(([, ids]) => listOf(ids))
    const count = found.reduce((sum, { length }) => sum + length, 0)
    if (count <= few) return ascending(found.flat())
    return {
      first: Math.min(...found.map((ids) => ids[0] as number)),
      last: Math.max(...found.map((ids) => ids.at(-1) as number)),
    }
  }

  add(value: unknown, id: number): void {
    const key = normal(value)
    if (isUnset(key)) return
    const posting = this.#postings.get(key)
    if (posting === undefined) this.#postings.set(key, id)
    else if (typeof posting === 'number') this.#postings.set(key, ascending([posting, id]))
    else if (id > (posting.at(-1) as number)) posting.push(id)
    else
      posting.splice(
        firstAtLeast(posting.length, id, (at) => posting[at] as number),
        0,
        id,
      )
  }

  remove(value: unknown, id: number): void {
    const key = normal(value)
    if (isUnset(key)) return
    const rest = listOf(this.#postings.get(key)).filter((other) => other !== id)
    if (rest.length === 0) this.#postings.delete(key)
    else this.#postings.set(key, rest.length === 1 ? (rest[0] as number) : rest)
  }
}

// MySQL compares text without regard to case.
const normal = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value)

// "None" is in no index: half a table may have it, and nobody looks rows up by it.
const isUnset = (key: unknown) => key === 0 || key === ''

const listOf = (posting: Posting | undefined): number[] =>
  posting === undefined ? [] : typeof posting === 'number' ? [posting] : posting

export const ascending = (ids: number[]): number[] =>
  ids.length > 1 ? [...new Set(ids)].sort((a, b) => a - b) : ids

/** Position of the first id that is not smaller than `bound`, among `length` ascending ones. */
export function firstAtLeast(length: number, bound: number, idAt: (at: number) => number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (idAt(middle) < bound) low = middle + 1
    else high = middle
  }
  return low
}
