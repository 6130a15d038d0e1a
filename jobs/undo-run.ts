import { undoStretch } from '../src/operations/runs/undo-stretch.ts'
import { defineJob } from '../src/queue/job.ts'

/** Opens the next voids of a plan that takes a run back; rings for itself until all are open. */
export const undoRunJob = defineJob('undo-run', async (context, { undoId }) => ({
  done: await undoStretch(context, undoId),
}))
