import { followSplynx } from '../src/operations/webhooks/follow-splynx.ts'
import { defineJob } from '../src/queue/job.ts'

/** Brings what waits in line with what has changed in Splynx. */
export const followSplynxJob = defineJob('follow-splynx', async (context, concerns) => ({
  done: await followSplynx(context, concerns),
}))
