import type { PaymentStatus } from '../domain/payment.ts'
import type { CountAndSum, RunTotals } from '../domain/run.ts'
import type { Db } from './connect.ts'

/**
 * Counts and sums of a run, from covering indexes alone. What has been taken counts with its
 * payment's amount, because that is what was really asked for; so at the end selected = charged +
 * declined + unknown + skipped + cancelled, to the cent.
 */
export async function readRunTotals(db: Db, runId: number): Promise<RunTotals> {
  return (await readTotalsOfRuns(db, [runId])).get(runId)!
}

/** The same for all runs of a page at once; a run of which nothing is selected yet has zeros. */
export async function readTotalsOfRuns(
  db: Db,
  runIds: readonly number[],
): Promise<Map<number, RunTotals>> {
  if (runIds.length === 0) return new Map()
  const [items, payments] = await Promise.all([sumItems(db, runIds), sumPayments(db, runIds)])
  const totals = new Map(runIds.map((id) => [id, noTotals()]))
  for (const { run_id, state, ...row } of items) {
    // What has been taken counts with its payment.
    if (state !== 'taken') addTo(totals.get(run_id)!, state, countAndSum(row))
  }
  for (const { run_id, status, ...row } of payments) {
    addTo(totals.get(run_id!)!, PART_OF[status], countAndSum(row))
  }
  return totals
}

const noTotals = (): RunTotals => ({
  selected: NOTHING,
  waiting: NOTHING,
  sending: NOTHING,
  charged: NOTHING,
  declined: NOTHING,
  unknown: NOTHING,
  skipped: NOTHING,
  cancelled: NOTHING,
})

/** Whatever is in a part was selected, so the two sides add up by the way they are made. */
function addTo(totals: RunTotals, part: Exclude<keyof RunTotals, 'selected'>, sum: CountAndSum) {
  totals[part] = add(totals[part], sum)
  totals.selected = add(totals.selected, sum)
}

const NOTHING: CountAndSum = { count: 0, cents: 0 }

const add = (a: CountAndSum, b: CountAndSum): CountAndSum => ({
  count: a.count + b.count,
  cents: a.cents + b.cents,
})

/** Money that came back later was charged all the same: the run's totals do not change any more. */
export const PART_OF: Record<PaymentStatus, Exclude<keyof RunTotals, 'selected' | 'skipped'>> = {
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

const sumItems = (db: Db, runIds: readonly number[]) =>
  db
    .selectFrom('run_items')
    .select(['run_id', 'state'])
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('amount_cents').as('cents')])
    .where('run_id', 'in', runIds)
    .groupBy(['run_id', 'state'])
    .execute()

const sumPayments = (db: Db, runIds: readonly number[]) =>
  db
    .selectFrom('payments')
    .select(['run_id', 'status'])
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('amount_cents').as('cents')])
    .where('run_id', 'in', runIds)
    .groupBy(['run_id', 'status'])
    .execute()

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
