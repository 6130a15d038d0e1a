import type { Context } from '../../context.ts'
import { findLastSums, type LastSums } from '../../db/last-sums.ts'
import { listSchedules, timesOf } from '../../db/schedules.ts'
import type { Schedule } from '../../db/schema.ts'
import { bankingDayAfter, DEBIT_RETURN_BANKING_DAYS, dayIn } from '../../domain/banking-days.ts'
import { type Slot, slotsBetween } from '../../domain/schedule.ts'
import { SETTLEMENT_ZONE, settlesAt } from '../../domain/settlement.ts'
import type { OpenDays } from './open-days.ts'

/** A run that is to come, and the money that may come of it. */
export interface ComingRun {
  schedule: Schedule
  slot: Slot
  /** As the last run of the schedule found it; null before there was one. */
  expected: LastSums | null
  moneyIn: MoneyIn
}

/** Dates, as `YYYY-MM-DD`, by the days of the clearing. */
export interface MoneyIn {
  /** Cards and debits settle on it. */
  settlesOn: string
  /** Debits come back until then as a rule; what has not by then is final. */
  debitsFinalOn: string
}

/** All slots of schedules that are on, in order of time. */
export async function listComingRuns(
  { db }: Pick<Context, 'db'>,
  { from, until }: { from: Date; until: Date },
  { isOpen }: Pick<OpenDays, 'isOpen'>,
): Promise<ComingRun[]> {
  const schedules = (await listSchedules(db)).filter(({ is_enabled }) => is_enabled)
  const sums = await findLastSums(
    db,
    schedules.map(({ id }) => id),
  )
  return schedules
    .flatMap((schedule) =>
      slotsBetween(timesOf(schedule), from, until, isOpen).map((slot) => ({
        schedule,
        slot,
        expected: sums.get(schedule.id) ?? null,
        moneyIn: moneyInOf(slot.dueAt),
      })),
    )
    .sort((a, b) => a.slot.dueAt.getTime() - b.slot.dueAt.getTime())
}

function moneyInOf(dueAt: Date): MoneyIn {
  const settlesOn = dayIn(settlesAt(dueAt), SETTLEMENT_ZONE)
  return { settlesOn, debitsFinalOn: bankingDayAfter(settlesOn, DEBIT_RETURN_BANKING_DAYS) }
}
