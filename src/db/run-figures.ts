import { sql } from 'kysely'
import type { CountAndSum, RunFigures, RunReversals } from '../domain/run.ts'
import type { Db } from './connect.ts'
import { readRunTotals } from './run-totals.ts'

/** A run's totals, and what has gone back of them so far. */
export async function readRunFigures(db: Db, runId: number): Promise<RunFigures> {
  const [totals, reversals] = await Promise.all([
    readRunTotals(db, runId),
    readRunReversals(db, runId),
  ])
  return { totals, reversals }
}

export async function readRunReversals(db: Db, runId: number): Promise<RunReversals> {
  const [undone, refunded] = await Promise.all([sumUndone(db, runId), sumRefunded(db, runId)])
  return {
    voided: undone.get('voided') ?? NOTHING,
    refunded,
    returned: undone.get('returned') ?? NOTHING,
  }
}

const NOTHING: CountAndSum = { count: 0, cents: 0 }

async function sumUndone(db: Db, runId: number): Promise<Map<string, CountAndSum>> {
  const rows = await db
    .selectFrom('payments')
    .select('status')
    .select(({ fn }) => [
      fn.countAll().as('count'),
      // What was given back before a debit returned is counted there.
      sql`sum(if(status = 'returned', amount_cents - refunded_cents, amount_cents))`.as('cents'),
    ])
    .where('run_id', '=', runId)
    .where('status', 'in', ['voided', 'returned'])
    .groupBy('status')
    .execute()
  return new Map(rows.map(({ status, count, cents }) => [status, sumOf({ count, cents })]))
}

async function sumRefunded(db: Db, runId: number): Promise<CountAndSum> {
  const row = await db
    .selectFrom('refunds')
    .innerJoin('payments', 'payments.id', 'refunds.payment_id')
    .select(({ fn }) => [
      fn.count('payments.id').distinct().as('count'),
      fn.sum('refunds.amount_cents').as('cents'),
    ])
    .where('payments.run_id', '=', runId)
    .where('refunds.status', '=', 'approved')
    .where('refunds.kind', 'in', ['credit', 'reversal'])
    // An approval that came too late is no part of what was charged.
    .whereRef('refunds.original_id', '=', 'payments.transaction_id')
    .executeTakeFirstOrThrow()
  return sumOf(row)
}

const sumOf = ({ count, cents }: { count: unknown; cents: unknown }): CountAndSum => ({
  count: Number(count),
  cents: Number(cents ?? 0),
})
