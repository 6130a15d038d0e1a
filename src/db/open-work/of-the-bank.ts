import { sql } from 'kysely'
import { isNotice } from '../../domain/returns.ts'
import type { Db } from '../connect.ts'
import type { WorkSource } from './work-item.ts'

// What came back from the bank, and where the gateway's books and ours differ.

/** A notice of change has a code from C01 on, a return one from R01. */
const open = (db: Db, kind: 'return' | 'change') =>
  db
    .selectFrom('returns')
    .where('returns.open_task', 'is not', null)
    .where('returns.code', 'like', kind === 'change' ? 'C%' : 'R%')

const returned = (kind: 'return' | 'change'): WorkSource => ({
  kind,
  async count(db) {
    const row = await open(db, kind)
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  },
  async list(db, { limit, subjects }) {
    const rows = await open(db, kind)
      .leftJoin('payments', 'payments.id', 'returns.payment_id')
      .select(['returns.id as subject', 'returns.code', 'returns.open_task', 'returns.act_by'])
      .select(['returns.transaction_id', 'returns.amount_cents as amountCents'])
      .select(['returns.created_at as since', 'payments.customer_name', 'payments.currency'])
      .$if(subjects !== undefined, (query) => query.where('returns.id', 'in', subjects!))
      .orderBy(sql`returns.open_task = 'alarm'`, 'desc')
      .orderBy(sql`coalesce(returns.act_by, '9999')`)
      .orderBy('returns.id')
      .limit(limit)
      .execute()
    return rows.map(({ open_task, act_by, customer_name, transaction_id, ...row }) => ({
      kind: isNotice(row.code) ? 'change' : 'return',
      customer: customer_name ?? transaction_id,
      task: open_task!,
      clock: { actBy: act_by, isAtOnce: open_task === 'alarm' },
      ...row,
    }))
  },
})

const differing = (db: Db) => db.selectFrom('mismatches').where('closed_at', 'is', null)

const mismatch: WorkSource = {
  kind: 'mismatch',
  async count(db) {
    const row = await differing(db)
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  },
  async list(db, { limit, subjects }) {
    const rows = await differing(db)
      .select(['id', 'reference', 'request_type as requestType'])
      .select(['kind as difference', 'amount_cents as amountCents', 'found_at as since'])
      .$if(subjects !== undefined, (query) => query.where('id', 'in', subjects!.map(Number)))
      .orderBy('id')
      .limit(limit)
      .execute()
    return rows.map(({ id, ...row }) => ({ kind: 'mismatch', subject: String(id), ...row }))
  },
}

/**
 * Reports that have failed for too long. The report of returns and the others fail together as a rule,
 * so the one that has failed longest stands for all.
 */
export const failingReport = (warnMs: number): WorkSource => {
  const find = (db: Db, now: Date) =>
    db
      .selectFrom('report_cursors')
      .select(['kind', 'failing_since', 'last_error'])
      .where('failing_since', '<=', new Date(now.getTime() - warnMs))
      .orderBy('failing_since')
      .limit(1)
      .executeTakeFirst()
  return {
    kind: 'report',
    count: async (db, { now }) => ((await find(db, now)) ? 1 : 0),
    async list(db, { now, subjects }) {
      const failing = await find(db, now)
      if (!failing || subjects?.includes(failing.kind) === false) return []
      const { kind: subject, failing_since, last_error } = failing
      return [{ kind: 'report', subject, since: failing_since!, error: last_error ?? '' }]
    },
  }
}

export const BANK_WORK: readonly WorkSource[] = [returned('return'), returned('change'), mismatch]
