/**
 * A stream of numbers that depends on its seeds alone, so that any part of a world can be drawn
 * again. mulberry32: small, fast and good enough for test data; never for secrets.
 */
export class Random {
  #state: number

  constructor(...seeds: number[]) {
    this.#state = seeds.reduce((mixed, seed) => scramble(mixed ^ seed), 0x9e3779b9)
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.between(0, choices.length - 1)]
    if (choice === undefined) throw new RangeError('nothing to pick from')
    return choice
  }
}

/** Spreads neighbouring seeds (customer 7, customer 8) over the whole range. */
function scramble(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}
