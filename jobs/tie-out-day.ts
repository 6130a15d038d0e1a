import { tieOutDay, tieOutDueDays } from '../src/operations/tie-out/tie-out-day.ts'
import { defineJob } from '../src/queue/job.ts'

/** Compares the day that a person asked for, or all whose time has come. */
export const tieOutDayJob = defineJob('tie-out-day', async (context, { day }) => ({
  done: day ? await tieOutDay(context, day) : await tieOutDueDays(context),
}))
