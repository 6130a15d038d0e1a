import { type JobsOptions, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Log } from '../log.ts'
import {
  type JobName,
  type Payloads,
  QUEUE_NAMES,
  QUEUE_OF,
  QUEUE_PREFIX,
  type QueueName,
} from './payloads.ts'

/**
 * Rings for work whose row is in MySQL already. A ring that gets lost is no error: the sweep rings
 * again for whatever was left waiting. So nothing here rejects.
 */
export interface Bell {
  ring<N extends JobName>(name: N, payload: Payloads[N], options?: RingOptions): Promise<void>
  /** Many rings for one job, in one message. */
  ringMany<N extends JobName>(name: N, payloads: Payloads[N][]): Promise<void>
  /** For the console: see `inspect.ts`. */
  readonly queues: ReadonlyMap<QueueName, Queue>
  close(): Promise<void>
}

export interface RingOptions {
  delayMs?: number
  /** Rings under one name count once in ten seconds. */
  onceAs?: string
}

export function createBell(redis: Redis, log: Log): Bell {
  const queues = new Map(
    QUEUE_NAMES.map((name) => {
      const queue = new Queue(name, {
        connection: redis,
        prefix: QUEUE_PREFIX,
        // Does not wait for a Redis that is away: the sweep makes up for it.
        skipWaitingForReady: true,
        skipVersionCheck: true,
        defaultJobOptions: JOB_OPTIONS,
      })
      queue.on('error', () => {}) // whoever rings is told; the connection heals by itself
      return [name, queue]
    }),
  )

  async function attempt(name: JobName, add: (queue: Queue) => Promise<unknown>): Promise<void> {
    try {
      await add(queues.get(QUEUE_OF[name])!)
    } catch (error) {
      log.warn({ job: name, error }, 'a ring got lost; the sweep will ring again')
    }
  }

  return {
    queues,
    ring: (name, payload, { delayMs, onceAs } = {}) =>
      attempt(name, (queue) =>
        queue.add(name, payload, {
          ...(delayMs ? { delay: delayMs } : {}),
          ...(onceAs ? { deduplication: { id: onceAs, ttl: ONCE_MS } } : {}),
        }),
      ),
    ringMany: (name, payloads) =>
      attempt(name, (queue) => queue.addBulk(payloads.map((data) => ({ name, data })))),
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
    },
  }
}

// Only for so long, lest a job that died with its worker keep others away.
const ONCE_MS = 10_000

// How often and when a job is tried again stands in `job.ts`. Written on every job, these options
// cost Redis 500 bytes each, so there are as few as can be.
const JOB_OPTIONS: JobsOptions = { attempts: 8, backoff: { type: 'custom' } }
