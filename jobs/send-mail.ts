import { sendMails } from '../src/operations/mails/send-mails.ts'
import { defineJob } from '../src/queue/job.ts'

/** Sends the mails that are due. What has to wait is rung for again by the sweep. */
export const sendMailJob = defineJob('send-mail', async (context) => ({
  done: await sendMails(context),
}))
