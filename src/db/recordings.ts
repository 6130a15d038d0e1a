import { sql } from 'kysely'
import { recordingDelayMs } from '../domain/patience.ts'
import type { Db } from './connect.ts'
import { insertCredits, type NewCredit } from './customer-credits.ts'
import { movePayments } from './payments.ts'
import type { Payment, Recording } from './schema.ts'
import { type Trx, transact } from './transact.ts'

// The outbox to Splynx: a row is born with the approval and lives until Splynx has the payment.

/**
 * Puts approved payments into the outbox; one that is there already stays as it is. `tries` above
 * zero has Splynx looked through first, for the payment and for its line in a statement.
 */
export async function insertRecordings(
  trx: Trx,
  paymentIds: readonly string[],
  now: Date,
  tries = 0,
): Promise<void> {
  if (paymentIds.length === 0) return
  await trx
    .insertInto('recordings')
    .values(
      paymentIds.map((payment_id) => ({
        payment_id,
        tries,
        statement_tries: tries,
        next_try_at: now,
      })),
    )
    .onDuplicateKeyUpdate({ tries: sql`recordings.tries` })
    .execute()
}

export interface RecordingClaim {
  payment: Payment
  /** Counts this one: above one, Splynx may have it already. */
  tries: number
}

/**
 * Claims what is due among these payments: of two workers at most one gets a row until its lease
 * ends. The try is counted before Splynx hears of it, so that whoever comes next looks it up first.
 */
export function claimRecordings(
  db: Db,
  paymentIds: readonly string[],
  { now, leaseMs }: { now: Date; leaseMs: number },
): Promise<RecordingClaim[]> {
  if (paymentIds.length === 0) return Promise.resolve([])
  return transact(db, async (trx) => {
    const due = await trx
      .selectFrom('recordings')
      .select(['payment_id', 'tries'])
      .where('payment_id', 'in', paymentIds)
      .where('recorded_at', 'is', null)
      .where('next_try_at', '<=', now)
      .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<', now)]))
      .orderBy('payment_id')
      .forUpdate()
      .skipLocked()
      .execute()
    if (due.length === 0) return []
    const ids = due.map(({ payment_id }) => payment_id)
    await trx
      .updateTable('recordings')
      .set({ tries: sql`tries + 1`, lease_until: new Date(now.getTime() + leaseMs) })
      .where('payment_id', 'in', ids)
      .execute()
    const payments = await trx
      .selectFrom('payments')
      .selectAll()
      .where('id', 'in', ids)
      .where('status', '=', 'approved')
      .execute()
    await dropOthers(trx, ids, payments)
    const tries = new Map(due.map((row) => [row.payment_id, row.tries + 1]))
    return payments.map((payment) => ({ payment, tries: tries.get(payment.id) ?? 1 }))
  })
}

/** Of what was voided, refunded or returned meanwhile Splynx need not be told any more. */
async function dropOthers(trx: Trx, ids: readonly string[], told: readonly Payment[]) {
  const others = ids.filter((id) => !told.some((payment) => payment.id === id))
  if (others.length === 0) return
  await trx
    .updateTable('recordings')
    .set({ next_try_at: null, lease_until: null, last_error: null })
    .where('payment_id', 'in', others)
    .where('recorded_at', 'is', null)
    .execute()
}

export interface Recorded {
  paymentId: string
  splynxPaymentId: number
  /** How: created, or found again. */
  reason: string
  /** It became the customer's credit, because this had become of its document. */
  credit?: Pick<NewCredit, 'document_was'>
}

/**
 * Notes that Splynx has these payments. May be repeated. Where payment statements are kept, their
 * records are due from then on.
 */
export function writeRecorded(
  db: Db,
  recorded: readonly Recorded[],
  now: Date,
  { keepsStatements = false } = {},
): Promise<void> {
  if (recorded.length === 0) return Promise.resolve()
  return transact(db, async (trx) => {
    await movePayments(
      trx,
      recorded.map(({ paymentId, reason }) => ({
        id: paymentId,
        to: 'recorded' as const,
        from: ['approved'] as const,
        actor: 'worker',
        reason,
      })),
      now,
    )
    const credits = recorded.flatMap(({ paymentId, credit }) =>
      credit ? [{ payment_id: paymentId, ...credit }] : [],
    )
    await insertCredits(trx, credits, now)
    await trx
      .insertInto('recordings')
      .values(
        recorded.map(({ paymentId, splynxPaymentId }) => ({
          payment_id: paymentId,
          tries: 1,
          splynx_payment_id: splynxPaymentId,
          recorded_at: now,
          statement_due_at: keepsStatements ? now : null,
        })),
      )
      .onDuplicateKeyUpdate({
        splynx_payment_id: sql`values(splynx_payment_id)`,
        statement_due_at: sql`if(statement_record_id is null, values(statement_due_at), null)`,
        recorded_at: now,
        next_try_at: null,
        lease_until: null,
        last_error: null,
      })
      .execute()
  })
}

/**
 * Notes that Splynx could not be told. It is tried again until it works; what Splynx refused is
 * tried rarely, because a person has to act first.
 */
export async function writeRecordingFailure(
  db: Db,
  { payment, tries }: RecordingClaim,
  { cause, isRefused }: { cause: string; isRefused: boolean },
  now: Date,
): Promise<Date> {
  const delayMs = isRefused ? 60 * 60_000 : recordingDelayMs(tries)
  const nextTryAt = new Date(now.getTime() + delayMs)
  await db
    .updateTable('recordings')
    .set({ lease_until: null, next_try_at: nextTryAt, last_error: cause.slice(0, 255) })
    .where('payment_id', '=', payment.id)
    .where('recorded_at', 'is', null)
    .execute()
  return nextTryAt
}

/** Nothing was told yet and nothing is until then: the try that found this out does not count. */
export const holdRecording = (db: Db, { payment, tries }: RecordingClaim, until: Date) =>
  db
    .updateTable('recordings')
    .set({ tries: tries - 1, lease_until: null, next_try_at: until, held_until: until })
    .where('payment_id', '=', payment.id)
    .where('recorded_at', 'is', null)
    .execute()

export const findRecording = (db: Db, paymentId: string): Promise<Recording | undefined> =>
  db.selectFrom('recordings').selectAll().where('payment_id', '=', paymentId).executeTakeFirst()

/** Payments whose time to be told to Splynx has come. */
export async function listDueRecordings(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('recordings')
    .select('payment_id')
    .where('next_try_at', '<=', now)
    .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<', now)]))
    .orderBy('next_try_at')
    .limit(limit)
    .execute()
  return rows.map(({ payment_id }) => payment_id)
}
