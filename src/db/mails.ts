import { sql } from 'kysely'
import { monotonicFactory } from 'ulid'
import type { Language } from '../domain/language.ts'
import { MAIL_GIVEN_UP_MS, MAIL_TROUBLE, type MailKind, mailDelayMs } from '../domain/mail.ts'
import type { Db } from './connect.ts'
import type { Mail, MailRowFacts } from './schema.ts'
import { type Trx, transact } from './transact.ts'

// The outbox to customers: a row is born with what it tells of, in the same transaction. Its subject
// is unique, so that however often an effect is written, nobody is written to twice.

// A run makes many: within a millisecond the next id is the last one and one.
const nextId = monotonicFactory()

export interface NewMail {
  kind: MailKind
  /** Unique for ever, beginning with the kind: `paid:` and the payment's id. */
  subject: string
  customerId: number
  partnerId: number | null
  paymentId?: string
  methodId?: number
  /** The attempt, refund or return that it tells of. */
  sourceId?: string
  facts?: MailRowFacts
  /** Of a run or of the calendar: goes after what people are waiting for. */
  isBulk: boolean
  /** When what it tells of happened. */
  happenedAt: Date
}

/** What is written about at all, by partner. Without a mail server: nothing. */
export interface MailWishes {
  wants(kind: MailKind, partnerId: number | null): boolean
  /**
   * When it was noticed that the database is a restored backup. What happened before may have been
   * written about before: such a mail waits for a person.
   */
  restoredAt: Date | null
}

export const NO_MAILS: MailWishes = { wants: () => false, restoredAt: null }

/** Puts mails that are wanted into the outbox, all in one statement. May be repeated. */
export async function insertMails(
  trx: Db,
  mails: readonly NewMail[],
  wishes: MailWishes,
  now: Date,
): Promise<void> {
  const wanted = mails.filter(({ kind, partnerId }) => wishes.wants(kind, partnerId))
  if (wanted.length === 0) return
  await trx
    .insertInto('mails')
    .values(
      wanted.map((mail) => ({
        ...(isDistrusted(mail, wishes)
          ? { state: 'uncertain' as const, next_try_at: null, last_error: RESTORED }
          : { state: 'waiting' as const, next_try_at: now, last_error: null }),
        id: nextId(now.getTime()),
        kind: mail.kind,
        subject_key: mail.subject,
        customer_id: mail.customerId,
        partner_id: mail.partnerId,
        payment_id: mail.paymentId ?? null,
        method_id: mail.methodId ?? null,
        source_id: mail.sourceId ?? null,
        facts: JSON.stringify(mail.facts ?? {}),
        is_bulk: mail.isBulk,
        give_up_at: new Date(now.getTime() + MAIL_GIVEN_UP_MS),
        copy_of: null,
        created_by: 'program',
        created_at: now,
      })),
    )
    .onDuplicateKeyUpdate({ tries: sql`mails.tries` })
    .execute()
}

const isDistrusted = ({ happenedAt }: NewMail, { restoredAt }: MailWishes): boolean =>
  restoredAt !== null && happenedAt < restoredAt

const RESTORED = 'May have been sent before the database was restored'

/** Of a restored backup nobody knows what was sent since. */
export async function distrustMails(trx: Trx): Promise<void> {
  await trx
    .updateTable('mails')
    .set({ state: 'uncertain', next_try_at: null, lease_until: null, last_error: RESTORED })
    .where('state', 'in', ['waiting', 'sending'])
    .execute()
}

/**
 * Claims what is due: of two workers at most one gets a row until its lease ends. Nothing of it has
 * been sent when a lease ends, for `beginSending` comes first.
 */
export function claimMails(
  db: Db,
  { isBulk, limit }: { isBulk: boolean; limit: number },
  { now, leaseMs }: { now: Date; leaseMs: number },
): Promise<Mail[]> {
  return transact(db, async (trx) => {
    const due = await trx
      .selectFrom('mails')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('is_bulk', '=', isBulk ? 1 : 0)
      .where('next_try_at', '<=', now)
      .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<', now)]))
      .orderBy('next_try_at')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute()
    if (due.length === 0) return []
    await trx
      .updateTable('mails')
      .set({ tries: sql`tries + 1`, lease_until: new Date(now.getTime() + leaseMs) })
      .where(
        'id',
        'in',
        due.map(({ id }) => id),
      )
      .execute()
    return due.map((mail) => ({ ...mail, tries: mail.tries + 1 }))
  })
}

/** What is fixed before the first byte leaves. */
export interface Sending {
  language: Language
  /** Masked. */
  sentTo: string
  messageId: string
}

