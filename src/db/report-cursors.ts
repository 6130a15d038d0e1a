import { sql } from 'kysely'
import type { Db } from './connect.ts'
import type { ReportCursor } from './schema.ts'
import { transact } from './transact.ts'

/**
 * Takes the reading of a kind of report for this worker, or returns nothing when another one reads it
 * or its time has not come. The pauses are counted from the last try.
 */
export function claimReport(
  db: Db,
  kind: string,
  {
    now,
    leaseMs,
    pauseMs,
    failingPauseMs,
  }: { now: Date; leaseMs: number; pauseMs: number; failingPauseMs: number },
): Promise<ReportCursor | undefined> {
  return transact(db, async (trx) => {
    await trx
      .insertInto('report_cursors')
      .values({ kind })
      .onDuplicateKeyUpdate({ lease_until: sql`report_cursors.lease_until` })
      .execute()
    const cursor = await trx
      .selectFrom('report_cursors')
      .selectAll()
      .where('kind', '=', kind)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const isTaken = cursor.lease_until !== null && cursor.lease_until > now
    const pause = cursor.failing_since ? failingPauseMs : pauseMs
    const agoMs = now.getTime() - (cursor.last_run_at?.getTime() ?? Number.NEGATIVE_INFINITY)
    const isFresh = agoMs < pause
    if (isTaken || isFresh) return undefined
    await trx
      .updateTable('report_cursors')
      .set({ lease_until: new Date(now.getTime() + leaseMs) })
      .where('kind', '=', kind)
      .execute()
    return cursor
  })
}

export interface ReadStretch {
  kind: string
  from: Date
  to: Date
  /** Every record of it could be read. */
  isComplete: boolean
}

/** Notes that a stretch was read, and keeps the reading for this worker. */
export async function writeStretch(
  db: Db,
  { kind, from, to, isComplete }: ReadStretch,
  leaseUntil: Date,
): Promise<void> {
  await db
    .updateTable('report_cursors')
    .set({
      lease_until: leaseUntil,
      ...(isComplete
        ? {
            // From left to right: the first has to see the second as it was. A stretch that does
            // not reach the one before begins a new one.
            complete_from: sql<Date>`if(complete_until >= ${from}, least(complete_from, ${from}),
              ${from})`,
            complete_until: sql<Date>`greatest(coalesce(complete_until, ${to}), ${to})`,
          }
        : {}),
      read_until: sql<Date>`greatest(coalesce(read_until, ${to}), ${to})`,
    })
    .where('kind', '=', kind)
    .execute()
}

/** Ends a reading. `error` says why it failed, in words for an operator. */
export async function endReading(
  db: Db,
  kind: string,
  error: string | null,
  now: Date,
): Promise<void> {
  await db
    .updateTable('report_cursors')
    .set({
      lease_until: null,
      last_run_at: now,
      last_error: error?.slice(0, 255) ?? null,
      failing_since: error === null ? null : sql<Date>`coalesce(failing_since, ${now})`,
    })
    .where('kind', '=', kind)
    .execute()
}

export const findReportCursor = (db: Db, kind: string): Promise<ReportCursor | undefined> =>
  db.selectFrom('report_cursors').selectAll().where('kind', '=', kind).executeTakeFirst()

export const listReportCursors = (db: Db): Promise<ReportCursor[]> =>
  db.selectFrom('report_cursors').selectAll().orderBy('kind').execute()

export async function writeCompared(db: Db, kind: string, until: Date): Promise<void> {
  await db
    .updateTable('report_cursors')
    .set({ compared_until: until })
    .where('kind', '=', kind)
    .execute()
}
