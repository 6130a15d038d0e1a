import type { PaymentStatus } from '../domain/payment.ts'
import type { CountAndSum, RunStatus } from '../domain/run.ts'
import type { Db } from './connect.ts'
import type { Run } from './schema.ts'

// What the console's start page says: what waits for a person, and how the day goes.

/** Payments that nobody can decide by waiting. There are few, or something is badly wrong. */
export async function readNotKnown(db: Db): Promise<CountAndSum> {
  const totals = await db
    .selectFrom('payments')
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('amount_cents').as('cents')])
    .where('status', 'in', ['unknown', 'review'])
    .executeTakeFirstOrThrow()
  return { count: Number(totals.count), cents: Number(totals.cents ?? 0) }
}

/** Runs in this state, the newest first. */
export const listRunsIn = (db: Db, status: RunStatus, limit: number): Promise<Run[]> =>
  db
    .selectFrom('runs')
    .selectAll()
    .where('status', '=', status)
    .orderBy('heartbeat_at', 'desc')
    .limit(limit)
    .execute()

export interface DayTotals {
  charged: CountAndSum
  declined: CountAndSum
  moving: CountAndSum
}

const PART_OF: Partial<Record<PaymentStatus, keyof DayTotals>> = {
  approved: 'charged',
  recorded: 'charged',
  // Taken on that day, whatever became of the money later.
  voided: 'charged',
  refunded: 'charged',
  returned: 'charged',
  declined: 'declined',
  pending: 'moving',
  submitting: 'moving',
}

/** Payments that were asked for since then, by what became of them. */
export async function readDayTotals(db: Db, since: Date): Promise<DayTotals> {
  const rows = await db
    .selectFrom('payments')
    .select('status')
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('amount_cents').as('cents')])
    .where('status', 'in', Object.keys(PART_OF) as PaymentStatus[])
    .where('created_at', '>=', since)
    .groupBy('status')
    .execute()
  const totals: DayTotals = {
    charged: { count: 0, cents: 0 },
    declined: { count: 0, cents: 0 },
    moving: { count: 0, cents: 0 },
  }
  for (const { status, count, cents } of rows) {
    const part = totals[PART_OF[status]!]
    part.count += Number(count)
    part.cents += Number(cents)
  }
  return totals
}
