import type { Db } from './connect.ts'
import type { Run } from './schema.ts'

/** More than people start in an hour, and few enough to read whole. */
const READ_MAX = 200

/** The newest first. Ids ascend with time, so the primary key finds them. */
export async function listRunsSince(db: Db, since: Date): Promise<Run[]> {
  const runs = await db
    .selectFrom('runs')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(READ_MAX)
    .execute()
  return runs.filter(({ created_at }) => created_at >= since)
}

export type LastRun = Pick<Run, 'id' | 'status' | 'created_at' | 'late_minutes'>

/** The last run of each of these schedules. */
export async function findLastRuns(
  db: Db,
  scheduleIds: readonly number[],
): Promise<Map<number, LastRun>> {
  if (scheduleIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('runs')
    .select(['id', 'schedule_id', 'status', 'created_at', 'late_minutes'])
    .where('id', 'in', (query) =>
      query
        .selectFrom('runs as last')
        .select(({ fn }) => fn.max('last.id').as('id'))
        .where('last.schedule_id', 'in', scheduleIds)
        .groupBy('last.schedule_id'),
    )
    .execute()
  return new Map(rows.map(({ schedule_id, ...run }) => [schedule_id!, run]))
}
