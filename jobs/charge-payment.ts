import { sendPayment } from '../src/operations/send-payment.ts'
import { defineJob } from '../src/queue/job.ts'
import { sendResult } from './send-result.ts'

/** A payment of a run that went back to waiting: its worker ended, or the gateway was away. */
export const chargePaymentJob = defineJob('charge-payment', async (context, { paymentId }) =>
  sendResult(await sendPayment(context, paymentId)),
)
