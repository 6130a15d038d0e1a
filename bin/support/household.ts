import { type ChildOptions, type Ending, lastLines, startChild } from './child.ts'

/** Something that runs: a child process or a database server. */
export interface Part {
  readonly name: string
  readonly pid: number
  readonly logPath?: string | undefined
  readonly crashed: Promise<string>
  stop(deadlineMs?: number): Promise<unknown>
  kill(): Promise<unknown>
}

/** Why a household ends. */
export class Over extends Error {
  constructor(
    readonly kind: 'asked' | 'crashed',
    message: string,
    /** Where the part that crashed says more. */
    readonly logPath?: string,
  ) {
    super(message)
  }
}

/**
 * Parts that live and die together: when one ends by itself, or we are told to stop, all are
 * stopped, those that came last first. A second Ctrl-C stops the waiting, too.
 */
export class Household {
  readonly #over = new AbortController()
  readonly #floors: Part[][] = [[]]
  readonly #starting = new Set<Promise<unknown>>()
  readonly #isOver: Promise<never>

  readonly #stopDeadlineMs: number

  constructor({ stopDeadlineMs = 10_000 } = {}) {
    this.#stopDeadlineMs = stopDeadlineMs
    this.#isOver = new Promise((_, reject) => {
      this.signal.addEventListener('abort', () => reject(this.signal.reason), { once: true })
    })
    this.#isOver.catch(() => {}) // whoever waits for it hears it; nobody may
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (this.signal.aborted) this.#killAll()
        else this.end(new Over('asked', signal))
      })
    }
  }

  /** Aborted with an `Over` when the end has come. */
  get signal(): AbortSignal {
    return this.#over.signal
  }

  /** Rejects with the `Over` if the end comes before the promise is settled. */
  unlessOver<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.#isOver])
  }

  /** Rejects with the `Over` once the end has come. */
  untilOver(): Promise<never> {
    return this.#isOver
  }

  end(reason: Over): void {
    this.#over.abort(reason)
  }

  /** Takes in what is being started; it is stopped even when the end comes before it is ready. */
  async bring<P extends Part>(starting: Promise<P>): Promise<P> {
    const floor = this.#floors.at(-1) as Part[]
    const arrival = starting.then((part) => {
      floor.push(part)
      part.crashed.then((sentence) => this.end(new Over('crashed', sentence, part.logPath)))
      return part
    })
    this.#starting.add(arrival)
    try {
      return await this.unlessOver(arrival)
    } finally {
      arrival.catch(() => {}).finally(() => this.#starting.delete(arrival))
    }
  }

  /** What comes from here on needs what came before, and is stopped first. */
  nextFloor(): void {
    this.#floors.push([])
  }

  /** Runs a command that has to end well before anything goes on. */
  async run(options: ChildOptions & { logPath: string }): Promise<void> {
    const { code } = await this.finish(options)
    if (code !== 0) throw new Error(`${options.name} failed\n${lastLines(options.logPath)}`)
  }

  /** Runs a command that ends by itself. */
  async finish(options: ChildOptions): Promise<Ending> {
    this.signal.throwIfAborted()
    const child = await startChild(options)
    const stop = () => child.stop(this.#stopDeadlineMs)
    if (this.signal.aborted) stop()
    this.signal.addEventListener('abort', stop, { once: true })
    this.#starting.add(child.ended)
    const ending = await child.ended
    this.#starting.delete(child.ended)
    this.signal.removeEventListener('abort', stop)
    this.signal.throwIfAborted()
    return ending
  }

  async stop(): Promise<void> {
    if (!this.signal.aborted) this.end(new Over('asked', 'the work is done'))
    await Promise.allSettled(this.#starting)
    for (const floor of this.#floors.toReversed()) {
      await Promise.allSettled(floor.map((part) => part.stop(this.#stopDeadlineMs)))
    }
  }

  #killAll(): void {
    for (const part of this.#floors.flat()) part.kill()
  }
}
