import { resolvePayments } from '../src/operations/resolve-payments.ts'
import { defineJob } from '../src/queue/job.ts'

/** Asks the gateway what became of unknown outcomes. */
export const resolvePaymentJob = defineJob('resolve-payment', async (context, { paymentIds }) => {
  const { decided, open } = await resolvePayments(context, paymentIds, { actor: 'worker' })
  return { done: `${decided} decided, ${open} open` }
})
