import { sql } from 'kysely'
import type { RefundStatus } from '../domain/refund.ts'
import type { CountAndSum } from '../domain/run.ts'
import type { Db } from './connect.ts'
import type { RunUndo, RunUndoItem } from './schema.ts'
import type { Trx } from './transact.ts'

/** What an undo of a run finds: how much of it can be voided, and what of the rest is how far. */
export interface UndoProspect {
  /** Card payments that have not settled, with no refund of them under way. */
  voidable: CountAndSum
  /** Card payments that have settled: only a refund gives them back. */
  settled: CountAndSum
  /** Bank debits, which cannot be called back. */
  debits: CountAndSum
  /** A refund of them is under way, or has given back a part. */
  spokenFor: CountAndSum
}

export type UndoPart = keyof UndoProspect

/**
 * Which part a payment belongs to. `unsettledSince` is the earliest moment of which what was taken
 * has not settled yet.
 */
const partOf = (unsettledSince: Date) => sql<UndoPart>`
  case
    when payments.refunded_cents > 0 or exists (
      select 1 from refunds where refunds.payment_id = payments.id
      and refunds.status in ('pending', 'submitting', 'unknown', 'review', 'approved')
    ) then 'spokenFor'
    when payments.method_kind = 'bank' then 'debits'
    when attempts.sent_at < ${unsettledSince} then 'settled'
    else 'voidable'
  end`

const chargedOf = (db: Db, runId: number) =>
  db
    .selectFrom('payments')
    .innerJoin('attempts', 'attempts.transaction_id', 'payments.transaction_id')
    .where('payments.run_id', '=', runId)
    .where('payments.status', 'in', ['approved', 'recorded'])

export async function readUndoProspect(
  db: Db,
  runId: number,
  unsettledSince: Date,
): Promise<UndoProspect> {
  const rows = await chargedOf(db, runId)
    .select(({ fn }) => [
      partOf(unsettledSince).as('part'),
      fn.countAll().as('count'),
      fn.sum('payments.amount_cents').as('cents'),
    ])
    .groupBy('part')
    .execute()
  const sums = new Map(
    rows.map(({ part, count, cents }) => [part, { count: Number(count), cents: Number(cents) }]),
  )
  const sumOf = (part: UndoPart) => sums.get(part) ?? { count: 0, cents: 0 }
  return {
    voidable: sumOf('voidable'),
    settled: sumOf('settled'),
    debits: sumOf('debits'),
    spokenFor: sumOf('spokenFor'),
  }
}

export interface NewUndo {
  runId: number
  requestKey: string
  reason: string
  reopens: boolean
  actor: string
  role: 'manager' | 'admin'
  address: string
  now: Date
}

/** Stores a plan, locked until the transaction ends. Null when another one of the run is open. */
export async function insertUndo(trx: Trx, undo: NewUndo): Promise<number | null> {
  const { insertId, numInsertedOrUpdatedRows } = await trx
    .insertInto('run_undos')
    .ignore()
    .values({
      run_id: undo.runId,
      request_key: undo.requestKey,
      reason: undo.reason,
      reopens: undo.reopens,
      actor: undo.actor,
      role: undo.role,
      address: undo.address,
      created_at: undo.now,
      look_at: undo.now,
    })
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n ? Number(insertId) : null
}

/** Takes every payment into the plan that can be voided now; returns how many and how much. */
export async function insertUndoItems(
  trx: Trx,
  { undoId, runId, unsettledSince }: { undoId: number; runId: number; unsettledSince: Date },
): Promise<CountAndSum> {
  await trx
    .insertInto('run_undo_items')
    .columns(['undo_id', 'payment_id', 'amount_cents', 'state'])
    .expression(
      chargedOf(trx, runId)
        .select([
          sql<number>`${undoId}`.as('undo_id'),
          'payments.id as payment_id',
          'payments.amount_cents',
          sql<'waiting'>`'waiting'`.as('state'),
        ])
        .where(partOf(unsettledSince), '=', 'voidable'),
    )
    .execute()
  const row = await trx
    .selectFrom('run_undo_items')
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('amount_cents').as('cents')])
    .where('undo_id', '=', undoId)
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), cents: Number(row.cents ?? 0) }
}

