import type { Context } from './context.ts'
import { isBreakerOpen } from './db/breaker.ts'
import { startDueRuns } from './operations/start-due-runs.ts'

export interface Line {
  name: string
  /** Six fields: seconds first. */
  cron: string
  /** Only creates a run or rings for a job, so that two clocks at once do no harm. */
  tick(context: Context): Promise<unknown>
}

/** All that happens by the clock. */
export const SCHEDULE: readonly Line[] = [
  {
    name: 'ring again for what was left waiting',
    cron: '*/5 * * * * *',
    tick: ({ bell }) => bell.ring('sweep', {}, { onceAs: 'sweep' }),
  },
  {
    name: 'ask whether the gateway is back, while it answers nobody',
    cron: '*/5 * * * * *',
    tick: async ({ db, bell }) => {
      if (await isBreakerOpen(db)) await bell.ring('probe-gateway', {}, { onceAs: 'probe' })
    },
  },
  {
    name: 'start the runs that are due',
    cron: '*/10 * * * * *',
    tick: startDueRuns,
  },
]
