import type { Job } from 'bullmq'
import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import type { QueueName } from '../queue/payloads.ts'

// What a person may do to the queues. None of it can charge anything twice: a job only looks at its
// rows, and every row is claimed in MySQL before something is sent.

export interface QueueCommand {
  queue: QueueName
  actor: string
}

export type JobCommandResult = 'done' | 'not_found' | 'not_failed'

/** Runs the same job again. A new one would be a second ring, which finds the same rows. */
export async function retryJob(
  context: Context,
  { queue, actor, jobId }: QueueCommand & { jobId: string },
): Promise<JobCommandResult> {
  return changeFailedJob(context, queue, jobId, async (job) => {
    await retry(job)
    await audit(context, actor, 'job.retried', queue, { jobId, name: job.name })
  })
}

const retry = (job: Job) => job.retry('failed', { resetAttemptsMade: true })

/** Takes a failed job away. Its row in MySQL stays, and the sweep rings again if it still waits. */
export async function removeJob(
  context: Context,
  { queue, actor, jobId }: QueueCommand & { jobId: string },
): Promise<JobCommandResult> {
  return changeFailedJob(context, queue, jobId, async (job) => {
    await job.remove()
    await audit(context, actor, 'job.removed', queue, { jobId, name: job.name })
  })
}

async function changeFailedJob(
  { bell }: Context,
  queue: QueueName,
  jobId: string,
  change: (job: Job) => Promise<void>,
): Promise<JobCommandResult> {
  const job = await bell.queues.get(queue)!.getJob(jobId)
  if (!job) return 'not_found'
  if (!(await job.isFailed())) return 'not_failed'
  try {
    await change(job)
    return 'done'
  } catch (error) {
    if (await job.isFailed()) throw error
    return 'not_failed' // somebody was faster
  }
}

/** No worker takes another job of the queue; what is in hand ends. */
export async function pauseQueue(context: Context, { queue, actor }: QueueCommand): Promise<void> {
  await context.bell.queues.get(queue)!.pause()
  await audit(context, actor, 'queue.paused', queue)
}

export async function resumeQueue(context: Context, { queue, actor }: QueueCommand): Promise<void> {
  await context.bell.queues.get(queue)!.resume()
  await audit(context, actor, 'queue.resumed', queue)
}

const audit = (
  { db, now }: Context,
  actor: string,
  action: string,
  queue: QueueName,
  details: Record<string, unknown> = {},
) => recordAudit(db, { at: now(), actor, action, subject: `queue:${queue}`, details })
