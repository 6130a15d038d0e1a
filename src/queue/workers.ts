import { type Job, Worker } from 'bullmq'
import { JOBS } from '../../jobs/index.ts'
import { ITEMS_PER_JOB } from '../operations/ring-items.ts'
import type { WorkerContext } from '../worker-context.ts'
import { connectRedis } from './connection.ts'
import { type JobDefinition, performJob, retryPauseMs } from './job.ts'
import { type JobName, QUEUE_NAMES, QUEUE_PREFIX, type QueueName } from './payloads.ts'

/** How many jobs of a queue one worker runs at once. */
function concurrencyOf(queue: QueueName, { config }: WorkerContext): number {
  switch (queue) {
    case 'payments':
      return PEOPLE_AT_ONCE
    case 'charges':
      // Far more than can be at the gateway: a stretch whose cards are asked once more is in its
      // second round with few of its documents. `whenShort` keeps claims from piling up.
      return Math.ceil((6 * config.WORKER_CONCURRENCY) / ITEMS_PER_JOB) + 1
    case 'recordings':
      return 4
    case 'inquiries':
      return 2
    case 'runs':
      return 2
    case 'reports':
    case 'statements':
    case 'changes':
    case 'mails':
      return 2
    case 'upkeep':
      return 1
  }
}

/** Payments of people at the gateway at once, per worker. */
export const PEOPLE_AT_ONCE = 20

// What is kept of finished jobs is for the console's eyes; the truth is in MySQL.
const KEPT_DONE = { count: 1_000, age: 24 * 3_600 }
const KEPT_FAILED = { count: 5_000, age: 7 * 24 * 3_600 }

/** Starts one BullMQ worker for each queue. */
export function startWorkers(context: WorkerContext): Worker[] {
  const { config, log } = context
  return QUEUE_NAMES.map((queue) => {
    const worker = new Worker(queue, (job) => run(context, job), {
      connection: connectRedis(config.REDIS_URL, 'worker'),
      prefix: QUEUE_PREFIX,
      concurrency: concurrencyOf(queue, context),
      removeOnComplete: KEPT_DONE,
      removeOnFail: KEPT_FAILED,
      // A job of a worker that died runs again after this; nothing is charged twice by it, because
      // every row is claimed in MySQL.
      stalledInterval: 15_000,
      maxStalledCount: 10,
      settings: { backoffStrategy: retryPauseMs },
      metrics: { maxDataPoints: 60 },
    })
    worker.on('error', (error) => log.warn({ queue, error }, 'the queue is away'))
    return worker
  })
}

function run(context: WorkerContext, job: Job): Promise<string> {
  const definition = JOBS[job.name as JobName] as JobDefinition | undefined
  if (!definition) throw new Error(`there is no job called ${job.name}`)
  return performJob(context, definition, job)
}
