import { recordPayments } from '../src/operations/record-payments.ts'
import { defineJob } from '../src/queue/job.ts'

/** Tells Splynx about approved payments. What has to wait is rung for again by the operation. */
export const recordPaymentJob = defineJob('record-payment', async (context, { paymentIds }) => {
  const { recorded, waiting } = await recordPayments(context, paymentIds)
  return { done: `${recorded} recorded, ${waiting} waiting` }
})
