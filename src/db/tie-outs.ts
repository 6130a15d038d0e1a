import { sql } from 'kysely'
import { LINES, type Side, type Sums } from '../domain/tie-out.ts'
import type { Db } from './connect.ts'
import type { NewDifference, TieOut, TieOutSum } from './schema.ts'
import { transact } from './transact.ts'

/** Takes a day for this worker, or returns false when another one compares it right now. */
export function claimTieOut(
  db: Db,
  day: string,
  { now, leaseMs }: { now: Date; leaseMs: number },
): Promise<boolean> {
  const columns = { tried_at: now, lease_until: new Date(now.getTime() + leaseMs) }
  return transact(db, async (trx) => {
    await trx.insertInto('tie_outs').ignore().values({ day, tried_at: now }).execute()
    const { numUpdatedRows } = await trx
      .updateTable('tie_outs')
      .set(columns)
      .where('day', '=', day)
      .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<', now)]))
      .executeTakeFirst()
    return numUpdatedRows === 1n
  })
}

export type LegResult = { state: 'compared' } | { state: 'waiting' | 'none'; note: string }

/** What came of a day. A leg that was not compared keeps the differences that were found before. */
export async function endTieOut(
  db: Db,
  day: string,
  { gateway, splynx }: { gateway: LegResult; splynx: LegResult },
  now: Date,
): Promise<void> {
  const noteOf = (leg: LegResult) => ('note' in leg ? leg.note.slice(0, 255) : null)
  await db
    .updateTable('tie_outs')
    .set({
      calculated_at: now,
      lease_until: null,
      gateway_state: gateway.state,
      gateway_note: noteOf(gateway),
      splynx_state: splynx.state === 'compared' ? 'compared' : 'waiting',
      splynx_note: noteOf(splynx),
    })
    .where('day', '=', day)
    .execute()
}

/** Stores the sums of one side. */
export async function writeSums(db: Db, day: string, side: Side, sums: Sums): Promise<void> {
  const rows = (['card', 'bank'] as const).map((method_kind) => {
    const lines = sums[method_kind]
    const columns = LINES.flatMap((line) => [
      [`${line}_cents`, lines[line].cents],
      [`${line}_count`, lines[line].count],
    ])
    return { day, side, method_kind, ...Object.fromEntries(columns) } as TieOutSum
  })
  await db
    .insertInto('tie_out_sums')
    .values(rows)
    .onDuplicateKeyUpdate({
      taken_cents: sql`values(taken_cents)`,
      taken_count: sql`values(taken_count)`,
      given_back_cents: sql`values(given_back_cents)`,
      given_back_count: sql`values(given_back_count)`,
      returned_cents: sql`values(returned_cents)`,
      returned_count: sql`values(returned_count)`,
    })
    .execute()
}

/**
 * Stores what differs. One that was known keeps its explanation as long as its amounts are the same;
 * one that is found again is open again.
 */
export async function writeDifferences(
  db: Db,
  day: string,
  differences: readonly NewDifference[],
  now: Date,
): Promise<void> {
  if (differences.length === 0) return
  // From left to right: the explanation has to see the amounts as they were.
  const isSame = sql`ours_cents <=> values(ours_cents) and theirs_cents <=> values(theirs_cents)`
  await db
    .insertInto('tie_out_differences')
    .values(differences.map((row) => ({ ...row, day, found_at: now, seen_at: now })))
    .onDuplicateKeyUpdate({
      explained_at: sql`if(${isSame}, explained_at, null)`,
      explained_by: sql`if(${isSame}, explained_by, null)`,
      explanation: sql`if(${isSame}, explanation, null)`,
      day: sql`values(day)`,
      ours_cents: sql`values(ours_cents)`,
      theirs_cents: sql`values(theirs_cents)`,
      payment_id: sql`values(payment_id)`,
      return_id: sql`values(return_id)`,
      splynx_payment_id: sql`values(splynx_payment_id)`,
      customer_id: sql`values(customer_id)`,
      customer_name: sql`values(customer_name)`,
      at: sql`values(at)`,
      seen_at: sql`values(seen_at)`,
      resolved_at: null,
    })
    .execute()
}

/** Of one side of a day, what was not found any more by the comparison that began then. */
export async function resolveDifferences(
  db: Db,
  { day, side, before }: { day: string; side: 'gateway' | 'splynx'; before: Date },
  now: Date,
): Promise<void> {
  await db
    .updateTable('tie_out_differences')
    .set({ resolved_at: now })
    .where('day', '=', day)
    .where('side', '=', side)
    .where('resolved_at', 'is', null)
    .where('seen_at', '<', before)
    .execute()
}

export const findTieOut = (db: Db, day: string): Promise<TieOut | undefined> =>
  db.selectFrom('tie_outs').selectAll().where('day', '=', day).executeTakeFirst()

export const listTieOuts = (db: Db, days: readonly string[]): Promise<TieOut[]> =>
  days.length === 0
    ? Promise.resolve([])
    : db.selectFrom('tie_outs').selectAll().where('day', 'in', days).execute()

/** The days before `before`, the newest first. */
export const listTieOutsBefore = (db: Db, before: string, limit: number): Promise<TieOut[]> =>
  db
    .selectFrom('tie_outs')
    .selectAll()
    .where('day', '<', before)
    .where('calculated_at', 'is not', null)
    .orderBy('day', 'desc')
    .limit(limit)
    .execute()

export const listSums = (db: Db, days: readonly string[]): Promise<TieOutSum[]> =>
  days.length === 0
    ? Promise.resolve([])
    : db.selectFrom('tie_out_sums').selectAll().where('day', 'in', days).execute()
