import { pollSplynx } from '../src/operations/webhooks/poll-splynx.ts'
import { defineJob } from '../src/queue/job.ts'

/** Makes up for hooks that got lost. */
export const pollSplynxJob = defineJob('poll-splynx', async (context) => ({
  done: await pollSplynx(context),
}))
