import { checkJournal } from '../src/operations/safe-mode/check-journal.ts'
import { defineJob } from '../src/queue/job.ts'

/** Has MySQL gone back in time? In safe mode: what was forgotten finds its place again. */
export const checkJournalJob = defineJob('check-journal', async (context) => ({
  done: await checkJournal(context),
}))
