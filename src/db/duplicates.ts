import { sql } from 'kysely'
import type { Certainty } from '../domain/duplicate.ts'
import { type AuditEvent, recordAudit } from './audit.ts'
import type { Db } from './connect.ts'
import type { Duplicate, NewDuplicate, Payment, SplynxPayment } from './schema.ts'
import { transact } from './transact.ts'

/** What took money and kept it. */
const TAKEN = ['approved', 'recorded'] as const

export type TakenPayment = Pick<
  Payment,
  | 'id'
  | 'customer_id'
  | 'purpose'
  | 'document_id'
  | 'amount_cents'
  | 'channel'
  | 'run_id'
  | 'created_at'
>

const FACTS = [
  'id',
  'customer_id',
  'purpose',
  'document_id',
  'amount_cents',
  'channel',
  'run_id',
  'created_at',
] as const

/** Taken payments of a stretch of time, in its order. `after` is the last one of the part before. */
export const listTakenPayments = (
  db: Db,
  { from, to, after }: { from: Date; to: Date; after: TakenPayment | undefined },
  limit: number,
): Promise<TakenPayment[]> =>
  db
    .selectFrom('payments')
    .select(FACTS)
    .where('created_at', '>=', after?.created_at ?? from)
    .where('created_at', '<', to)
    .where('status', 'in', TAKEN)
    .$if(after !== undefined, (query) =>
      query.where((row) =>
        row.or([row('created_at', '>', after!.created_at), row('id', '>', after!.id)]),
      ),
    )
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()

/** Taken payments of these customers since then, the oldest first. */
export const listTakenOf = (
  db: Db,
  customerIds: readonly number[],
  { from, to }: { from: Date; to: Date },
): Promise<TakenPayment[]> =>
  customerIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('payments')
        .select(FACTS)
        .where('customer_id', 'in', customerIds)
        .where('created_at', '>=', from)
        .where('created_at', '<', to)
        .where('status', 'in', TAKEN)
        .orderBy('created_at')
        .execute()

export type ByHand = Pick<
  SplynxPayment,
  | 'id'
  | 'customer_id'
  | 'receipt_number'
  | 'amount_cents'
  | 'paid_on'
  | 'invoice_id'
  | 'proforma_id'
>

/** What Splynx lists of these customers between two days, whoever entered it. */
export const listSplynxPaymentsOf = (
  db: Db,
  customerIds: readonly number[],
  { from, to }: { from: string; to: string },
): Promise<ByHand[]> =>
  customerIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('splynx_payments')
        .select(['id', 'customer_id', 'receipt_number', 'amount_cents', 'paid_on'])
        .select(['invoice_id', 'proforma_id'])
        .where('customer_id', 'in', customerIds)
        .where('paid_on', '>=', from)
        .where('paid_on', '<=', to)
        .where('amount_cents', '>', 0)
        .where('gone_at', 'is', null)
        .orderBy('id')
        .execute()

/** Notes pairs; one that is known keeps what people said about it. */
export async function insertDuplicates(db: Db, rows: readonly NewDuplicate[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('duplicates')
    .values(rows)
    .onDuplicateKeyUpdate({ certainty: sql`values(certainty)`, reason: sql`values(reason)` })
    .execute()
}

/**
 * Ends pairs that need nobody's look any more: their money went back, their other half is not in
 * Splynx any more, or they were merely possible and nobody wanted to look in `before`.
 */
export async function resolveDuplicates(db: Db, before: Date, now: Date): Promise<void> {
  await db
    .updateTable('duplicates')
    .set({ resolved_at: now })
    .where('open_certainty', 'is not', null)
    .where(({ eb, and, or, exists, selectFrom }) => {
      const wentBack = (column: 'duplicates.later_id' | 'duplicates.earlier_id') =>
        exists(
          selectFrom('payments')
            .select('payments.id')
            .whereRef('payments.id', '=', column)
            .where('payments.status', 'not in', TAKEN),
        )
      const isGone = exists(
        selectFrom('splynx_payments')
          .select('splynx_payments.id')
          .whereRef('splynx_payments.id', '=', 'duplicates.splynx_payment_id')
          .where('splynx_payments.gone_at', 'is not', null),
      )
      const isOld = and([eb('certainty', '=', 'possible'), eb('found_at', '<', before)])
      return or([wentBack('duplicates.later_id'), wentBack('duplicates.earlier_id'), isGone, isOld])
    })
    .execute()
}

/** Pairs that ask for somebody's look: not those that are merely possible. */
export async function countDuplicates(db: Db): Promise<number> {
  const counts = await countDuplicatesByCertainty(db)
  return counts.certain + counts.likely
}

export async function countDuplicatesByCertainty(db: Db): Promise<Record<Certainty, number>> {
  const rows = await db
    .selectFrom('duplicates')
    .select('open_certainty')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('open_certainty', 'is not', null)
    .groupBy('open_certainty')
    .execute()
  const counts = { certain: 0, likely: 0, possible: 0 }
  for (const { open_certainty, count } of rows) counts[open_certainty!] = Number(count)
  return counts
}

export interface DuplicatePair extends Duplicate {
  later: Payment
  earlier: Payment | null
  byHand: SplynxPayment | null
}

/** Open pairs of these certainties, the newest first. `beforeId` is the last one of the page before. */
export async function listDuplicates(
  db: Db,
  certainties: readonly Certainty[],
  { beforeId, size }: { beforeId: number | undefined; size: number },
): Promise<DuplicatePair[]> {
  const rows = await db
    .selectFrom('duplicates')
    .selectAll()
    .where('open_certainty', 'in', certainties)
    .$if(beforeId !== undefined, (query) => query.where('id', '<', beforeId!))
    .orderBy('id', 'desc')
    .limit(size)
    .execute()
  return withPayments(db, rows)
}

async function withPayments(db: Db, rows: readonly Duplicate[]): Promise<DuplicatePair[]> {
  const ids = rows.flatMap(({ later_id, earlier_id }) => [later_id, earlier_id ?? later_id])
  const handIds = rows.flatMap(({ splynx_payment_id }) => splynx_payment_id ?? [])
  const [payments, byHand] = await Promise.all([
    ids.length === 0 ? [] : db.selectFrom('payments').selectAll().where('id', 'in', ids).execute(),
    handIds.length === 0
      ? []
      : db.selectFrom('splynx_payments').selectAll().where('id', 'in', handIds).execute(),
  ])
  const paymentOf = new Map(payments.map((payment) => [payment.id, payment]))
  const handOf = new Map(byHand.map((row) => [row.id, row]))
  return rows.map((row) => ({
    ...row,
    later: paymentOf.get(row.later_id)!,
    earlier: paymentOf.get(row.earlier_id ?? '') ?? null,
    byHand: handOf.get(row.splynx_payment_id ?? 0) ?? null,
  }))
}

/** A person says that both were meant. False when the pair is not open any more. */
export function dismissDuplicate(
  db: Db,
  { id, actor, note }: { id: number; actor: string; note: string },
  audit: AuditEvent,
  now: Date,
): Promise<boolean> {
  return transact(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('duplicates')
      .set({ dismissed_at: now, dismissed_by: actor, note })
      .where('id', '=', id)
      .where('open_certainty', 'is not', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await recordAudit(trx, audit)
    return true
  })
}
