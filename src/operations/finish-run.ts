import type { Context } from '../context.ts'
import { finishRunIfDone } from '../db/runs.ts'

/** Ends a run when nothing of it waits or is on its way. */
export async function finishRun({ db, log, now }: Context, runId: number): Promise<boolean> {
  const isFinished = await finishRunIfDone(db, runId, now())
  if (isFinished) log.info({ runId }, 'a run is finished')
  return isFinished
}
