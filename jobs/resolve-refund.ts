import { resolveRefunds } from '../src/operations/refunds/resolve-refunds.ts'
import { defineJob } from '../src/queue/job.ts'

/** Asks the gateway what became of refunds whose answer was lost. */
export const resolveRefundJob = defineJob('resolve-refund', async (context, { refundIds }) => {
  const { decided, open } = await resolveRefunds(context, refundIds, { actor: 'worker' })
  return { done: `${decided} decided, ${open} open` }
})
