import { sql } from 'kysely'
import type { Db } from './connect.ts'
import { readTotalsOfRuns } from './run-totals.ts'
import type { Run, RunSummary } from './schema.ts'

const PARTS = ['selected', 'charged', 'declined', 'unknown', 'skipped', 'cancelled'] as const

/** Keeps the totals of runs, which take long to add up where a run is large. */
export async function summariseRuns(db: Db, since: Date, now: Date): Promise<number> {
  const runs = await db
    .selectFrom('runs')
    .leftJoin('run_summaries', 'run_summaries.run_id', 'runs.id')
    .select('runs.id')
    .where('runs.created_at', '>=', since)
    // What is still unknown or retried is settled within days; after that nothing changes any more.
    .where((row) =>
      row.or([
        row('run_summaries.calculated_at', 'is', null),
        row('runs.heartbeat_at', '>=', row.ref('run_summaries.calculated_at')),
        row('run_summaries.calculated_at', '<', sql<Date>`${now} - interval 1 day`),
      ]),
    )
    .orderBy('runs.id', 'desc')
    .limit(50)
    .execute()
  for (const { id } of runs) {
    const totals = (await readTotalsOfRuns(db, [id])).get(id)!
    const columns = Object.fromEntries(
      PARTS.flatMap((part) => [
        [`${part}_count`, totals[part].count],
        [`${part}_cents`, totals[part].cents],
      ]),
    ) as Omit<RunSummary, 'run_id' | 'calculated_at'>
    await db
      .insertInto('run_summaries')
      .values({ run_id: id, calculated_at: now, ...columns })
      .onDuplicateKeyUpdate({ calculated_at: now, ...columns })
      .execute()
  }
  return runs.length
}

export type ComparedRun = RunSummary & Pick<Run, 'created_at' | 'source' | 'status' | 'actor'>

/** Runs of a period whose totals are known, the newest first. */
export const listComparedRuns = (
  db: Db,
  { from, to }: { from: Date; to: Date },
  limit: number,
): Promise<ComparedRun[]> =>
  db
    .selectFrom('runs')
    .innerJoin('run_summaries', 'run_summaries.run_id', 'runs.id')
    .selectAll('run_summaries')
    .select(['runs.created_at', 'runs.source', 'runs.status', 'runs.actor'])
    .where('runs.created_at', '>=', from)
    .where('runs.created_at', '<', to)
    .orderBy('runs.id', 'desc')
    .limit(limit)
    .execute()
