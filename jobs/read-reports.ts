import { readReports } from '../src/operations/reports/read-reports.ts'
import { defineJob } from '../src/queue/job.ts'

/** Reads the gateway's reports whose time has come; all of them when a person asks. */
export const readReportsJob = defineJob('read-reports', async (context, { isAsked }) => ({
  done: await readReports(context, isAsked),
}))
