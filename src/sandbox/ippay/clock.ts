/** The gateway's idea of the time, which the control address can move. Unix milliseconds. */
export class Clock {
  /** How far it is ahead of the real time. */
  offsetMs: number

  constructor(offsetMs = 0) {
    this.offsetMs = offsetMs
  }

  now(): number {
    return Date.now() + this.offsetMs
  }
}

const LETTERS = 'ABCDEFG'

/** TransactionIDs as the gateway makes them: a letter, then UTC to the millisecond (IPpay facts §3). */
export class IdMaker {
  readonly #clock: Clock
  #time = 0
  #letter = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** What was given out until then, before a restart, is not given out again. */
  startAfter(time: number): void {
    this.#time = Math.max(this.#time, time + 1)
    this.#letter = 0
  }

  next(): string {
    const now = this.#clock.now()
    if (now > this.#time) {
      this.#time = now
      this.#letter = 0
    } else if (++this.#letter === LETTERS.length) {
      // Seven in one millisecond: borrow the next, rather than give one out twice.
      this.#time++
      this.#letter = 0
    }
    const digits = new Date(this.#time).toISOString().replace(/\D/g, '')
    return LETTERS.charAt(this.#letter) + digits
  }
}
