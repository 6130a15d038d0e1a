import type { Context } from '../context.ts'
import { pauseAfterCanary } from '../db/run-canary.ts'
import { finishRunIfDone } from '../db/runs.ts'

/**
 * Ends a run when nothing of it waits or is on its way, and pauses one whose first payments are to be
 * looked at before the rest. True when it ended.
 */
export async function finishRun({ db, log, now }: Context, runId: number): Promise<boolean> {
  const isFinished = await finishRunIfDone(db, runId, now())
  if (isFinished) log.info({ runId }, 'a run is finished')
  else if (await pauseAfterCanary(db, runId, now())) log.info({ runId }, 'a run waits for a person')
  return isFinished
}
