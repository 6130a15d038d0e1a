import { chargeReturnFees } from '../src/operations/returns/charge-return-fees.ts'
import { defineJob } from '../src/queue/job.ts'

/** Debits customers in Splynx for debits that came back. What has to wait is rung for by the sweep. */
export const chargeReturnFeeJob = defineJob('charge-return-fee', async (context, { returnIds }) => {
  const { charged, waiting } = await chargeReturnFees(context, returnIds)
  return { done: `${charged} charged, ${waiting} waiting` }
})
