import { type AuditEvent, recordAudit } from './audit.ts'
import type { Db } from './connect.ts'
import type { TieOutDifference } from './schema.ts'
import { transact } from './transact.ts'

/** Differences that nobody has explained and that are still there. */
export async function countDifferences(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('tie_out_differences')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('is_open', '=', 1)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** How many of these days are open: day → count. */
export async function countDifferencesOf(
  db: Db,
  days: readonly string[],
): Promise<Map<string, number>> {
  if (days.length === 0) return new Map()
  const rows = await db
    .selectFrom('tie_out_differences')
    .select('day')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('is_open', '=', 1)
    .where('day', 'in', days)
    .groupBy('day')
    .execute()
  return new Map(rows.map(({ day, count }) => [day, Number(count)]))
}

/** Of a day, what is there now, explained or not: kind by kind, the largest amounts first. */
export const listDifferences = (db: Db, day: string, limit: number): Promise<TieOutDifference[]> =>
  db
    .selectFrom('tie_out_differences')
    .selectAll()
    .where('day', '=', day)
    .where('resolved_at', 'is', null)
    .orderBy('is_open', 'desc')
    .orderBy('kind')
    .orderBy('id')
    .limit(limit)
    .execute()

/** Of a day, the sum of what differs by side, method and line; its figures add up to the sums'. */
export async function sumDifferences(db: Db, day: string) {
  const rows = await db
    .selectFrom('tie_out_differences')
    .select(['side', 'method_kind', 'line'])
    .select(({ fn }) => [
      fn.countAll().as('count'),
      fn.sum('ours_cents').as('ours'),
      fn.sum('theirs_cents').as('theirs'),
    ])
    .where('day', '=', day)
    .where('resolved_at', 'is', null)
    .groupBy(['side', 'method_kind', 'line'])
    .execute()
  return rows.map(({ count, ours, theirs, ...of }) => ({
    ...of,
    count: Number(count),
    cents: Number(theirs ?? 0) - Number(ours ?? 0),
  }))
}

export const findDifference = (db: Db, id: number): Promise<TieOutDifference | undefined> =>
  db.selectFrom('tie_out_differences').selectAll().where('id', '=', id).executeTakeFirst()

export interface Explanation {
  id: number
  actor: string
  note: string
}

/**
 * A person says why it differs. The note of the gateway's books about the same message is closed with
 * it, for it says the same. False when it was explained or resolved before.
 */
export function explainDifference(
  db: Db,
  { id, actor, note }: Explanation,
  audit: AuditEvent,
  now: Date,
): Promise<boolean> {
  return transact(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('tie_out_differences')
      .set({ explained_at: now, explained_by: actor, explanation: note })
      .where('id', '=', id)
      .where('is_open', '=', 1)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    const { side, reference } = (await findDifference(trx, id))!
    if (side === 'gateway') {
      await trx
        .updateTable('mismatches')
        .set({ closed_at: now, closed_by: actor, closed_note: note })
        .where('reference', '=', reference)
        .where('closed_at', 'is', null)
        .execute()
    }
    await recordAudit(trx, audit)
    return true
  })
}

/** What somebody had found out about these messages before the day was compared. */
export async function findClosedMismatches(db: Db, references: readonly string[]) {
  if (references.length === 0) return new Map<string, { at: Date; by: string; note: string }>()
  const rows = await db
    .selectFrom('mismatches')
    .select(['reference', 'closed_at', 'closed_by', 'closed_note'])
    .where('reference', 'in', references)
    .where('closed_by', '<>', 'report')
    .execute()
  return new Map(
    rows.flatMap(({ reference, closed_at, closed_by, closed_note }) =>
      closed_at && closed_by
        ? [[reference, { at: closed_at, by: closed_by, note: closed_note ?? '' }] as const]
        : [],
    ),
  )
}
