import { planMails } from '../src/operations/mails/plan-mails.ts'
import { defineJob } from '../src/queue/job.ts'

/** Notices of cards that end soon and of debits that are coming. */
export const planMailsJob = defineJob('plan-mails', async (context) => ({
  done: await planMails(context),
}))
