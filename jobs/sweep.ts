import { sweep } from '../src/operations/sweep.ts'
import { defineJob } from '../src/queue/job.ts'

/** Rings again for what was left waiting. */
export const sweepJob = defineJob('sweep', async (context) => ({ done: await sweep(context) }))
