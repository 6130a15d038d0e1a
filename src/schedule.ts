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
    name: 'ask whether the database has gone back in time',
    cron: '*/30 * * * * *',
    tick: ({ bell }) => bell.ring('check-journal', {}, { onceAs: 'check-journal' }),
  },
  {
    name: 'read the reports whose time has come',
    cron: '7 * * * * *',
    tick: async ({ reports, bell }) => {
      if (reports) await bell.ring('read-reports', {}, { onceAs: 'reports' })
    },
  },
  {
    name: 'look in Splynx for changes that no hook told us of',
    cron: '40 */5 * * * *',
    tick: ({ bell }) => bell.ring('poll-splynx', {}, { onceAs: 'poll-splynx' }),
  },
  {
    name: 'start the runs that are due',
    cron: '*/10 * * * * *',
    tick: startDueRuns,
  },
]
