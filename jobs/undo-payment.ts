import { undoPayments } from '../src/operations/refunds/undo-payments.ts'
import { defineJob } from '../src/queue/job.ts'

/** Makes Splynx show what went back. What has to wait is rung for again by the operation. */
export const undoPaymentJob = defineJob('undo-payment', async (context, { undoingIds }) => {
  const { done, waiting } = await undoPayments(context, undoingIds)
  return { done: `${done} done, ${waiting} waiting` }
})
