import type { MethodKind } from '../domain/payment.ts'
import type { CountAndSum } from '../domain/run.ts'
import type { Db } from './connect.ts'

/** What the last finished run of a schedule asked for, by method. */
export interface LastSums {
  runId: number
  startedAt: Date
  byKind: Record<MethodKind, CountAndSum>
}

/** Of each of these schedules, the sums of its last finished run. */
export async function findLastSums(
  db: Db,
  scheduleIds: readonly number[],
): Promise<Map<number, LastSums>> {
  const bySchedule = new Map<number, LastSums>()
  if (scheduleIds.length === 0) return bySchedule
  const runs = await db
    .selectFrom('runs')
    .select(['id', 'schedule_id', 'created_at'])
    .where('id', 'in', (query) =>
      query
        .selectFrom('runs as last')
        .select(({ fn }) => fn.max('last.id').as('id'))
        .where('last.schedule_id', 'in', scheduleIds)
        .where('last.status', '=', 'finished')
        .groupBy('last.schedule_id'),
    )
    .execute()
  for (const { id, schedule_id, created_at } of runs) {
    const byKind = { card: { count: 0, cents: 0 }, bank: { count: 0, cents: 0 } }
    bySchedule.set(schedule_id!, { runId: id, startedAt: created_at, byKind })
  }
  if (runs.length === 0) return bySchedule
  const sums = await db
    .selectFrom('payments')
    .select(['run_id', 'method_kind'])
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('amount_cents').as('cents')])
    .where(
      'run_id',
      'in',
      runs.map(({ id }) => id),
    )
    .groupBy(['run_id', 'method_kind'])
    .execute()
  for (const { run_id, method_kind, count, cents } of sums) {
    const scheduleId = runs.find(({ id }) => id === run_id)?.schedule_id
    const last = bySchedule.get(scheduleId ?? 0)
    if (last) last.byKind[method_kind] = { count: Number(count), cents: Number(cents) }
  }
  return bySchedule
}
