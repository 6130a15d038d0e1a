import { sql } from 'kysely'
import { recordingDelayMs } from '../domain/patience.ts'
import type { Db } from './connect.ts'
import type { Payment } from './schema.ts'
import { transact } from './transact.ts'

// A third outbox to Splynx, for the records of its payment statements. They are for people's eyes:
// no money hangs on them, and nothing waits for them.

export interface StatementClaim {
  payment: Payment
  /** When the gateway approved it: the date under which it stands in Splynx. */
  approvedAt: Date
  splynxPaymentId: number
  /** Counts this one: above one, Splynx may have the record already. */
  tries: number
}

/** Claims the records that are due among these: of two workers at most one gets a row. */
export function claimStatementRecords(
  db: Db,
  paymentIds: readonly string[],
  { now, leaseMs }: { now: Date; leaseMs: number },
): Promise<StatementClaim[]> {
  if (paymentIds.length === 0) return Promise.resolve([])
  return transact(db, async (trx) => {
    const due = await trx
      .selectFrom('recordings')
      .select(['payment_id', 'statement_tries', 'splynx_payment_id'])
      .where('payment_id', 'in', paymentIds)
      .where('statement_due_at', '<=', now)
      .orderBy('payment_id')
      .forUpdate()
      .skipLocked()
      .execute()
    if (due.length === 0) return []
    const ids = due.map(({ payment_id }) => payment_id)
    await trx
      .updateTable('recordings')
      .set({
        statement_tries: sql`statement_tries + 1`,
        statement_due_at: new Date(now.getTime() + leaseMs),
      })
      .where('payment_id', 'in', ids)
      .execute()
    const payments = await trx
      .selectFrom('payments')
      .innerJoin('attempts', 'attempts.transaction_id', 'payments.transaction_id')
      .selectAll('payments')
      .select('attempts.answered_at')
      .where('payments.id', 'in', ids)
      .execute()
    const byId = new Map(payments.map((payment) => [payment.id, payment]))
    return due.flatMap(({ payment_id, statement_tries, splynx_payment_id }) => {
      const payment = byId.get(payment_id)
      if (!payment || splynx_payment_id === null) return []
      const approvedAt = payment.answered_at ?? payment.updated_at
      const tries = statement_tries + 1
      return [{ payment, approvedAt, splynxPaymentId: splynx_payment_id, tries }]
    })
  })
}

/** Notes which records Splynx has. May be repeated. */
export async function writeStatementRecords(
  db: Db,
  written: readonly { paymentId: string; recordId: number }[],
): Promise<void> {
  if (written.length === 0) return
  await db
    .insertInto('recordings')
    .values(
      written.map(({ paymentId, recordId }) => ({
        payment_id: paymentId,
        tries: 0,
        statement_record_id: recordId,
      })),
    )
    .onDuplicateKeyUpdate({
      statement_record_id: sql`values(statement_record_id)`,
      statement_due_at: null,
    })
    .execute()
}

const TRIES_MAX = 12
const REFUSED_DELAY_MS = 60 * 60_000

/** Notes that a record could not be written. After many tries it is left out: the payment is there. */
export async function postponeStatementRecord(
  db: Db,
  { payment, tries }: StatementClaim,
  { isRefused }: { isRefused: boolean },
  now: Date,
): Promise<'later' | 'left_out'> {
  const isOver = tries >= TRIES_MAX
  const delayMs = isRefused ? REFUSED_DELAY_MS : recordingDelayMs(tries)
  await db
    .updateTable('recordings')
    .set({ statement_due_at: isOver ? null : new Date(now.getTime() + delayMs) })
    .where('payment_id', '=', payment.id)
    .where('statement_record_id', 'is', null)
    .execute()
  return isOver ? 'left_out' : 'later'
}

export async function listDueStatementRecords(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('recordings')
    .select('payment_id')
    .where('statement_due_at', '<=', now)
    .orderBy('statement_due_at')
    .limit(limit)
    .execute()
  return rows.map(({ payment_id }) => payment_id)
}
