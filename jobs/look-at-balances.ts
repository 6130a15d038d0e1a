import { lookAtBalances } from '../src/operations/refills/look-at-balances.ts'
import { defineJob } from '../src/queue/job.ts'

/** Refills the balances that are low, of the customers who asked for that. */
export const lookAtBalancesJob = defineJob('look-at-balances', async (context) => ({
  done: await lookAtBalances(context),
}))
