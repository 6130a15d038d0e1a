import type { Db } from './connect.ts'
import type { Run } from './schema.ts'

/** What one customer's documents in a run came to: those that it charged, or meant to. */
export interface CustomerSum {
  customerId: number
  customerName: string
  cents: number
}

/** By ascending customer, behind `afterId`. */
export async function listCustomerSums(
  db: Db,
  runId: number,
  afterId: number,
  limit: number,
): Promise<CustomerSum[]> {
  const rows = await db
    .selectFrom('run_items')
    .select('customer_id')
    .select(({ fn }) => [
      fn.sum('amount_cents').as('cents'),
      fn.max('customer_name').as('customer_name'),
    ])
    .where('run_id', '=', runId)
    .where('customer_id', '>', afterId)
    .where('state', '<>', 'skipped')
    .groupBy('customer_id')
    .orderBy('customer_id')
    .limit(limit)
    .execute()
  return rows.map(({ customer_id, customer_name, cents }) => ({
    customerId: customer_id,
    customerName: customer_name,
    cents: Number(cents),
  }))
}

/** Far enough back for a run of last year's season, few enough to read whole. */
const READ_MAX = 500

/** Runs that were carried out to their end, the newest first. */
export const listFinishedRuns = (
  db: Db,
  scheduleId: number | null,
): Promise<Pick<Run, 'id' | 'filter' | 'created_at'>[]> =>
  db
    .selectFrom('runs')
    .select(['id', 'filter', 'created_at'])
    .where('status', '=', 'finished')
    .$if(scheduleId !== null, (query) => query.where('schedule_id', '=', scheduleId))
    .orderBy('id', 'desc')
    .limit(READ_MAX)
    .execute()
