import { chargeItems } from '../src/operations/charge-items.ts'
import { defineJob } from '../src/queue/job.ts'

/** Charges a stretch of a run's documents. */
export const chargeItemsJob = defineJob('charge-items', async (context, stretch) => ({
  done: await chargeItems(context, stretch),
}))
