import { Hono } from 'hono'
import { DateTime } from 'luxon'
import { HomePanel, type HomeView } from '../../views/home/home-panel.tsx'
import { ConsoleLayout } from '../../views/layout.tsx'
import type { Context } from '../context.ts'
import {
  listRunsIn,
  readDayTotals,
  readFailingRecordings,
  readOpenPayments,
} from '../db/attention.ts'
import { readBankAttention } from '../db/bank-attention.ts'
import { findBreaker } from '../db/breaker.ts'
import { listMissingRecords } from '../db/missing-records.ts'
import { readRefundAttention } from '../db/refund-attention.ts'
import { readTotalsOfRuns } from '../db/run-totals.ts'
import { findSafeMode } from '../db/safe-mode.ts'
import { listSchedules, timesOf } from '../db/schedules.ts'
import { nextSlot } from '../domain/schedule.ts'
import { isAtLeast } from '../middleware/guards.ts'
import type { StaffEnv } from './env.ts'
import { consoleProps } from './page-props.ts'

const RUNS_SHOWN = 5
const MISSING_SHOWN = 20

/** The console's start page. */
export const homeRoutes = (context: Context) => {
  const { db, config } = context

  async function readRunning() {
    const runs = await listRunsIn(db, 'running', RUNS_SHOWN)
    const totals = await readTotalsOfRuns(
      db,
      runs.map(({ id }) => id),
    )
    return runs.map((run) => ({ run, totals: totals.get(run.id)! }))
  }

  async function findNext(now: Date): Promise<HomeView['next']> {
    const schedules = await listSchedules(db)
    const slots = schedules.flatMap((schedule) => {
      const slot = schedule.is_enabled ? nextSlot(timesOf(schedule), now) : null
      return slot ? [{ scheduleId: schedule.id, name: schedule.name, dueAt: slot.dueAt }] : []
    })
    return slots.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0] ?? null
  }

  return new Hono<StaffEnv>().get('/', async (c) => {
    const now = context.now()
    const today = DateTime.fromJSDate(now, { zone: config.TZ }).setLocale('en-US')
    const [
      safeMode,
      unknown,
      review,
      recordings,
      pausedRuns,
      breaker,
      bank,
      refunds,
      missingRecords,
      runningRuns,
      totals,
      next,
    ] = await Promise.all([
      findSafeMode(db),
      readOpenPayments(db, 'unknown'),
      readOpenPayments(db, 'review'),
      readFailingRecordings(db),
      listRunsIn(db, 'paused', RUNS_SHOWN),
      findBreaker(db),
      readBankAttention(db, { now, warnMs: config.REPORT_WARN_S * 1_000 }),
      readRefundAttention(db),
      listMissingRecords(db, MISSING_SHOWN),
      readRunning(),
      readDayTotals(db, today.startOf('day').toJSDate()),
      findNext(now),
    ])
    return c.html(
      <ConsoleLayout
        {...consoleProps(c, context)}
        title="Today"
        lead={today.toFormat('cccc, LLLL d, yyyy')}
        active="home"
      >
        <HomePanel
          {...{
            safeMode,
            unknown,
            review,
            recordings,
            pausedRuns,
            breaker,
            bank,
            refunds,
            missingRecords,
            runningRuns,
            next,
          }}
          today={totals}
          currency={config.CURRENCY}
          csrf={c.var.csrf}
          canCharge={isAtLeast(c.var.staff.role, 'clerk')}
          place={{ now, zone: config.TZ }}
        />
      </ConsoleLayout>,
    )
  })
}
