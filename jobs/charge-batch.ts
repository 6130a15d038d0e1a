import { selectRun } from '../src/operations/select-run.ts'
import { defineJob } from '../src/queue/job.ts'

/** Selects the documents of a run; each page of them is charged by `charge-items` at once. */
export const chargeBatchJob = defineJob('charge-batch', async (context, { runId }) => ({
  done: await selectRun(context, runId),
}))
