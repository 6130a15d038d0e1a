import type { PaymentStatus } from '../domain/payment.ts'
import type { CountAndSum, RunTotals } from '../domain/run.ts'
import type { Db } from './connect.ts'

/**
 * Counts and sums of a run, from covering indexes alone. What has been taken counts with its
 * payment's amount, because that is what was really asked for; so at the end selected = charged +
 * declined + unknown + skipped + cancelled, to the cent.
 */
export async function readRunTotals(db: Db, runId: number): Promise<RunTotals> {
  const [items, payments] = await Promise.all([sumItems(db, runId), sumPayments(db, runId)])
  const totals: RunTotals = {
    selected: NOTHING,
    waiting: items.get('waiting') ?? NOTHING,
    sending: NOTHING,
    charged: NOTHING,
    declined: NOTHING,
    unknown: NOTHING,
    skipped: items.get('skipped') ?? NOTHING,
    cancelled: items.get('cancelled') ?? NOTHING,
  }
  for (const [status, sum] of payments) {
    const part = PART_OF[status]
    totals[part] = add(totals[part], sum)
  }
  const { selected: _, ...parts } = totals
  return { ...totals, selected: Object.values(parts).reduce(add, NOTHING) }
}

const NOTHING: CountAndSum = { count: 0, cents: 0 }

const add = (a: CountAndSum, b: CountAndSum): CountAndSum => ({
  count: a.count + b.count,
  cents: a.cents + b.cents,
})

/** Money that came back later was charged all the same: the run's totals do not change any more. */
const PART_OF: Record<PaymentStatus, Exclude<keyof RunTotals, 'selected' | 'skipped'>> = {
  pending: 'sending',
  submitting: 'sending',
  unknown: 'unknown',
  review: 'unknown',
  approved: 'charged',
  recorded: 'charged',
  voided: 'charged',
  refunded: 'charged',
  returned: 'charged',
  declined: 'declined',
  cancelled: 'cancelled',
}

async function sumItems(db: Db, runId: number) {
  const rows = await db
    .selectFrom('run_items')
    .select(['state'])
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('amount_cents').as('cents')])
    .where('run_id', '=', runId)
    .groupBy('state')
    .execute()
  return new Map(rows.map((row) => [row.state, countAndSum(row)]))
}

async function sumPayments(db: Db, runId: number) {
  const rows = await db
    .selectFrom('payments')
    .select(['status'])
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('amount_cents').as('cents')])
    .where('run_id', '=', runId)
    .groupBy('status')
    .execute()
  return new Map(rows.map((row) => [row.status, countAndSum(row)]))
}

const countAndSum = (row: { count: unknown; cents: unknown }): CountAndSum => ({
  count: Number(row.count),
  cents: Number(row.cents),
})

/** Why documents were skipped, most frequent first. */
export async function countSkips(db: Db, runId: number) {
  const rows = await db
    .selectFrom('run_items')
    .select(['skip_reason'])
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('amount_cents').as('cents')])
    .where('run_id', '=', runId)
    .where('state', '=', 'skipped')
    .groupBy('skip_reason')
    .execute()
  return rows
    .flatMap(({ skip_reason, ...row }) =>
      skip_reason ? [{ reason: skip_reason, ...countAndSum(row) }] : [],
    )
    .sort((a, b) => b.count - a.count)
}
