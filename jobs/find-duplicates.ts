import { findRecentDuplicates } from '../src/operations/duplicates/find-duplicates.ts'
import { defineJob } from '../src/queue/job.ts'

/** Looks whether one of the last payments was made twice. */
export const findDuplicatesJob = defineJob('find-duplicates', async (context) => ({
  done: `${await findRecentDuplicates(context)} pairs`,
}))
