import type { Test } from './filter.ts'

// A column of rows that nobody keeps (see seeded-rows.ts): what lists are filtered by, without a row.

export interface SeededColumn {
  value(at: number): unknown
  /** Tells of a place whether its value is accepted. */
  check(accepts: Test['accepts']): (at: number) => boolean
  /** Places outside of these are not accepted; null when nothing is known. */
  bounds?(accepts: Test['accepts']): { from: number; to: number }
}

/** Few different values: each is tested once, whatever the number of rows. */
export class CodedColumn implements SeededColumn {
  readonly #codes: Int32Array
  readonly #values: readonly unknown[]
  /** Where each value is first and last seen. Rows come by age, so that days stand together. */
  readonly #first: number[]
  readonly #last: number[]

  constructor(codes: Int32Array, values: readonly unknown[]) {
    this.#codes = codes
    this.#values = values
    this.#first = values.map(() => codes.length)
    this.#last = values.map(() => -1)
    for (let at = codes.length - 1; at >= 0; at -= 1) this.#first[codes[at] as number] = at
    for (let at = 0; at < codes.length; at += 1) this.#last[codes[at] as number] = at
  }

  value(at: number): unknown {
    return this.#values[this.#codes[at] as number]
  }

  check(accepts: Test['accepts']): (at: number) => boolean {
    const codes = this.#codes
    const accepted = Uint8Array.from(this.#values, (value) => (accepts(value) ? 1 : 0))
    return (at) => accepted[codes[at] as number] === 1
  }

  bounds(accepts: Test['accepts']): { from: number; to: number } {
    let from = this.#codes.length
    let to = 0
    this.#values.forEach((value, code) => {
      if (!accepts(value)) return
      from = Math.min(from, this.#first[code] as number)
      to = Math.max(to, (this.#last[code] as number) + 1)
    })
    return { from, to: Math.max(from, to) }
  }
}

export class NumberColumn implements SeededColumn {
  readonly #numbers: Int32Array | Uint32Array

  constructor(numbers: Int32Array | Uint32Array) {
    this.#numbers = numbers
  }

  value(at: number): number {
    return this.#numbers[at] as number
  }

  check(accepts: Test['accepts']): (at: number) => boolean {
    const numbers = this.#numbers
    return (at) => accepts(numbers[at])
  }
}

/** Worked out from other columns or from the place alone. */
export class DerivedColumn implements SeededColumn {
  constructor(readonly value: (at: number) => unknown) {}

  check(accepts: Test['accepts']): (at: number) => boolean {
    return (at) => accepts(this.value(at))
  }
}

export class ConstantColumn implements SeededColumn {
  readonly #constant: unknown

  constructor(constant: unknown) {
    this.#constant = constant
  }

  value(): unknown {
    return this.#constant
  }

  check(accepts: Test['accepts']): (at: number) => boolean {
    const isAccepted = accepts(this.#constant)
    return () => isAccepted
  }

  bounds(accepts: Test['accepts']): { from: number; to: number } {
    return { from: 0, to: accepts(this.#constant) ? Number.POSITIVE_INFINITY : 0 }
  }
}
