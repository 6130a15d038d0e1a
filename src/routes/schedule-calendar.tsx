import { Hono } from 'hono'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { ConsoleLayout } from '../../views/layout.tsx'
import { type CalendarDay, CalendarPanel } from '../../views/schedules/calendar-page.tsx'
import type { Context } from '../context.ts'
import { type ComingRun, listComingRuns } from '../operations/schedules/coming-runs.ts'
import { type OpenDays, readOpenDays } from '../operations/schedules/open-days.ts'
import type { StaffEnv } from './env.ts'
import { optional, readQuery } from './forms.ts'
import { consoleProps } from './page-props.ts'

const query = z.object({ month: optional(z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)) })

const MONTHS_AHEAD_MAX = 12

/** The runs that are to come, month by month. */
export const scheduleCalendarRoutes = (context: Context) =>
  new Hono<StaffEnv>().get('/', async (c) => {
    const { config, now } = context
    const today = DateTime.fromJSDate(now(), { zone: config.TZ }).setLocale('en-US')
    const month = monthOf(readQuery(c, query), today)
    const openDays = await readOpenDays(context)
    const runs = await listComingRuns(
      context,
      // Schedules have zones of their own: a day more at both ends, sorted by their own date.
      {
        from: DateTime.max(today, month.minus({ days: 1 })).toJSDate(),
        until: month.endOf('month').plus({ days: 1 }).toJSDate(),
      },
      openDays,
    )
    const ahead = month.diff(today.startOf('month'), 'months').months
    return c.html(
      <ConsoleLayout
        {...consoleProps(c, context)}
        title="Calendar"
        lead="When schedules run, what they may bring, and when the money is there."
        crumbs={[{ href: '/admin/schedules', label: 'Schedules' }]}
        active="schedules"
      >
        <CalendarPanel
          title={month.toFormat('LLLL yyyy')}
          weeks={weeksOf(month, today, runs, openDays)}
          previousHref={ahead > 0 ? hrefOf(month.minus({ months: 1 })) : null}
          nextHref={ahead < MONTHS_AHEAD_MAX ? hrefOf(month.plus({ months: 1 })) : null}
          unknownRegion={openDays.unknownRegion}
          currency={config.CURRENCY}
          zone={config.TZ}
        />
      </ConsoleLayout>,
    )
  })

const hrefOf = (month: DateTime) => `/admin/schedules/calendar?month=${month.toFormat('yyyy-MM')}`

/** The month that is asked for, from this one on and not further than a year. */
function monthOf(reading: { ok: boolean; data?: { month?: string } }, today: DateTime): DateTime {
  const first = today.startOf('month')
  const asked = reading.data?.month
  if (asked === undefined) return first
  const month = DateTime.fromISO(`${asked}-01`, { zone: today.zone }).setLocale('en-US')
  return DateTime.min(DateTime.max(month, first), first.plus({ months: MONTHS_AHEAD_MAX }))
}

function weeksOf(
  month: DateTime,
  today: DateTime,
  runs: readonly ComingRun[],
  { isOpen, closedNameOf }: OpenDays,
): CalendarDay[][] {
  const first = month.startOf('week')
  const weekCount = Math.ceil((month.endOf('month').diff(first, 'days').days + 0.001) / 7)
  return Array.from({ length: weekCount }, (_, week) =>
    Array.from({ length: 7 }, (_, weekday) => {
      const day = first.plus({ days: week * 7 + weekday })
      const date = day.toFormat('yyyy-MM-dd')
      return {
        date,
        isInMonth: day.hasSame(month, 'month'),
        isToday: day.hasSame(today, 'day'),
        isOpen: isOpen(date),
        closedName: closedNameOf(date),
        runs: runs.filter(({ slot }) => slot.businessDate === date),
      }
    }),
  )
}
