import { sendPayment } from '../src/operations/send-payment.ts'
import { defineJob } from '../src/queue/job.ts'
import { sendResult } from './send-result.ts'

/** One refill of a prepaid balance. */
export const refillJob = defineJob('refill', async (context, { paymentId }) =>
  sendResult(await sendPayment(context, paymentId)),
)
