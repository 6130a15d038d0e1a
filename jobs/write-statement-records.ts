import { writeStatementRecords } from '../src/operations/write-statement-records.ts'
import { defineJob } from '../src/queue/job.ts'

/** Enters recorded payments in Splynx's payment statements. What has to wait the sweep rings for. */
export const writeStatementRecordsJob = defineJob(
  'write-statement-records',
  async (context, { paymentIds }) => {
    const { written, waiting } = await writeStatementRecords(context, paymentIds)
    return { done: `${written} written, ${waiting} waiting` }
  },
)
