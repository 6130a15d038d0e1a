import type { Db } from '../connect.ts'
import type { WorkSource } from './work-item.ts'

// Money that should go back, may have gone back, or went back without Splynx showing it.

const WHOSE = [
  'payments.id as paymentId',
  'payments.customer_name as customer',
  'payments.document_number as document',
  'payments.currency',
] as const

const late = (db: Db) => db.selectFrom('attempts').where('attempts.late_at', 'is not', null)

/** Approvals that came after their payments had been given up. */
export const lateApproval: WorkSource = {
  kind: 'late_approval',
  async count(db) {
    const row = await late(db)
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  },
  async list(db, { limit, subjects }) {
    const rows = await late(db)
      .innerJoin('payments', 'payments.id', 'attempts.payment_id')
      .select([...WHOSE, 'payments.status', 'attempts.transaction_id as subject'])
      .select(['attempts.amount_cents as amountCents', 'attempts.late_at as since'])
      .$if(subjects !== undefined, (query) =>
        query.where('attempts.transaction_id', 'in', subjects!),
      )
      .orderBy('attempts.late_at')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ kind: 'late_approval', ...row, since: row.since! }))
  },
}

const unsure = (db: Db) =>
  db.selectFrom('refunds').where('refunds.status', 'in', ['unknown', 'review'])

const refundUnsure: WorkSource = {
  kind: 'refund_unsure',
  async count(db) {
    const row = await unsure(db)
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  },
  async list(db, { limit, subjects }) {
    const rows = await unsure(db)
      .innerJoin('payments', 'payments.id', 'refunds.payment_id')
      .select([...WHOSE, 'refunds.id as subject', 'refunds.kind as refund', 'refunds.status'])
      .select(['refunds.amount_cents as amountCents', 'refunds.created_at as since'])
      .$if(subjects !== undefined, (query) => query.where('refunds.id', 'in', subjects!))
      .orderBy('refunds.created_at')
      .limit(limit)
      .execute()
    return rows.map(({ status, ...row }) => ({
      kind: 'refund_unsure',
      status: status === 'review' ? 'review' : 'unknown',
      ...row,
    }))
  },
}

const untold = (db: Db) =>
  db
    .selectFrom('undoings')
    .where('undoings.next_try_at', 'is not', null)
    .where('undoings.last_error', 'is not', null)

const undoing: WorkSource = {
  kind: 'undoing',
  async count(db) {
    const row = await untold(db)
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  },
  async list(db, { limit, subjects }) {
    const rows = await untold(db)
      .innerJoin('payments', 'payments.id', 'undoings.payment_id')
      .select([...WHOSE, 'undoings.id', 'undoings.tries', 'undoings.last_error'])
      .select(['undoings.amount_cents as amountCents', 'undoings.created_at as since'])
      .$if(subjects !== undefined, (query) =>
        query.where('undoings.id', 'in', subjects!.map(Number)),
      )
      .orderBy('undoings.id')
      .limit(limit)
      .execute()
    return rows.map(({ id, last_error, ...row }) => ({
      kind: 'undoing',
      subject: String(id),
      error: last_error ?? '',
      ...row,
    }))
  },
}

export const REFUND_WORK: readonly WorkSource[] = [lateApproval, refundUnsure, undoing]