/** True for the one that may send it now. Whoever ends before the answer leaves it uncertain. */
export async function beginSending(
  db: Db,
  { id, tries }: Mail,
  { language, sentTo, messageId }: Sending,
  leaseUntil: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('mails')
    .set({
      state: 'sending',
      language,
      sent_to: sentTo,
      message_id: messageId,
      lease_until: leaseUntil,
    })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('tries', '=', tries)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export type MailEnd =
  | { state: 'sent' }
  | { state: 'uncertain' | 'failed' | 'not_wanted'; cause: string }
  /** It certainly did not leave. */
  | { state: 'waiting'; cause: string }

/** What became of a mail that this worker has claimed or sent. */
export async function endSending(
  db: Db,
  { id, tries }: Mail,
  end: MailEnd,
  now: Date,
): Promise<void> {
  const waits = end.state === 'waiting'
  const isSent = end.state === 'sent'
  await db
    .updateTable('mails')
    .set({
      state: end.state,
      lease_until: null,
      next_try_at: waits ? new Date(now.getTime() + mailDelayMs(tries)) : null,
      sent_at: isSent ? now : null,
      last_error: 'cause' in end ? end.cause.slice(0, 255) : null,
    })
    .where('id', '=', id)
    // An answer that comes after its lease still counts.
    .where('state', 'in', ['waiting', 'sending', ...(isSent ? (['uncertain'] as const) : [])])
    .where('tries', '=', tries)
    .execute()
}

/** Claimed and not touched after all: due again at once, and no try is counted. */
export async function putBack(db: Db, mails: readonly Mail[]): Promise<void> {
  if (mails.length === 0) return
  await db
    .updateTable('mails')
    .set({ tries: sql`tries - 1`, lease_until: null })
    .where(
      'id',
      'in',
      mails.map(({ id }) => id),
    )
    .where('state', '=', 'waiting')
    .execute()
}

/** Their worker ended while the mail server had them: nobody knows. Returns how many. */
export async function giveUpAbandonedMails(db: Db, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('mails')
    .set({
      state: 'uncertain',
      lease_until: null,
      next_try_at: null,
      last_error: 'The worker ended before the mail server answered',
    })
    .where('state', '=', 'sending')
    .where('lease_until', '<', now)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** They have waited for so long that they are news no more. Returns how many. */
export async function giveUpOldMails(db: Db, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('mails')
    .set({ state: 'given_up', next_try_at: null, lease_until: null })
    .where('state', '=', 'waiting')
    .where('give_up_at', '<', now)
    .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<', now)]))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Whether documents are being charged at this moment. */
export async function isRunGoingOn(db: Db): Promise<boolean> {
  const run = await db
    .selectFrom('runs')
    .select('id')
    .where('status', '=', 'running')
    .limit(1)
    .executeTakeFirst()
  return run !== undefined
}

export async function isMailDue(db: Db, now: Date): Promise<boolean> {
  const due = await db
    .selectFrom('mails')
    .select('id')
    .where('state', '=', 'waiting')
    .where('next_try_at', '<=', now)
    .limit(1)
    .executeTakeFirst()
  return due !== undefined
}

export const findMail = (db: Db, id: string): Promise<Mail | undefined> =>
  db.selectFrom('mails').selectAll().where('id', '=', id).executeTakeFirst()

/** Of these subjects, those that a mail is there for. */
export async function findMailSubjects(db: Db, subjects: readonly string[]): Promise<Set<string>> {
  if (subjects.length === 0) return new Set()
  const rows = await db
    .selectFrom('mails')
    .select('subject_key')
    .where('subject_key', 'in', subjects)
    .execute()
  return new Set(rows.map(({ subject_key }) => subject_key))
}

export interface Copy
  extends Pick<
    Mail,
    'kind' | 'customer_id' | 'partner_id' | 'payment_id' | 'method_id' | 'source_id' | 'facts'
  > {
  subject: string
  by: string
  copyOf: string | null
}

/** A mail that a person asked for. False when the same form had made it before. */
export async function insertCopy(trx: Trx, copy: Copy, now: Date): Promise<boolean> {
  const { subject, by, copyOf, facts } = copy
  const { kind, customer_id, partner_id, payment_id, method_id, source_id } = copy
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('mails')
    .ignore()
    .values({
      id: nextId(now.getTime()),
      ...{ kind, customer_id, partner_id, payment_id, method_id, source_id },
      subject_key: subject,
      facts: JSON.stringify(facts),
      state: 'waiting',
      is_bulk: false,
      next_try_at: now,
      give_up_at: new Date(now.getTime() + MAIL_GIVEN_UP_MS),
      copy_of: copyOf,
      created_by: by,
      created_at: now,
    })
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** A person has decided that it is to be sent after all. False when it was before. */
export async function reopenMail(trx: Trx, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('mails')
    .set({
      state: 'waiting',
      next_try_at: now,
      lease_until: null,
      give_up_at: new Date(now.getTime() + MAIL_GIVEN_UP_MS),
      last_error: null,
    })
    .where('id', '=', id)
    .where('state', 'in', MAIL_TROUBLE)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
