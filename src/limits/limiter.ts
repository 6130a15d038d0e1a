import type { Redis } from 'ioredis'
import { createShare, type Demand, type Share, type ShareOptions } from './share.ts'

/** Holds back what would be too much at once, or too much in a second, for all processes together. */
export interface Limiter {
  /**
   * Waits for a place and resolves with what gives it back; null when none came free in time. What
   * is urgent comes first, and keeps a quarter of the places to itself.
   */
  enter(options: { isUrgent: boolean; withinMs: number }): Promise<(() => void) | null>
  /** Places of this process. */
  readonly size: number
  /** Hears of every change of `size`. */
  onResize(listener: (size: number) => void): void
  close(): Promise<void>
}

export interface LimiterOptions {
  redis: Redis
  name: string
  /** At once. */
  concurrencyMax?: number | undefined
  /** In a second. */
  rateMax?: number | undefined
  /** For tests: see `ShareOptions`. */
  share?: Pick<ShareOptions, 'beatMs' | 'leaseMs'>
}

interface Waiting {
  isUrgent: boolean
  begin(): void
}

/** Undefined when nothing is limited, so that nobody has to ask. */
export function createLimiter(options: LimiterOptions): Limiter | undefined {
  const { redis, name, concurrencyMax, rateMax, share } = options
  if (concurrencyMax === undefined && rateMax === undefined) return undefined
  const waiting: { urgent: Waiting[]; other: Waiting[] } = { urgent: [], other: [] }
  const listeners: ((size: number) => void)[] = []
  let used = 0
  let usedMax = 0
  let started = 0
  let isHeldUp = false
  let countedFromMs = performance.now()
  const queued = () => waiting.urgent.length + waiting.other.length

  const places =
    concurrencyMax === undefined
      ? undefined
      : createShare({
          ...{ redis, ...share, name: `${name}:places`, limit: concurrencyMax },
          demand(): Demand {
            const wanted = Math.max(usedMax, used + queued())
            usedMax = used
            return { used, wanted }
          },
          onChange(size) {
            for (const listener of listeners) listener(size)
            serve()
          },
        })
  const pace =
    rateMax === undefined
      ? undefined
      : createShare({
          ...{ redis, ...share, name: `${name}:rate`, limit: rateMax },
          demand() {
            const seconds = Math.max(0.1, (performance.now() - countedFromMs) / 1_000)
            // How fast it would go is not to be seen from one that is held up.
            const wanted = isHeldUp ? rateMax : Math.ceil(started / seconds) + 1
            isHeldUp = queued() > 0
            started = 0
            countedFromMs = performance.now()
            return { used: 0, wanted }
          },
          onChange: () => serve(),
        })
  const bucket = pace && createBucket(pace, () => serve())
  const size = () => places?.size ?? Number.POSITIVE_INFINITY

  /** The next one that may begin; what is not urgent leaves a quarter of the places free. */
  function next(): Waiting[] | undefined {
    if (waiting.urgent.length > 0 && used < size()) return waiting.urgent
    if (waiting.other.length === 0) return undefined
    const kept = size() > 1 && Number.isFinite(size()) ? Math.ceil(size() / 4) : 0
    return used < size() - kept ? waiting.other : undefined
  }

  function serve(): void {
    for (let from = next(); from; from = next()) {
      if (bucket && !bucket.take()) {
        isHeldUp = true
        break
      }
      used++
      started++
      usedMax = Math.max(usedMax, used)
      from.shift()!.begin()
    }
    if (queued() === 0) return
    places?.hurry()
    pace?.hurry()
  }

  function leave(): () => void {
    let isLeft = false
    return () => {
      if (isLeft) return
      isLeft = true
      used--
      serve()
    }
  }

  return {
    enter: ({ isUrgent, withinMs }) =>
      new Promise((resolve) => {
        const line = isUrgent ? waiting.urgent : waiting.other
        const timer = setTimeout(() => {
          line.splice(line.indexOf(one), 1)
          resolve(null)
        }, withinMs)
        const one: Waiting = {
          isUrgent,
          begin() {
            clearTimeout(timer)
            resolve(leave())
          },
        }
        line.push(one)
        serve()
      }),
    get size() {
      return size()
    },
    onResize: (listener) => void listeners.push(listener),
    async close() {
      bucket?.close()
      await Promise.all([places?.close(), pace?.close()])
    },
  }
}

/** How much may follow at once on a pause, as a part of a second. */
const BURST_SECONDS = 0.02

/** Lets through so many in a second, evenly. */
function createBucket(pace: Share, onFilled: () => void) {
  let drops = 1
  let filledMs = performance.now()
  let timer: NodeJS.Timeout | undefined
  return {
    take(): boolean {
      const nowMs = performance.now()
      const filled = drops + ((nowMs - filledMs) / 1_000) * pace.size
      drops = Math.min(filled, Math.max(1, pace.size * BURST_SECONDS))
      filledMs = nowMs
      if (drops >= 1) {
        drops -= 1
        return true
      }
      timer ??= setTimeout(
        () => {
          timer = undefined
          onFilled()
        },
        Math.ceil(((1 - drops) / pace.size) * 1_000),
      )
      return false
    },
    close: () => clearTimeout(timer),
  }
}
