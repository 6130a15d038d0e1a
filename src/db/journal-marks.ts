import { sql } from 'kysely'
import type { JournalMessage } from '../domain/journal.ts'
import type { Db } from './connect.ts'
import type { Trx } from './transact.ts'

export const findInstallation = async (db: Db): Promise<string> =>
  (await db.selectFrom('installation').select('uuid').where('id', '=', 1).executeTakeFirstOrThrow())
    .uuid

export interface Mark {
  source: string
  /** Up to here every message was found. */
  position: string | null
}

export async function findMarks(
  db: Db,
  sources: readonly string[],
): Promise<Map<string, string | null>> {
  if (sources.length === 0) return new Map()
  const rows = await db
    .selectFrom('journal_marks')
    .select(['source', 'position'])
    .where('source', 'in', sources)
    .execute()
  return new Map(rows.map(({ source, position }) => [source, position]))
}

export async function writeMarks(trx: Trx, marks: readonly Mark[], now: Date): Promise<void> {
  if (marks.length === 0) return
  await trx
    .insertInto('journal_marks')
    .values(marks.map((mark) => ({ ...mark, behind_since: null, checked_at: now })))
    .onDuplicateKeyUpdate({
      position: sql`values(position)`,
      checked_at: sql`values(checked_at)`,
    })
    .execute()
}

/** From then on the source may lack messages. An earlier moment that is noted already stays. */
export const markBehind = (db: Db, source: string, since: Date) =>
  db
    .insertInto('journal_marks')
    .values({ source, position: null, behind_since: since, checked_at: null })
    .onDuplicateKeyUpdate({
      behind_since: sql`least(coalesce(behind_since, ${since}), ${since})`,
    })
    .execute()

export const findBehindSince = async (db: Db, source: string): Promise<Date | null> =>
  (
    await db
      .selectFrom('journal_marks')
      .select('behind_since')
      .where('source', '=', source)
      .executeTakeFirst()
  )?.behind_since ?? null

/** Unless it has fallen behind once more meanwhile. */
export const clearBehind = (db: Db, source: string, since: Date) =>
  db
    .updateTable('journal_marks')
    .set({ behind_since: null })
    .where('source', '=', source)
    .where('behind_since', '=', since)
    .execute()

/**
 * Of these messages, those that the database does not know, or knows from an earlier time when they
 * were sent once more since. Either way it is older than the journal.
 */
export async function findForgotten(
  db: Db,
  messages: readonly JournalMessage[],
): Promise<JournalMessage[]> {
  if (messages.length === 0) return []
  const ids = [...new Set(messages.map(({ transactionId }) => transactionId))]
  const [attempts, noted] = await Promise.all([
    db
      .selectFrom('attempts')
      .select(['transaction_id', 'sent_at'])
      .where('transaction_id', 'in', ids)
      .execute(),
    db
      .selectFrom('forgotten_messages')
      .select('transaction_id')
      .where('transaction_id', 'in', ids)
      .execute(),
  ])
  const sentAt = new Map(attempts.map((row) => [row.transaction_id, row.sent_at.getTime()]))
  for (const { transaction_id } of noted) sentAt.set(transaction_id, Number.POSITIVE_INFINITY)
  return messages.filter(
    (message) =>
      (sentAt.get(message.transactionId) ?? Number.NEGATIVE_INFINITY) < message.sentAt.getTime(),
  )
}

/** What the journal should have, from `attempts`: a page in the order in which it was sent. */
export async function listMessagesSince(
  db: Db,
  since: { sentAt: Date; transactionId: string },
  { ofEnvironment, limit }: { ofEnvironment: string; limit: number },
): Promise<JournalMessage[]> {
  const rows = await db
    .selectFrom('attempts')
    .innerJoin('payments', 'payments.id', 'attempts.payment_id')
    .innerJoin('methods', 'methods.id', 'attempts.method_id')
    .leftJoin('refunds', 'refunds.id', 'attempts.refund_id')
    .select([
      'attempts.transaction_id as transactionId',
      'attempts.kind',
      'attempts.payment_id as paymentId',
      'attempts.amount_cents as amountCents',
      'attempts.method_id as methodId',
      'attempts.sent_at as sentAt',
      'attempts.terminal_id as terminalId',
      'payments.customer_id as customerId',
      'payments.purpose',
      'payments.document_id as documentId',
      'payments.document_number as documentNumber',
      'payments.channel',
      'payments.run_id as runId',
      'methods.fingerprint',
      'refunds.id as refundId',
      'refunds.original_id as originalId',
      'refunds.reopens',
    ])
    .where((row) =>
      row.or([
        row('attempts.sent_at', '>', since.sentAt),
        row.and([
          row('attempts.sent_at', '=', since.sentAt),
          row('attempts.transaction_id', '>', since.transactionId),
        ]),
      ]),
    )
    .orderBy('attempts.sent_at')
    .orderBy('attempts.transaction_id')
    .limit(limit)
    .execute()
  return rows.map(({ refundId, originalId, reopens, terminalId, ...message }) => ({
    ...message,
    terminal: terminalId ?? ofEnvironment,
    refund: refundId
      ? { id: refundId, originalId: originalId ?? '', reopens: reopens === 1 }
      : null,
  }))
}
