import { sql } from 'kysely'
import type { AttemptKind, MethodKind } from '../domain/payment.ts'
import type { Db } from './connect.ts'
import { insertEvents } from './payment-events.ts'
import { isSafeModeForClaim } from './safe-mode.ts'
import type { Attempt, NewAttempt, Payment } from './schema.ts'
import type { Trx } from './transact.ts'

/** A payment that belongs to this worker until its lease ends, and the message it may send. */
export interface Claim {
  payment: Payment
  attempt: Pick<
    Attempt,
    'transaction_id' | 'number' | 'kind' | 'amount_cents' | 'sent_at' | 'terminal_id'
  >
}

export interface ClaimOptions {
  now: Date
  leaseMs: number
  createTransactionId: () => string
  /** Under which terminal a new message goes, by the payment's partner. */
  terminalOf: (partnerId: number | null) => string
}

/**
 * Claims waiting payments for one message each: moves them to `submitting` and stores the attempt
 * with its TransactionID. Of two workers at most one gets a payment; what is not pending, or is just
 * being claimed, is left out. The first byte may leave only after this has been committed. In safe
 * mode nobody gets any.
 *
 * A payment that certainly was not charged under its TransactionID is sent under the same one
 * again, by the same terminal: should that certainty ever be wrong, the gateway refuses the repeat.
 */
export async function claimPayments(
  trx: Trx,
  ids: readonly string[],
  { now, leaseMs, createTransactionId, terminalOf }: ClaimOptions,
): Promise<Claim[]> {
  if (ids.length === 0 || (await isSafeModeForClaim(trx))) return []
  const payments = await trx
    .selectFrom('payments')
    .selectAll()
    .where('id', 'in', ids)
    .where('status', '=', 'pending')
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute()
  if (payments.length === 0) return []

  const earlier = await findAttempts(trx, payments)
  const claims = payments.map((payment): Claim => {
    const again = payment.transaction_id ? earlier.get(payment.transaction_id) : undefined
    const attempt = {
      transaction_id: again?.transaction_id ?? createTransactionId(),
      number: again?.number ?? payment.attempts_made + 1,
      kind: KIND_OF[payment.method_kind],
      amount_cents: payment.amount_cents,
      sent_at: now,
      // A TransactionID is known to one terminal only (IPpay facts §3).
      terminal_id: again ? again.terminal_id : terminalOf(payment.partner_id),
    }
    const made = payment.attempts_made + (again ? 0 : 1)
    return {
      payment: {
        ...payment,
        status: 'submitting',
        transaction_id: attempt.transaction_id,
        attempts_made: made,
      },
      attempt,
    }
  })

  await insertAttempts(
    trx,
    claims.filter(({ attempt }) => !earlier.has(attempt.transaction_id)),
  )
  await reopenAttempts(trx, [...earlier.keys()], now)
  const cases = claims.map(
    ({ payment, attempt }) => sql`when ${payment.id} then ${attempt.transaction_id}`,
  )
  await trx
    .updateTable('payments')
    .set({
      status: 'submitting',
      // Assigned from left to right: the count has to see the id as it was.
      attempts_made: sql<number>`attempts_made + (transaction_id is null)`,
      transaction_id: sql<string>`case id ${sql.join(cases, sql` `)} end`,
      lease_until: new Date(now.getTime() + leaseMs),
      look_at: null,
      updated_at: now,
    })
    .where(
      'id',
      'in',
      claims.map(({ payment }) => payment.id),
    )
    .where('status', '=', 'pending')
    .execute()
  const events = claims.map(({ payment, attempt }) => ({
    paymentId: payment.id,
    from: 'pending' as const,
    to: 'submitting' as const,
    actor: 'worker',
    reason: `${attempt.kind} ${attempt.number}`,
    transactionId: attempt.transaction_id,
  }))
  await insertEvents(trx, events, now)
  return claims
}

/** No key may be overlooked here: each of them keeps a second message from leaving. */
async function insertAttempts(trx: Trx, claims: Claim[]): Promise<void> {
  if (claims.length === 0) return
  await trx.insertInto('attempts').values(claims.map(attemptRow)).execute()
}

async function reopenAttempts(trx: Trx, transactionIds: string[], now: Date): Promise<void> {
  if (transactionIds.length === 0) return
  await trx
    .updateTable('attempts')
    .set({ status: 'sending', sent_at: now, not_found_at: null })
    .where('transaction_id', 'in', transactionIds)
    .execute()
}

const KIND_OF: Record<MethodKind, AttemptKind> = { card: 'sale', bank: 'check' }

async function findAttempts(trx: Trx, payments: Payment[]): Promise<Map<string, Attempt>> {
  const ids = payments.flatMap(({ transaction_id }) => (transaction_id ? [transaction_id] : []))
  if (ids.length === 0) return new Map()
  const rows = await trx
    .selectFrom('attempts')
    .selectAll()
    .where('transaction_id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.transaction_id, row]))
}

// Column by column: a claim that was read from the table carries more, and the database refuses a
// value for a column that it computes.
export const attemptRow = ({ payment, attempt }: Claim): NewAttempt => ({
  // One by one: an attempt that was read from the table carries columns that nobody may write.
  transaction_id: attempt.transaction_id,
  payment_id: payment.id,
  number: attempt.number,
  kind: attempt.kind,
  status: 'sending',
  amount_cents: attempt.amount_cents,
  method_id: payment.method_id,
  sent_at: attempt.sent_at,
  terminal_id: attempt.terminal_id,
})

/** Every message about a payment, in order. */
export const listAttempts = (db: Db, paymentId: string): Promise<Attempt[]> =>
  db
    .selectFrom('attempts')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .orderBy('number')
    .execute()

export const findAttempt = (db: Db, transactionId: string): Promise<Attempt | undefined> =>
  db
    .selectFrom('attempts')
    .selectAll()
    .where('transaction_id', '=', transactionId)
    .executeTakeFirst()
