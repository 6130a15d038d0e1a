/** Lets at most `size` things happen at once; the others wait in the order in which they came. */
export class Slots {
  #size: number
  #used = 0
  readonly #waiting: (() => void)[] = []
  readonly #untilShort: (() => void)[] = []

  constructor(size: number) {
    this.#size = size
  }

  /** From now on so many. What has begun beyond that ends, and nothing takes its place. */
  resize(size: number): void {
    this.#size = size
    this.#serve()
  }

  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#used < this.#size) this.#used++
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      this.#used--
      this.#serve()
    }
  }

  #serve(): void {
    while (this.#used < this.#size && this.#waiting.length > 0) {
      this.#used++
      this.#waiting.shift()!()
    }
    this.#wake()
  }

  /**
   * Resolves when few wait: whoever makes more work ready then keeps the slots busy and no more.
   * One caller is let through for each piece of work that ends, and all when nothing waits.
   */
  whenShort(): Promise<void> {
    if (this.#isShort()) return Promise.resolve()
    return new Promise((resolve) => this.#untilShort.push(resolve))
  }

  #isShort(): boolean {
    return this.#waiting.length < this.#size / 2
  }

  #wake(): void {
    const count = this.#waiting.length === 0 ? this.#untilShort.length : this.#isShort() ? 1 : 0
    for (const resolve of this.#untilShort.splice(0, count)) resolve()
  }
}
