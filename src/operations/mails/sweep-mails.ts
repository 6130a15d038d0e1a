import type { Context } from '../../context.ts'
import { giveUpAbandonedMails, giveUpOldMails, isMailDue } from '../../db/mails.ts'

/** Rings for mails that wait, and ends the waiting of what nobody can wait for. */
export async function sweepMails({ db, mail, bell, log, now }: Context): Promise<string> {
  const abandoned = await giveUpAbandonedMails(db, now())
  const old = await giveUpOldMails(db, now())
  if (abandoned + old > 0) log.error({ abandoned, old }, 'mails wait for a person')
  const isDue = mail !== null && (await isMailDue(db, now()))
  if (isDue) await bell.ring('send-mail', {}, { onceAs: 'send-mail' })
  return isDue ? 'mails due' : 'no mail due'
}
