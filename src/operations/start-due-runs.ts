import type { Context } from '../context.ts'
import { isSafeMode } from '../db/safe-mode.ts'
import { listSchedules, timesOf } from '../db/schedules.ts'
import type { ScheduleFilter } from '../db/schema.ts'
import type { RunFilter } from '../domain/run.ts'
import { dueSlot } from '../domain/schedule.ts'
import { periodOn } from '../domain/schedule-period.ts'
import { areTwoRetriers } from './retries/refuse-two-retriers.ts'
import { readOpenDays } from './schedules/open-days.ts'
import { startRun } from './start-run.ts'

/**
 * Starts every run whose time has come and that nobody has started. A run that was missed is caught
 * up once, within its schedule's window, and carries how late it was. Two clocks meet the unique key
 * of schedule and business date. In safe mode nothing starts; what is due by then is caught up after
 * the release, within its window. The same while the gateway recycles declined payments, too.
 */
export async function startDueRuns(context: Context): Promise<void> {
  const { db, now, log } = context
  if (await isSafeMode(db)) return
  const { isOpen } = await readOpenDays(context)
  for (const schedule of await listSchedules(db)) {
    if (!schedule.is_enabled) continue
    const slot = dueSlot(timesOf(schedule), now(), isOpen)
    // A schedule that was made or changed after its time does not start at once.
    if (!slot || slot.dueAt < schedule.updated_at) continue
    if (await areTwoRetriers(context)) {
      log.error({ scheduleId: schedule.id }, 'not started: the gateway and runs would both retry')
      continue
    }
    const lateMinutes = Math.floor((now().getTime() - slot.dueAt.getTime()) / 60_000)
    const { runId, isNew } = await startRun(context, {
      source: 'auto',
      filter: filterFor(schedule.filter, slot.coversUntil),
      actor: `schedule:${schedule.id}`,
      slot: { scheduleId: schedule.id, businessDate: slot.businessDate, lateMinutes },
    })
    if (isNew) log.info({ runId, scheduleId: schedule.id, lateMinutes }, 'a scheduled run started')
  }
}

/** What a schedule charges for on a day. */
export function filterFor(
  { lookBackDays, chargeFrom, daysAfterIssue, ...filter }: ScheduleFilter,
  date: string,
): RunFilter {
  return { ...filter, ...periodOn({ lookBackDays, chargeFrom, daysAfterIssue }, date) }
}
