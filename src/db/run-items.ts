import { sql } from 'kysely'
import type { SkipReason } from '../domain/run.ts'
import { type Claim, type ClaimOptions, claimPayments } from './claims.ts'
import type { Db } from './connect.ts'
import { insertPayments } from './payments.ts'
import type { NewPaymentRow, NewRunItem, RunItem } from './schema.ts'
import { transact } from './transact.ts'

/**
 * Stores what a page of the selection found. A document that the run has already stays as it is.
 * Returns the ids of those that wait to be charged, ascending.
 */
export async function insertRunItems(
  db: Db,
  runId: number,
  items: readonly Omit<NewRunItem, 'run_id'>[],
): Promise<number[]> {
  if (items.length === 0) return []
  await db
    .insertInto('run_items')
    .values(items.map((item) => ({ ...item, run_id: runId })))
    .onDuplicateKeyUpdate({ amount_cents: sql`run_items.amount_cents` })
    .execute()
  const rows = await db
    .selectFrom('run_items')
    .select('id')
    .where('run_id', '=', runId)
    .where(
      'document_id',
      'in',
      items.map(({ document_id }) => document_id),
    )
    .where('state', '=', 'waiting')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** The items of a stretch that nobody has taken. */
export const listWaitingItems = (
  db: Db,
  { runId, fromItemId, toItemId }: { runId: number; fromItemId: number; toItemId: number },
): Promise<RunItem[]> =>
  db
    .selectFrom('run_items')
    .selectAll()
    .where('run_id', '=', runId)
    .where('id', '>=', fromItemId)
    .where('id', '<=', toItemId)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .limit(500)
    .execute()

/** Ids of what waits, to ring for it once more: after `afterId`, ascending. */
export async function listWaitingItemIds(
  db: Db,
  runId: number,
  afterId: number,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('run_items')
    .select('id')
    .where('run_id', '=', runId)
    .where('state', '=', 'waiting')
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export interface Skip {
  itemId: number
  reason: SkipReason
  detail?: string | null
  /** What was found due, when that is not what the item says. */
  amountCents?: number
}

/** Notes why documents are not charged. Only what still waits is changed. */
export async function skipItems(db: Db, skips: readonly Skip[]): Promise<void> {
  for (const { itemId, reason, detail, amountCents } of skips) {
    await db
      .updateTable('run_items')
      .set({
        state: 'skipped',
        skip_reason: reason,
        skip_detail: detail?.slice(0, 200) ?? null,
        ...(amountCents === undefined ? {} : { amount_cents: amountCents }),
      })
      .where('id', '=', itemId)
      .where('state', '=', 'waiting')
      .execute()
  }
}

/**
 * Turns waiting items into payments of this worker, each with its TransactionID stored, in one
 * transaction. An item that somebody else takes at this moment is left out; one whose document has a
 * payment under way is skipped.
 */
export function takeItems(
  db: Db,
  rows: readonly (NewPaymentRow & { run_item_id: number })[],
  options: ClaimOptions,
): Promise<Claim[]> {
  if (rows.length === 0) return Promise.resolve([])
  return transact(db, async (trx) => {
    const mine = await trx
      .selectFrom('run_items')
      .select(['id', 'amount_cents'])
      .where(
        'id',
        'in',
        rows.map(({ run_item_id }) => run_item_id),
      )
      .where('state', '=', 'waiting')
      .orderBy('id')
      .forUpdate()
      .skipLocked()
      .execute()
    const selected = new Map(mine.map(({ id, amount_cents }) => [id, amount_cents]))
    const wanted = rows.filter(({ run_item_id }) => selected.has(run_item_id))
    const inserted = await insertPayments(trx, wanted)
    const taken = wanted.filter(({ id }) => inserted.has(id))
    const refused = wanted.filter(({ id }) => !inserted.has(id))
    await skipItems(
      trx,
      refused.map(({ run_item_id }) => ({ itemId: run_item_id, reason: 'under_way' })),
    )
    if (taken.length === 0) return []
    await trx
      .updateTable('run_items')
      .set({ state: 'taken' })
      .where(
        'id',
        'in',
        taken.map(({ run_item_id }) => run_item_id),
      )
      .execute()
    return claimPayments(
      trx,
      taken.map(({ id }) => id),
      options,
    )
  })
}

/** What was not sent of a cancelled run never will be. */
export const cancelWaitingItems = (db: Db, runId: number) =>
  db
    .updateTable('run_items')
    .set({ state: 'cancelled' })
    .where('run_id', '=', runId)
    .where('state', '=', 'waiting')
    .execute()
