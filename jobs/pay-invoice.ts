import { sendPayment } from '../src/operations/send-payment.ts'
import { defineJob } from '../src/queue/job.ts'
import { sendResult } from './send-result.ts'

/** One payment of an invoice or a proforma that a person asked for. */
export const payInvoiceJob = defineJob('pay-invoice', async (context, { paymentId }) =>
  sendResult(await sendPayment(context, paymentId)),
)
