import { sql } from 'kysely'
import type { SkipReason } from '../domain/run.ts'
import { type Claim, type ClaimOptions, claimPayments } from './claims.ts'
import type { Db } from './connect.ts'
import { countTakenPayments, insertPayments, movePayments } from './payments.ts'
import { lockCanaryRoom } from './run-canary.ts'
import { isSafeModeForClaim } from './safe-mode.ts'
import type { NewPaymentRow, NewRunItem, RunItem } from './schema.ts'
import { type Trx, transact } from './transact.ts'

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

type ItemPayment = NewPaymentRow & {
  run_item_id: number
  document_id: number
  purpose: 'invoice' | 'proforma'
}

export interface TakeOptions extends ClaimOptions {
  /** What `countTakenPayments` said before the documents were read from Splynx. */
  takenBefore: ReadonlyMap<number, number>
  /** The run, while only its first payments may be made. */
  canaryOf?: number | undefined
}

/**
 * Turns waiting items into payments of this worker, each with its TransactionID stored, in one
 * transaction. An item that somebody else takes at this moment is left out; one whose document has a
 * payment under way is skipped.
 *
 * Only from here on does the payment hold its document. One that was recorded since Splynx was read
 * left no trace in what was read, so a document that got one meanwhile is not charged.
 */
export function takeItems(
  db: Db,
  rows: readonly ItemPayment[],
  options: TakeOptions,
): Promise<Claim[]> {
  if (rows.length === 0) return Promise.resolve([])
  return transact(db, async (trx) => {
    // Before anything is stored: an item without its claim would count as taken.
    if (await isSafeModeForClaim(trx)) return []
    const { canaryOf } = options
    // First of all: what is counted under the lock must not be older than the lock.
    const room = canaryOf === undefined ? rows.length : await lockCanaryRoom(trx, canaryOf)
    if (room === 0) return []
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
    const wanted = rows.filter(({ run_item_id }) => selected.has(run_item_id)).slice(0, room)
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
    const overtaken = await findOvertaken(trx, taken, options.takenBefore)
    await cancelOvertaken(trx, overtaken, options.now)
    return claimPayments(
      trx,
      taken.flatMap((row) => (overtaken.includes(row) ? [] : row.id)),
      options,
    )
  })
}

async function findOvertaken(
  trx: Trx,
  rows: readonly ItemPayment[],
  takenBefore: TakeOptions['takenBefore'],
): Promise<ItemPayment[]> {
  const { purpose } = rows[0]!
  const ids = rows.map(({ document_id }) => document_id)
  const takenNow = await countTakenPayments(trx, purpose, ids)
  return rows.filter(
    ({ document_id }) => takenNow.get(document_id) !== takenBefore.get(document_id),
  )
}

const cancelOvertaken = (trx: Trx, rows: readonly ItemPayment[], now: Date) => {
  const reason = 'Another payment of the document was recorded at this moment'
  const moves = rows.map(({ id }) => ({
    id,
    to: 'cancelled' as const,
    changes: { reason, look_at: null },
    actor: 'worker',
    reason,
  }))
  return movePayments(trx, moves, now)
}

/** What was not sent of a cancelled run never will be. */
export const cancelWaitingItems = (db: Db, runId: number) =>
  // Workers take items of the same run at this moment: a deadlock with one of them is tried again.
  transact(db, (trx) =>
    trx
      .updateTable('run_items')
      .set({ state: 'cancelled' })
      .where('run_id', '=', runId)
      .where('state', '=', 'waiting')
      .execute(),
  )
