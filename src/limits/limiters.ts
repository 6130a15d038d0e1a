import { createLimiter, type Limiter, type LimiterOptions } from './limiter.ts'

/** A limit for each of several things of one kind, made when it is first needed. */
export interface Limiters {
  of(name: string): Limiter
  /** Places of this process, all of them together. */
  readonly size: number
  /** Hears of every change of `size`. */
  onResize(listener: (size: number) => void): void
  close(): Promise<void>
}

/**
 * As many limits as there are names, each of the same size. The first name has its own from the
 * start. Undefined when nothing is limited, so that nobody has to ask.
 */
export function createLimiters(
  first: string,
  options: Omit<LimiterOptions, 'name'>,
): Limiters | undefined {
  const firstLimiter = createLimiter({ ...options, name: first })
  if (!firstLimiter) return undefined
  const limiters = new Map([[first, firstLimiter]])
  const listeners: ((size: number) => void)[] = []
  const size = () => [...limiters.values()].reduce((sum, limiter) => sum + limiter.size, 0)
  const tell = () => {
    for (const listener of listeners) listener(size())
  }
  firstLimiter.onResize(tell)

  return {
    of(name) {
      const known = limiters.get(name)
      if (known) return known
      const limiter = createLimiter({ ...options, name })!
      limiters.set(name, limiter)
      limiter.onResize(tell)
      tell()
      return limiter
    },
    get size() {
      return size()
    },
    onResize: (listener) => void listeners.push(listener),
    async close() {
      await Promise.all([...limiters.values()].map((limiter) => limiter.close()))
    },
  }
}
