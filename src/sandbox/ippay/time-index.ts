/**
 * Things by their time, so that a report of one day looks at that day alone. They come in almost in
 * order; where the clock was moved back a new run begins, and every run is in order.
 */
export class TimeIndex<T> {
  readonly #timeOf: (item: T) => number
  readonly #runs: T[][] = []

  constructor(timeOf: (item: T) => number) {
    this.#timeOf = timeOf
  }

  add(item: T): void {
    const run = this.#runs.at(-1)
    const last = run?.at(-1)
    if (run === undefined || last === undefined || this.#timeOf(item) < this.#timeOf(last)) {
      this.#runs.push([item])
    } else {
      run.push(item)
    }
  }

  /** Both ends included, in the order of time. */
  between(from: number, to: number): T[] {
    const found: T[][] = []
    for (const run of this.#runs) {
      const first = this.#firstAtOrAfter(run, from)
      const end = this.#firstAtOrAfter(run, to + 1)
      if (first < end) found.push(run.slice(first, end))
    }
    if (found.length <= 1) return found[0] ?? []
    return found.flat().sort((one, other) => this.#timeOf(one) - this.#timeOf(other))
  }

  #firstAtOrAfter(run: T[], time: number): number {
    let low = 0
    let high = run.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const item = run[middle]
      if (item !== undefined && this.#timeOf(item) < time) low = middle + 1
      else high = middle
    }
    return low
  }
}
