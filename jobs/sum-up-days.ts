import { sumUpDays } from '../src/operations/tie-out/sum-up-days.ts'
import { defineJob } from '../src/queue/job.ts'

/** Adds up days whose figures may have changed, for the reports. */
export const sumUpDaysJob = defineJob('sum-up-days', async (context) => ({
  done: await sumUpDays(context),
}))
