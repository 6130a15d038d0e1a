import type { Job } from 'bullmq'
import { isDatabaseAway } from '../db/transact.ts'
import type { WorkerContext } from '../worker-context.ts'
import type { JobName, Payloads } from './payloads.ts'

/**
 * What a job came to. `done` is an answer, good or bad. `retry` means that something of ours did not
 * work: the same job is run again after a pause.
 */
export type JobResult = { done: string } | { retry: string }

export interface JobDefinition<N extends JobName = JobName> {
  name: N
  perform(context: WorkerContext, payload: Payloads[N]): Promise<JobResult>
}

export const defineJob = <N extends JobName>(
  name: N,
  perform: JobDefinition<N>['perform'],
): JobDefinition<N> => ({ name, perform })

/** Thrown to BullMQ, whose only way to run a job again is an error. */
export class Retry extends Error {
  override name = 'Retry'
}

/** Runs a job; the one place that decides what is tried again. */
export async function performJob<N extends JobName>(
  context: WorkerContext,
  definition: JobDefinition<N>,
  job: Pick<Job, 'data' | 'attemptsMade'>,
): Promise<string> {
  try {
    const result = await definition.perform(context, job.data)
    if ('done' in result) return result.done
    throw new Retry(result.retry)
  } catch (error) {
    if (error instanceof Retry) throw error
    const { name } = definition
    if (isDatabaseAway(error)) throw new Retry('the database is away')
    context.log.error({ job: name, error }, 'a job failed')
    throw error
  }
}

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 60_000

/**
 * Pauses between tries: 0.5 s, doubled each time, one minute at most, each varied by half so that
 * jobs that failed together do not come back together.
 */
export const retryPauseMs = (triesMade: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, triesMade - 1), LONGEST_PAUSE_MS) *
  (0.5 + Math.random())
