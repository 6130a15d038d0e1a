import type { Job } from 'bullmq'
import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { BULK_MAX, type BulkAct, type BulkState } from '../domain/bulk-act.ts'
import type { QueueName } from '../queue/payloads.ts'

export interface BulkCommand {
  queue: QueueName
  state: BulkState
  act: BulkAct
  /** What the person saw and confirmed: no more jobs than that are touched. */
  countMax: number
  actor: string
}

const AT_ONCE = 50

/**
 * Retries, promotes or removes the jobs that are in a state, those first whose turn is next. It moves
 * no money twice: a job only points at its rows, each row is claimed in MySQL before anything is sent,
 * and the sweep rings again for whatever still waits there. Returns how many jobs were changed; one
 * that a worker takes at this moment is left alone.
 */
export async function changeJobs(context: Context, command: BulkCommand): Promise<number> {
  const { queue: name, state, act, countMax, actor } = command
  const queue = context.bell.queues.get(name)!
  const states = state === 'waiting' ? (['prioritized', 'waiting'] as const) : ([state] as const)
  const most = Math.min(countMax, BULK_MAX)
  // Ended ones are stored the newest first, the others in the order in which their turn comes.
  const found = most > 0 ? await queue.getJobs([...states], 0, most - 1, true) : []
  const jobs = found.slice(0, most)
  let count = 0
  for (let at = 0; at < jobs.length; at += AT_ONCE) {
    const changed = await Promise.all(
      jobs.slice(at, at + AT_ONCE).map((job) => changeOne(job, state, act)),
    )
    count += changed.filter(Boolean).length
  }
  if (count > 0) {
    await recordAudit(context.db, {
      ...{ at: context.now(), actor, subject: `queue:${name}` },
      action: ACTION[act],
      details: { state, count },
    })
  }
  return count
}

const ACTION: Record<BulkAct, string> = {
  retry: 'jobs.retried',
  promote: 'jobs.promoted',
  remove: 'jobs.removed',
}

async function changeOne(job: Job | undefined, state: BulkState, act: BulkAct): Promise<boolean> {
  // One that was removed between the reading of its id and of itself.
  if (!job || !(await isIn(job, state))) return false
  try {
    if (act === 'retry') await job.retry('failed', { resetAttemptsMade: true })
    else if (act === 'promote') await job.promote()
    else await job.remove()
    return true
  } catch (error) {
    if (await isIn(job, state)) throw error
    return false // a worker was faster
  }
}

async function isIn(job: Job, state: BulkState): Promise<boolean> {
  const now = await job.getState()
  return now === state || (state === 'waiting' && now === 'prioritized')
}
