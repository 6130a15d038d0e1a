import type { Context } from './context.ts'
import { isBreakerOpen } from './db/breaker.ts'
import { mailAlarms } from './operations/schedules/mail-alarms.ts'
import { watchRuns } from './operations/schedules/watch-runs.ts'
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
    name: 'refill balances that are low, of customers who asked for that',
    cron: '15 * * * * *',
    tick: ({ bell }) => bell.ring('look-at-balances', {}, { onceAs: 'balances' }),
  },
  {
    name: 'plan notices of cards that end soon and of debits that are coming',
    cron: '0 20 6,14 * * *',
    tick: async ({ mail, bell }) => {
      if (mail) await bell.ring('plan-mails', {}, { onceAs: 'plan-mails' })
    },
  },
  {
    name: 'compare the days that are over with Splynx and the reports',
    cron: '25 */5 * * * *',
    tick: ({ bell }) => bell.ring('tie-out-day', {}, { onceAs: 'tie-out' }),
  },
  {
    name: 'look for payments that were made twice',
    cron: '50 */10 * * * *',
    tick: ({ bell }) => bell.ring('find-duplicates', {}, { onceAs: 'duplicates' }),
  },
  {
    name: 'add up days for the reports',
    cron: '35 */10 * * * *',
    tick: ({ bell }) => bell.ring('sum-up-days', {}, { onceAs: 'sum-up' }),
  },
  {
    name: 'start the runs that are due',
    cron: '*/10 * * * * *',
    tick: startDueRuns,
  },
  {
    name: 'notice scheduled runs that did not start or ended strangely, and write about them',
    cron: '25 * * * * *',
    tick: async (context) => {
      await watchRuns(context)
      await mailAlarms(context)
    },
  },
]
