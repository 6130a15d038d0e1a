import type { PaymentStatus } from '../domain/payment.ts'
import type { CountAndSum, RunStatus } from '../domain/run.ts'
import type { Db } from './connect.ts'
import type { Payment, Run } from './schema.ts'

// What the console's start page says: what waits for a person, and how the day goes.

export interface Group {
  count: number
  cents: number
  /** The oldest ones, which have waited longest. */
  oldest: Payment[]
}

const OLDEST_SHOWN = 5

/** Payments that nobody can decide by waiting. There are few, or something is badly wrong. */
export async function readOpenPayments(db: Db, status: 'unknown' | 'review'): Promise<Group> {
  const [totals, oldest] = await Promise.all([
    db
      .selectFrom('payments')
      .select(({ fn }) => [fn.countAll().as('count'), fn.sum('amount_cents').as('cents')])
      .where('status', '=', status)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('payments')
      .selectAll()
      .where('status', '=', status)
      .orderBy('created_at')
      .limit(OLDEST_SHOWN)
      .execute(),
  ])
  return { count: Number(totals.count), cents: Number(totals.cents ?? 0), oldest }
}

export interface FailingRecording {
  payment_id: string
  customer_name: string
  document_number: string | null
  amount_cents: number
  currency: string
  tries: number
  last_error: string | null
  created_at: Date
}

/** So many approvals that wait for Splynx are looked through; a run leaves its own there briefly. */
const RECORDINGS_LOOKED_AT_MAX = 5_000

/** Approved payments that Splynx did not take at the last try. */
export async function readFailingRecordings(
  db: Db,
): Promise<{ count: number; isMore: boolean; oldest: FailingRecording[] }> {
  const waiting = db
    .selectFrom('recordings')
    .select(['payment_id', 'tries', 'last_error'])
    .where('next_try_at', 'is not', null)
    .orderBy('next_try_at')
    .limit(RECORDINGS_LOOKED_AT_MAX)
  const failing = db.selectFrom(waiting.as('recording')).where('last_error', 'is not', null)
  const [totals, oldest] = await Promise.all([
    failing.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow(),
    failing
      .innerJoin('payments', 'payments.id', 'recording.payment_id')
      .select([
        'recording.payment_id',
        'recording.tries',
        'recording.last_error',
        'payments.customer_name',
        'payments.document_number',
        'payments.amount_cents',
        'payments.currency',
        'payments.created_at',
      ])
      .orderBy('recording.payment_id')
      .limit(OLDEST_SHOWN)
      .execute(),
  ])
  const count = Number(totals.count)
  return { count, isMore: count === RECORDINGS_LOOKED_AT_MAX, oldest }
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
