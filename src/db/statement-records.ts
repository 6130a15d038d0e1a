import { sql } from 'kysely'
import { recordingDelayMs } from '../domain/patience.ts'
import type { Db } from './connect.ts'
import type { Payment, Undoing } from './schema.ts'
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
  /** The record that Splynx has already, and that is to say what went back since. */
  recordId: number | null
  /** What Splynx shows as gone back. */
  undoings: readonly Pick<Undoing, 'cause' | 'amount_cents' | 'splynx_payment_id'>[]
}

export interface WrittenRecord {
  paymentId: string
  recordId: number
  /** How many undoings it tells of. */
  undoings: number
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
      .select(['payment_id', 'statement_tries', 'splynx_payment_id', 'statement_record_id'])
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
    const undone = await trx
      .selectFrom('undoings')
      .select(['payment_id', 'cause', 'amount_cents', 'splynx_payment_id'])
      .where('payment_id', 'in', ids)
      .where('done_at', 'is not', null)
      .orderBy('id')
      .execute()
    const byId = new Map(payments.map((payment) => [payment.id, payment]))
    return due.flatMap((row): StatementClaim[] => {
      const payment = byId.get(row.payment_id)
      if (!payment || row.splynx_payment_id === null) return []
      return [
        {
          payment,
          approvedAt: payment.answered_at ?? payment.updated_at,
          splynxPaymentId: row.splynx_payment_id,
          tries: row.statement_tries + 1,
          recordId: row.statement_record_id,
          undoings: undone.filter(({ payment_id }) => payment_id === row.payment_id),
        },
      ]
    })
  })
}

/**
 * Notes which records Splynx has. May be repeated. One of whose payment more went back in the meantime
 * is due again.
 */
export async function writeStatementRecords(
  db: Db,
  written: readonly WrittenRecord[],
  now: Date,
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
  for (const { paymentId, undoings } of written) {
    await db
      .updateTable('recordings')
      .set({ statement_due_at: now, statement_tries: 0 })
      .where('payment_id', '=', paymentId)
      .where(
        ({ selectFrom }) =>
          selectFrom('undoings')
            .select(({ fn }) => fn.countAll().as('count'))
            .whereRef('undoings.payment_id', '=', 'recordings.payment_id')
            .where('undoings.done_at', 'is not', null),
        '>',
        undoings,
      )
      .execute()
  }
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
