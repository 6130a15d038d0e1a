import type { Context } from '../../context.ts'
import { findMailPreferences, type MailPreferences } from '../../db/mail-preferences.ts'
import {
  beginSending,
  claimMails,
  endSending,
  isRunGoingOn,
  type MailEnd,
  putBack,
} from '../../db/mails.ts'
import { isSafeMode } from '../../db/safe-mode.ts'
import type { Mail } from '../../db/schema.ts'
import { isMailAddress, isRequiredMail, maskedAddress } from '../../domain/mail.ts'
import type { Letter, SendResult } from '../../mail/mail.ts'
import type { Customer } from '../../splynx/splynx.ts'
import { untilWritten } from '../sending/until-written.ts'
import { findMailFacts } from './mail-facts.ts'
import { mailLinks } from './mail-links.ts'
import { isMailWanted } from './mail-wishes.ts'

const MAILS_PER_CLAIM = 20
const AT_ONCE = 5
/** Longer than all of a claim may take before its turn at the mail server. */
const CLAIM_LEASE_MS = 10 * 60_000
/** Longer than one exchange with the mail server. */
const SENDING_LEASE_MS = 3 * 60_000
/** Then another job goes on, so that a worker that stops need not wait long. */
const ROUND_MS = 30_000

/**
 * Sends what is due, until nothing is or the mail server has trouble. Each mail at most once: it is
 * claimed, then marked as being sent, and only what certainly did not leave is tried again. What
 * people wait for goes first; while a run goes on, its own mails trickle, because the worker has
 * better things to do.
 */
export async function sendMails(context: Context): Promise<string> {
  const { db, mail, bell, now } = context
  if (!mail) return 'there is no mail server'
  if (await isSafeMode(db)) return 'nothing is sent in safe mode'
  const endsAt = now().getTime() + ROUND_MS
  let count = 0
  for (let isBulk = false; ; ) {
    const which = { isBulk, limit: MAILS_PER_CLAIM }
    const claimed = await claimMails(db, which, { now: now(), leaseMs: CLAIM_LEASE_MS })
    if (!(await sendClaimed(context, claimed))) return `${count} mails, then there was trouble`
    count += claimed.length
    if (claimed.length === 0 || (isBulk && (await isRunGoingOn(db)))) {
      if (isBulk) return `${count} mails`
      isBulk = true
    }
    if (now().getTime() > endsAt) {
      await bell.ring('send-mail', {})
      return `${count} mails, and more are waiting`
    }
  }
}

/** False when the mail server or Splynx has trouble: the others would only meet the same. */
async function sendClaimed(context: Context, claimed: readonly Mail[]): Promise<boolean> {
  const { db, splynx, now } = context
  if (claimed.length === 0) return true
  const ids = [...new Set(claimed.map(({ customer_id }) => customer_id))]
  let people: People
  try {
    const [customers, preferences] = await Promise.all([
      splynx.findCustomers(ids),
      findMailPreferences(db, ids),
    ])
    people = { customers: new Map(customers.map((one) => [one.id, one])), preferences }
  } catch (error) {
    const cause = `The address is not known: ${error instanceof Error ? error.message : 'no answer'}`
    for (const mail of claimed) await endSending(db, mail, { state: 'waiting', cause }, now())
    return false
  }
  for (let at = 0; at < claimed.length; at += AT_ONCE) {
    const part = claimed.slice(at, at + AT_ONCE)
    const results = await Promise.all(part.map((mail) => sendOne(context, mail, people)))
    if (results.includes(false)) {
      await putBack(db, claimed.slice(at + AT_ONCE))
      return false
    }
  }
  return true
}

interface People {
  customers: Map<number, Customer>
  preferences: Map<number, MailPreferences>
}

async function sendOne(context: Context, mail: Mail, people: People): Promise<boolean> {
  const { db, log, now } = context
  const letter = await writeLetter(context, mail, people)
  if ('notWanted' in letter) {
    await endSending(db, mail, { state: 'not_wanted', cause: letter.notWanted }, now())
    return true
  }
  const { language, messageId, to } = letter
  const leaseUntil = new Date(now().getTime() + SENDING_LEASE_MS)
  const sending = { language, messageId, sentTo: maskedAddress(to) }
  if (!(await beginSending(db, mail, sending, leaseUntil))) return true
  const result = await deliver(context, mail, letter)
  await untilWritten(context, () => endSending(db, mail, endOf(result), now()))
  if (result.kind !== 'sent') log.warn({ mailId: mail.id, ...result }, 'a mail was not sent')
  return result.kind !== 'not_sent' || !result.isServer
}

/** A mail that cannot be written is a fault of ours, and must not hold the others up. */
async function deliver({ mail: server, log }: Context, mail: Mail, letter: Letter) {
  try {
    return await server!.send(letter)
  } catch (error) {
    log.error({ mailId: mail.id, error }, 'a mail could not be written')
    return { kind: 'refused', cause: 'It could not be written' } as const
  }
}

function endOf(result: SendResult): MailEnd {
  switch (result.kind) {
    case 'sent':
      return { state: 'sent' }
    case 'refused':
      return { state: 'failed', cause: result.cause }
    case 'uncertain':
      return { state: 'uncertain', cause: `The answer was lost: ${result.cause}` }
    case 'not_sent':
      return { state: 'waiting', cause: result.cause }
  }
}

async function writeLetter(
  context: Context,
  mail: Mail,
  { customers, preferences }: People,
): Promise<Letter | { notWanted: string }> {
  const customer = customers.get(mail.customer_id)
  if (!customer) return { notWanted: 'The customer is not in Splynx any more' }
  const to = addressOf(customer)
  if (!to) return { notWanted: 'Splynx has no e-mail address of the customer' }
  const settings = await context.settings.of(customer.partnerId || mail.partner_id)
  const wishes = preferences.get(mail.customer_id)
  // What a person sends is wanted.
  if (mail.copy_of === null && mail.created_by === 'program') {
    if (!isMailWanted(settings, mail.kind)) return { notWanted: 'Switched off in the settings' }
    if (wishes?.hasOptedOut && !isRequiredMail(mail.kind)) {
      return { notWanted: 'The customer does not want such mails' }
    }
  }
  const facts = await findMailFacts(context, mail)
  if ('notWanted' in facts) return facts
  return {
    to,
    name: customer.name,
    messageId: `<${mail.id.toLowerCase()}@${new URL(context.config.PUBLIC_URL).hostname}>`,
    language: wishes?.language ?? settings.defaultLanguage,
    facts,
    links: mailLinks(context, mail, facts),
    sender: {
      merchantName: settings.merchantName,
      statementName: settings.statementName,
      footer: settings.mailFooter,
    },
    replyTo: settings.mailReplyTo,
    zone: context.config.TZ,
  }
}

/** The first that is one: Splynx lets people write several into a field. */
const addressOf = ({ billingEmail, email }: Customer): string | undefined =>
  [billingEmail, email].flatMap((text) => text.split(/[\s,;]+/)).find(isMailAddress)
