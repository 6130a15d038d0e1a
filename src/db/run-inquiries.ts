import type { Db } from './connect.ts'

/** More than anybody asks about at once; the sweep goes on with the rest by itself. */
const ASKED_MAX = 5_000

/**
 * Makes now the time to ask the gateway about a run's unknown outcomes, and returns which they are.
 * One that a worker asks about at this moment keeps its lease.
 */
export async function hastenInquiries(db: Db, runId: number, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('payments')
    .select('id')
    .where('run_id', '=', runId)
    .where('status', 'in', ['unknown', 'review'])
    .limit(ASKED_MAX)
    .execute()
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  await db
    .updateTable('payments')
    .set({ look_at: now })
    .where('id', 'in', ids)
    .where('status', 'in', ['unknown', 'review'])
    .execute()
  return ids
}
