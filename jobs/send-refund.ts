import { sendRefund } from '../src/operations/refunds/send-refund.ts'
import { defineJob } from '../src/queue/job.ts'

/** One void, credit or reversal. What is unknown is asked about, never sent again by the queue. */
export const sendRefundJob = defineJob('send-refund', async (context, { refundId }) => ({
  done: await sendRefund(context, refundId),
}))
