import type { Db } from './connect.ts'

// What of refunds waits for a person. There are few, or something is badly wrong.

const OLDEST_SHOWN = 5

/** Approvals that came after their payments had been given up, the oldest first. */
export const listLateApprovals = (db: Db) =>
  db
    .selectFrom('attempts')
    .innerJoin('payments', 'payments.id', 'attempts.payment_id')
    .select([
      'attempts.transaction_id',
      'attempts.payment_id',
      'attempts.amount_cents',
      'attempts.late_at',
      'payments.customer_name',
      'payments.document_number',
      'payments.currency',
      'payments.status',
    ])
    .where('attempts.late_at', 'is not', null)
    .orderBy('attempts.late_at')
    .limit(OLDEST_SHOWN)
    .execute()

const findUnsure = (db: Db) =>
  db.selectFrom('refunds').where('refunds.status', 'in', ['unknown', 'review'])

const listUnsure = (db: Db) =>
  findUnsure(db)
    .innerJoin('payments', 'payments.id', 'refunds.payment_id')
    .select(['refunds.payment_id', 'refunds.status', 'refunds.kind', 'refunds.amount_cents'])
    .select(['refunds.currency', 'refunds.created_at', 'payments.customer_name'])
    .orderBy('refunds.created_at')
    .limit(OLDEST_SHOWN)
    .execute()

const findFailing = (db: Db) =>
  db
    .selectFrom('undoings')
    .where('undoings.next_try_at', 'is not', null)
    .where('undoings.last_error', 'is not', null)

const listFailing = (db: Db) =>
  findFailing(db)
    .innerJoin('payments', 'payments.id', 'undoings.payment_id')
    .select(['undoings.payment_id', 'undoings.amount_cents', 'undoings.tries'])
    .select(['undoings.last_error', 'payments.customer_name', 'payments.currency'])
    .orderBy('undoings.id')
    .limit(OLDEST_SHOWN)
    .execute()

/** Late approvals, refunds that nobody is sure of, and what Splynx does not show. */
export async function readRefundAttention(db: Db) {
  const [late, unsure, unsureCount, failing, failingCount] = await Promise.all([
    listLateApprovals(db),
    listUnsure(db),
    findUnsure(db)
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow(),
    listFailing(db),
    findFailing(db)
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow(),
  ])
  return {
    late,
    unsure: { count: Number(unsureCount.count), oldest: unsure },
    failing: { count: Number(failingCount.count), oldest: failing },
  }
}
export type RefundAttention = Awaited<ReturnType<typeof readRefundAttention>>
