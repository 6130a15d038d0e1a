import { decimalOfCents } from '../domain/money.ts'
import type { PaymentStatus } from '../domain/payment.ts'
import { canMove } from '../domain/payment.ts'
import type { Db } from './connect.ts'
import { insertEvents } from './payment-events.ts'
import type { NewPaymentRow, Payment, PaymentChanges } from './schema.ts'
import { type Trx, transact } from './transact.ts'

/**
 * Stores new payments, each waiting to be sent, and returns the ids of those that were taken. A
 * payment whose document has one under way, whose form was posted before or whose run item has one
 * already is refused by a unique key and is not among them.
 */
export async function insertPayments(trx: Trx, rows: NewPaymentRow[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  await trx
    .insertInto('payments')
    .values(rows)
    // Changes nothing: only keeps a refused row from refusing the others.
    .onDuplicateKeyUpdate((row) => ({ updated_at: row.ref('payments.updated_at') }))
    .execute()
  const ids = rows.map(({ id }) => id)
  const taken = await trx.selectFrom('payments').select('id').where('id', 'in', ids).execute()
  const takenIds = new Set(taken.map(({ id }) => id))
  const events = rows
    .filter(({ id }) => takenIds.has(id))
    .map(({ id, actor, channel }) => ({
      paymentId: id,
      from: null,
      to: 'pending' as const,
      actor,
      reason: `asked for by ${channel}`,
    }))
  await insertEvents(trx, events, rows[0]!.created_at)
  return takenIds
}

export interface Move {
  id: string
  to: PaymentStatus
  /** Moves only from these, where the table of transitions allows more. */
  from?: readonly PaymentStatus[]
  /** Moves only while this is the attempt that counts. */
  transactionId?: string | null
  changes?: Omit<PaymentChanges, 'status' | 'updated_at'>
  actor: string
  reason: string
}

/**
 * The only way a status changes after `pending`, beside `claimPayments`. Moves each payment along a
 * legal edge or leaves it alone, and returns the moves that were made with where they came from: of
 * two workers that race for one payment at most one gets it.
 */
export async function movePayments<M extends Move>(
  trx: Trx,
  moves: readonly M[],
  now: Date,
): Promise<(M & { was: PaymentStatus })[]> {
  if (moves.length === 0) return []
  const rows = await trx
    .selectFrom('payments')
    .select(['id', 'status', 'transaction_id'])
    .where('id', 'in', [...new Set(moves.map(({ id }) => id))].sort())
    .orderBy('id')
    .forUpdate()
    .execute()
  const current = new Map(rows.map((row) => [row.id, row]))
  const made = moves.flatMap((move) => {
    const row = current.get(move.id)
    if (!row || !isAllowed(move, row)) return []
    current.delete(move.id)
    return [{ ...move, was: row.status }]
  })
  for (const alike of groupAlike(made)) {
    await trx
      .updateTable('payments')
      .set({ ...alike[0]!.changes, status: alike[0]!.to, updated_at: now })
      .where(
        'id',
        'in',
        alike.map(({ id }) => id),
      )
      .execute()
  }
  const events = made.map(({ id, was, to, actor, reason, transactionId }) => ({
    paymentId: id,
    from: was,
    to,
    actor,
    reason,
    transactionId: transactionId ?? null,
  }))
  await insertEvents(trx, events, now)
  return made
}

function isAllowed(
  { from, to, transactionId }: Move,
  row: { status: PaymentStatus; transaction_id: string | null },
): boolean {
  if (!canMove(row.status, to)) return false
  if (from && !from.includes(row.status)) return false
  return transactionId === undefined || transactionId === row.transaction_id
}

/** Payments that change in the same way share one statement. */
function groupAlike<M extends Move>(moves: M[]): M[][] {
  const groups = new Map<string, M[]>()
  for (const move of moves) {
    const key = JSON.stringify([move.to, move.changes])
    groups.set(key, [...(groups.get(key) ?? []), move])
  }
  return [...groups.values()]
}

export const findPayment = (db: Db, id: string): Promise<Payment | undefined> =>
  db.selectFrom('payments').selectAll().where('id', '=', id).executeTakeFirst()

export const findPayments = (db: Db, ids: readonly string[]): Promise<Payment[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('payments').selectAll().where('id', 'in', ids).orderBy('id').execute()

/** The payment that a form's key made, if it was posted before. */
export const findPaymentByRequestKey = (db: Db, requestKey: string): Promise<Payment | undefined> =>
  db.selectFrom('payments').selectAll().where('request_key', '=', requestKey).executeTakeFirst()

/** The payment that holds a document, if one is under way. */
export const findPaymentUnderWay = (
  db: Db,
  purpose: 'invoice' | 'proforma',
  documentId: number,
): Promise<Payment | undefined> =>
  db
    .selectFrom('payments')
    .selectAll()
    .where('document_under_way', '=', `${purpose}:${documentId}`)
    .executeTakeFirst()

/** Of these documents, those that a payment is under way for: id of the document → the payment. */
export async function findPaymentsUnderWay(
  db: Db,
  purpose: 'invoice' | 'proforma',
  documentIds: readonly number[],
): Promise<Map<number, { id: string; status: PaymentStatus; created_at: Date }>> {
  if (documentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('payments')
    .select(['id', 'status', 'created_at', 'document_id'])
    .where(
      'document_under_way',
      'in',
      documentIds.map((id) => `${purpose}:${id}`),
    )
    .execute()
  return new Map(rows.map(({ document_id, ...row }) => [document_id ?? 0, row]))
}

/**
 * How many payments of each document are behind us with the money taken: id of the document → how
 * many. A look at Splynx shows them; when there are more now than before the look, it is out of date.
 */
export async function countTakenPayments(
  db: Db,
  purpose: 'invoice' | 'proforma',
  documentIds: readonly number[],
): Promise<Map<number, number>> {
  if (documentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('payments')
    .select(['document_id'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('document_id', 'in', documentIds)
    .where('purpose', '=', purpose)
    .where('status', 'in', ['recorded', 'voided', 'refunded', 'returned'])
    .groupBy('document_id')
    .execute()
  return new Map(rows.map(({ document_id, count }) => [document_id ?? 0, Number(count)]))
}

/** Asks for less than before: only while nothing has been sent. False when it is too late for that. */
export function lowerAmount(
  db: Db,
  { id, amount_cents }: Pick<Payment, 'id' | 'amount_cents'>,
  amountCents: number,
  now: Date,
): Promise<boolean> {
  return transact(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('payments')
      .set({ amount_cents: amountCents, updated_at: now })
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .where('transaction_id', 'is', null)
      .where('amount_cents', '>', amountCents)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    const change = `${decimalOfCents(amount_cents)} to ${decimalOfCents(amountCents)}`
    const reason = `less is due than before: lowered from ${change}`
    await insertEvents(trx, [{ paymentId: id, from: null, to: null, actor: 'worker', reason }], now)
    return true
  })
}

/** Whose customer it was when a payment of this customer was last opened. */
export async function findLastPartner(db: Db, customerId: number): Promise<number | null> {
  const last = await db
    .selectFrom('payments')
    .select('partner_id')
    .where('customer_id', '=', customerId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.partner_id ?? null
}