export const findUndo = (db: Db, id: number): Promise<RunUndo | undefined> =>
  db.selectFrom('run_undos').selectAll().where('id', '=', id).executeTakeFirst()

export const findUndoByRequestKey = (db: Db, requestKey: string): Promise<RunUndo | undefined> =>
  db.selectFrom('run_undos').selectAll().where('request_key', '=', requestKey).executeTakeFirst()

/** The plans of a run, the newest first. */
export const listUndosOf = (db: Db, runId: number): Promise<RunUndo[]> =>
  db
    .selectFrom('run_undos')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()

/** Plans that are not done and that nobody has gone on with since `before`. */
export async function listQuietUndos(db: Db, before: Date, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('run_undos')
    .select('id')
    .where('finished_at', 'is', null)
    .where('look_at', '<', before)
    .orderBy('look_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes the next stretch of a plan for one worker. False when it is not due, or somebody else's. */
export async function claimUndo(
  db: Db,
  id: number,
  { now, leaseMs }: { now: Date; leaseMs: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('run_undos')
    .set({ look_at: new Date(now.getTime() + leaseMs) })
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .where('look_at', '<=', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Says when the next stretch is due. */
export const postponeUndo = (db: Db, id: number, lookAt: Date) =>
  db.updateTable('run_undos').set({ look_at: lookAt }).where('id', '=', id).execute()

export const listWaitingUndoItems = (
  db: Db,
  undoId: number,
  limit: number,
): Promise<RunUndoItem[]> =>
  db
    .selectFrom('run_undo_items')
    .selectAll()
    .where('undo_id', '=', undoId)
    .where('state', '=', 'waiting')
    .orderBy('payment_id')
    .limit(limit)
    .execute()

export const noteUndoItem = (
  db: Db,
  { undo_id, payment_id }: RunUndoItem,
  found: { state: 'opened'; refund_id: string } | { state: 'refused'; note: string },
) =>
  db
    .updateTable('run_undo_items')
    .set(found)
    .where('undo_id', '=', undo_id)
    .where('payment_id', '=', payment_id)
    .where('state', '=', 'waiting')
    .execute()

/** True for the one that ended it. */
export async function finishUndo(trx: Trx, id: number, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('run_undos')
    .set({ finished_at: now })
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Refunds of a plan that have not left or are at the gateway: few, found by their status. */
export async function countUndoUnderWay(db: Db, undoId: number): Promise<number> {
  const { count } = await db
    .selectFrom('refunds')
    .innerJoin('run_undo_items as item', 'item.payment_id', 'refunds.payment_id')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('refunds.status', 'in', ['pending', 'submitting'])
    .where('item.undo_id', '=', undoId)
    .whereRef('item.refund_id', '=', 'refunds.id')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** How far a plan is: what waits, what was refused here, and the refunds by status. */
export interface UndoProgress {
  waiting: CountAndSum
  refused: CountAndSum
  refunds: Partial<Record<RefundStatus, CountAndSum>>
}

export async function readUndoProgress(db: Db, undoId: number): Promise<UndoProgress> {
  const rows = await db
    .selectFrom('run_undo_items as item')
    .leftJoin('refunds', 'refunds.id', 'item.refund_id')
    .select(['item.state', 'refunds.status'])
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('item.amount_cents').as('cents')])
    .where('item.undo_id', '=', undoId)
    .groupBy(['item.state', 'refunds.status'])
    .execute()
  const progress: UndoProgress = { waiting: NOTHING, refused: NOTHING, refunds: {} }
  for (const { state, status, count, cents } of rows) {
    const sum = { count: Number(count), cents: Number(cents) }
    if (state !== 'opened') progress[state] = sum
    else if (status !== null) progress.refunds[status] = sum
  }
  return progress
}

const NOTHING: CountAndSum = { count: 0, cents: 0 }

/** Why payments were not taken back, most frequent first. */
export async function countUndoNotes(db: Db, undoId: number) {
  const rows = await db
    .selectFrom('run_undo_items')
    .select('note')
    .select(({ fn }) => [fn.countAll().as('count')])
    .where('undo_id', '=', undoId)
    .where('state', '=', 'refused')
    .groupBy('note')
    .orderBy('count', 'desc')
    .limit(20)
    .execute()
  return rows.map(({ note, count }) => ({ note: note ?? '', count: Number(count) }))
}
