/** Gathers what comes within a moment and writes it together; each caller learns its own result. */
export interface Batches<T, R> {
  add(item: T): Promise<R>
}

interface Options<T, R> {
  /** Answers in the order of the items. */
  write(items: T[]): Promise<R[]>
  sizeMax: number
  delayMs: number
}

interface Waiting<T, R> {
  item: T
  resolve(result: R): void
  reject(error: unknown): void
}

export function createBatches<T, R>({ write, sizeMax, delayMs }: Options<T, R>): Batches<T, R> {
  let waiting: Waiting<T, R>[] = []
  let timer: NodeJS.Timeout | undefined

  async function flush() {
    clearTimeout(timer)
    timer = undefined
    const batch = waiting
    waiting = []
    await settle(batch)
  }

  async function settle(batch: Waiting<T, R>[]): Promise<void> {
    try {
      const results = await write(batch.map(({ item }) => item))
      batch.forEach(({ resolve }, index) => {
        resolve(results[index] as R)
      })
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error)
      // One that cannot be written must not take the others with it.
      else for (const one of batch) await settle([one])
    }
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        if (waiting.length >= sizeMax) void flush()
        else timer ??= setTimeout(flush, delayMs)
      }),
  }
}
