import type { Job, Queue } from 'bullmq'
import { scrub } from '../gateway/scrub.ts'
import type { Bell } from './bell.ts'
import { QUEUE_NAMES, type QueueName } from './payloads.ts'

// What the console reads of the queues. Rejects while Redis is away.

type Queues = Pick<Bell, 'queues'>

export const JOB_STATES = ['failed', 'active', 'waiting', 'delayed', 'completed'] as const
export type ListedState = (typeof JOB_STATES)[number]

export interface QueueFigures {
  name: QueueName
  isPaused: boolean
  counts: Record<ListedState, number>
  /** Null where Redis does not tell: some hosted ones hide their clients. */
  workers: number | null
  /** When the job that has waited longest came. */
  oldestWaitingAt: Date | null
  /** Jobs that ended in the last hour. */
  lastHour: { done: number; failed: number }
}

export const listQueues = (bell: Queues, now: Date): Promise<QueueFigures[]> =>
  Promise.all(QUEUE_NAMES.map((name) => readQueue(bell, name, now)))

export async function readQueue(
  { queues }: Queues,
  name: QueueName,
  now: Date,
): Promise<QueueFigures> {
  const queue = queues.get(name)!
  const [isPaused, counts, workers, [oldest], done, failed] = await Promise.all([
    queue.isPaused(),
    queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed', 'completed'),
    countWorkers(queue),
    queue.getJobs('waiting', 0, 0, true),
    countLastHour(queue, 'completed', now),
    countLastHour(queue, 'failed', now),
  ])
  const count = (state: string) => counts[state] ?? 0
  return {
    name,
    isPaused,
    counts: {
      waiting: count('waiting') + count('prioritized'),
      active: count('active'),
      delayed: count('delayed'),
      failed: count('failed'),
      completed: count('completed'),
    },
    workers,
    oldestWaitingAt: oldest ? new Date(oldest.timestamp) : null,
    lastHour: { done, failed },
  }
}

async function countWorkers(queue: Queue): Promise<number | null> {
  const workers = await queue.getWorkers()
  return workers.some(({ name }) => name !== queue.name) ? null : workers.length
}

export interface ListedWorker {
  /** Where it runs, as Redis sees it. */
  address: string
  ageMs: number
}

/** Who works on a queue, the oldest first; empty where Redis does not tell. */
export async function listWorkers({ queues }: Queues, name: QueueName): Promise<ListedWorker[]> {
  const queue = queues.get(name)!
  const workers = (await queue.getWorkers()).filter((worker) => worker.name === queue.name)
  return workers
    .map(({ addr = '', age = '0' }) => ({ address: addr, ageMs: Number(age) * 1_000 }))
    .sort((a, b) => b.ageMs - a.ageMs)
}

const MINUTE_MS = 60_000

/** BullMQ writes a minute down when the next job ends, so an idle queue's last figures are old. */
async function countLastHour(
  queue: Queue,
  type: 'completed' | 'failed',
  now: Date,
): Promise<number> {
  const { meta, data } = await queue.getMetrics(type, 0, 59)
  const minutesAgo = Math.floor(now.getTime() / MINUTE_MS) - Math.floor(meta.prevTS / MINUTE_MS)
  if (meta.prevTS === 0 || minutesAgo >= 60) return 0
  const current = meta.count - meta.prevCount
  return data.slice(0, 60 - minutesAgo).reduce((sum, minute) => sum + minute, current)
}

export interface ListedJob {
  id: string
  name: string
  /** What it is about: ids of ours, and nothing else that it may hold. */
  paymentIds: string[]
  runId: number | null
  items: { from: number; to: number } | null
  attemptsMade: number
  attemptsMax: number
  addedAt: Date
  /** When a worker took it last, and when it ended. */
  startedAt: Date | null
  endedAt: Date | null
  /** When a delayed one's time comes. */
  dueAt: Date | null
  error: string | null
}

/** Jobs of one state: what comes next first, of ended ones the last first. */
export async function listJobs(
  { queues }: Queues,
  name: QueueName,
  state: ListedState,
  { offset, limit }: { offset: number; limit: number },
): Promise<ListedJob[]> {
  const queue = queues.get(name)!
  const isOver = state === 'failed' || state === 'completed'
  const states = state === 'waiting' ? (['prioritized', 'waiting'] as const) : ([state] as const)
  const jobs: (Job | undefined)[] = []
  let skip = offset
  for (const one of states) {
    const count = await queue.getJobCountByTypes(one)
    const wanted = limit - jobs.length
    if (skip < count && wanted > 0) {
      jobs.push(...(await queue.getJobs([one], skip, skip + wanted - 1, !isOver)))
    }
    skip = Math.max(0, skip - count)
  }
  // One that was removed between the reading of its id and of itself is left out.
  return jobs.flatMap((job) => (job?.id ? [describe(job)] : []))
}

const ERROR_CHARACTERS_MAX = 500

function describe(job: Job): ListedJob {
  const { paymentId, paymentIds, runId, fromItemId, toItemId } = job.data ?? {}
  const at = (time: number | null | undefined) => (time ? new Date(time) : null)
  const hasItems = isNumber(fromItemId) && isNumber(toItemId)
  return {
    id: job.id!,
    name: job.name,
    paymentIds: [paymentId, paymentIds].flat().filter(isText).slice(0, 100),
    runId: isNumber(runId) ? runId : null,
    items: hasItems ? { from: fromItemId, to: toItemId } : null,
    attemptsMade: job.attemptsMade,
    attemptsMax: job.opts.attempts ?? 1,
    addedAt: new Date(job.timestamp),
    startedAt: at(job.processedOn),
    endedAt: at(job.finishedOn),
    dueAt: job.delay ? new Date((job.processedOn ?? job.timestamp) + job.delay) : null,
    error: job.failedReason ? scrub(job.failedReason).slice(0, ERROR_CHARACTERS_MAX) : null,
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => Number.isSafeInteger(value)
