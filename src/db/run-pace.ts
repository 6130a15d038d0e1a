import { sql } from 'kysely'
import type { Db } from './connect.ts'

export const OUTCOMES = ['approved', 'declined', 'unknown'] as const
export type ChartedOutcome = (typeof OUTCOMES)[number]

/** Outcomes of a run in one span of time. */
export type PaceBucket = Record<ChartedOutcome, number> & { startsAt: Date }

/** What was asked and has been answered, or is known to be unknown: when the first and last came. */
export async function findPaceSpan(
  db: Db,
  runId: number,
): Promise<{ from: Date; to: Date; count: number } | null> {
  const row = await db
    .selectFrom('payments')
    .innerJoin('attempts', 'attempts.transaction_id', 'payments.transaction_id')
    .select(({ fn }) => [
      fn.min('attempts.answered_at').as('from'),
      fn.max('attempts.answered_at').as('to'),
      fn.countAll().as('count'),
    ])
    .where('payments.run_id', '=', runId)
    .where('attempts.answered_at', 'is not', null)
    .executeTakeFirst()
  return row?.from && row.to ? { from: row.from, to: row.to, count: Number(row.count) } : null
}

/** How many outcomes came in each span of so many seconds, the first one beginning at `from`. */
export async function listPaceBuckets(
  db: Db,
  runId: number,
  { from, bucketSeconds }: { from: Date; bucketSeconds: number },
): Promise<PaceBucket[]> {
  const index = sql<number>`
    floor(timestampdiff(microsecond, ${from}, attempts.answered_at) / ${bucketSeconds * 1_000_000})`
  const rows = await db
    .selectFrom('payments')
    .innerJoin('attempts', 'attempts.transaction_id', 'payments.transaction_id')
    .select([index.as('at'), 'attempts.status'])
    .select(({ fn }) => fn.countAll().as('count'))
    .where('payments.run_id', '=', runId)
    .where('attempts.answered_at', 'is not', null)
    .groupBy(['at', 'attempts.status'])
    .orderBy('at')
    .execute()
  const buckets = new Map<number, PaceBucket>()
  for (const { at, status, count } of rows) {
    const place = Number(at)
    const startsAt = new Date(from.getTime() + place * bucketSeconds * 1_000)
    const bucket = buckets.get(place) ?? { startsAt, approved: 0, declined: 0, unknown: 0 }
    const outcome = status === 'approved' || status === 'declined' ? status : 'unknown'
    bucket[outcome] += Number(count)
    buckets.set(place, bucket)
  }
  return [...buckets.values()]
}
