import { Hono } from 'hono'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { HomePanel, type HomeView } from '../../views/home/home-panel.tsx'
import { type WorkFilter, workHref } from '../../views/home/work-card.tsx'
import { ConsoleLayout } from '../../views/layout.tsx'
import type { Context } from '../context.ts'
import { listRunsIn, readDayTotals, readNotKnown } from '../db/attention.ts'
import { findBreaker } from '../db/breaker.ts'
import { listWorkers } from '../db/open-work/owners.ts'
import {
  countWork,
  OF_A_KIND_MAX,
  readWork,
  totalOf,
  type WorkItem,
} from '../db/open-work/read-work.ts'
import { readTotalsOfRuns } from '../db/run-totals.ts'
import { findSafeMode } from '../db/safe-mode.ts'
import { listSchedules, timesOf } from '../db/schedules.ts'
import { isAtLeast } from '../domain/role.ts'
import { nextSlot } from '../domain/schedule.ts'
import { WORK_KINDS } from '../domain/work.ts'
import { workOptionsOf } from '../operations/assign-work.ts'
import { readOpenDays } from '../operations/schedules/open-days.ts'
import type { StaffEnv } from './env.ts'
import { optional, readQuery } from './forms.ts'
import { consoleProps } from './page-props.ts'

const RUNS_SHOWN = 5

const query = z.object({
  show: optional(z.enum(['all', 'mine', 'overdue', 'free'])),
  kind: optional(z.enum(WORK_KINDS)),
})

/** The console's start page: what needs a person, and how the day goes. */
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
    const [schedules, { isOpen }] = await Promise.all([listSchedules(db), readOpenDays(context)])
    const slots = schedules.flatMap((schedule) => {
      const slot = schedule.is_enabled ? nextSlot(timesOf(schedule), now, isOpen) : null
      return slot ? [{ scheduleId: schedule.id, name: schedule.name, dueAt: slot.dueAt }] : []
    })
    return slots.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0] ?? null
  }

  /** One person's work is read by itself, because it may lie behind what the others have. */
  async function readList({ show, kind }: WorkFilter, login: string) {
    const options = workOptionsOf(context)
    const kinds = kind ? { kinds: [kind] } : {}
    const [counts, all, mine] = await Promise.all([
      countWork(db, options),
      readWork(db, options, kinds),
      readWork(db, options, { ...kinds, owner: login }),
    ])
    const overdue = all.filter(({ isOverdue }) => isOverdue)
    const free = all.filter(({ owner }) => owner === null)
    const lists: Record<WorkFilter['show'], WorkItem[]> = { all, mine, overdue, free }
    const asked = kind ? [counts[kind] ?? 0] : Object.values(counts)
    const isWhole = asked.every((count) => count <= OF_A_KIND_MAX)
    return {
      counts,
      work: lists[show],
      total: asked.reduce((total, count) => total + count, 0),
      mineCount: mine.length,
      overdueCount: isWhole ? overdue.length : undefined,
      freeCount: isWhole ? free.length : undefined,
    }
  }

  return new Hono<StaffEnv>().get('/', async (c) => {
    const reading = readQuery(c, query)
    if (!reading.ok) return c.redirect('/admin')
    const { show = 'all', kind } = reading.data
    const filter: WorkFilter = { show, ...(kind && { kind }) }
    const now = context.now()
    const today = DateTime.fromJSDate(now, { zone: config.TZ }).setLocale('en-US')
    const [safeMode, list, people, notKnown, breaker, runningRuns, totals, next] =
      await Promise.all([
        findSafeMode(db),
        readList(filter, c.var.staff.login),
        listWorkers(db),
        readNotKnown(db),
        findBreaker(db),
        readRunning(),
        readDayTotals(db, today.startOf('day').toJSDate()),
        findNext(now),
      ])
    return c.html(
      <ConsoleLayout
        {...consoleProps(c, context)}
        openWork={totalOf(list.counts)}
        title="Today"
        lead={today.toFormat('cccc, LLLL d, yyyy')}
        active="home"
      >
        <HomePanel
          {...list}
          {...{ filter, people, safeMode, breaker, notKnown, runningRuns, next }}
          login={c.var.staff.login}
          here={workHref(filter)}
          today={totals}
          currency={config.CURRENCY}
          csrf={c.var.csrf}
          canAct={isAtLeast(c.var.staff.role, 'clerk')}
          place={{ now, zone: config.TZ }}
        />
      </ConsoleLayout>,
    )
  })
}
