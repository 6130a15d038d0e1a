import { Hono, type Context as HonoContext } from 'hono'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { kindInWords, limitsInWords } from '../../views/charge/filter-words.ts'
import { ButtonLink } from '../../views/components/button.tsx'
import { moment } from '../../views/format.ts'
import { ConsoleLayout } from '../../views/layout.tsx'
import { AlarmsCard } from '../../views/schedules/alarms-card.tsx'
import { ScheduleForm } from '../../views/schedules/schedule-form.tsx'
import { periodOfSchedule } from '../../views/schedules/schedule-words.ts'
import { ScheduleList, type ScheduleRow } from '../../views/schedules/schedules-page.tsx'
import type { Context } from '../context.ts'
import { findLastRuns, type LastRun } from '../db/recent-runs.ts'
import { findSchedule, listSchedules, timesOf } from '../db/schedules.ts'
import type { Schedule } from '../db/schema.ts'
import { nextSlot } from '../domain/schedule.ts'
import { isAtLeast, requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { type FilterChoices, listFilterChoices } from '../operations/filter-choices.ts'
import { saveSchedule, turnSchedule } from '../operations/save-schedule.ts'
import { warnAboutFilters } from '../operations/schedules/filter-facts.ts'
import { type OpenDays, readOpenDays } from '../operations/schedules/open-days.ts'
import { readRunAlarms } from '../operations/schedules/watch-runs.ts'
import { filterFor } from '../operations/start-due-runs.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { type Echo, type FieldErrors, readForm, readId } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import { runAlarmRoutes } from './run-alarms.ts'
import { chargeHref } from './run-filter.ts'
import { scheduleCalendarRoutes } from './schedule-calendar.tsx'
import { newScheduleFields, scheduleFields, scheduleForm, valuesFields } from './schedule-form.ts'

const switchForm = z.object({ enabled: z.enum(['0', '1']).transform((value) => value === '1') })

/** Runs that the clock starts. */
export const scheduleRoutes = (context: Context) => {
  const { db, config } = context
  const listChoices = () => listFilterChoices(context)

  const find = async (c: HonoContext<StaffEnv>): Promise<Schedule> =>
    (await findSchedule(db, readId(c.req.param('id')))) ?? notFound('There is no such schedule.')

  /** Saves the form of a new schedule, or of the one that is given. */
  async function save(c: HonoContext<StaffEnv>, schedule?: Schedule): Promise<Response> {
    const reading = await readForm(c, scheduleForm)
    const names = await listChoices()
    if (!reading.ok) return showForm(c, context, { schedule, names, ...reading })
    const { address, staff } = c.var
    const answer = await saveSchedule(context, {
      id: schedule?.id,
      values: reading.data,
      actor: actorOf(staff),
      address,
    })
    if (answer.kind === 'gone') return notFound('There is no such schedule any more.')
    if (answer.kind === 'name_taken') {
      const values = valuesFields(reading.data)
      const errors = { name: 'There is a schedule of this name already.' }
      return showForm(c, context, { schedule, names, values, errors })
    }
    const saved = await findSchedule(db, answer.id)
    const [warnings] = saved ? await warnAboutFilters(context, [saved.filter], names) : []
    return redirectWithNotice(c, context, '/admin/schedules', {
      tone: warnings?.length ? 'warning' : 'success',
      text: `“${reading.data.name}” is saved. ${saved ? await nextInWords(context, saved) : ''} ${(warnings ?? []).join(' ')}`.trim(),
    })
  }

  return new Hono<StaffEnv>()
    .get('/', async (c) => showList(c, context, await listChoices()))
    .route('/calendar', scheduleCalendarRoutes(context))
    .route('/alarms', runAlarmRoutes(context))

    .get('/new', requireStaff('manager'), async (c) => {
      const [names, values] = [await listChoices(), newScheduleFields(config.TZ)]
      return showForm(c, context, { names, values })
    })

    .get('/:id', requireStaff('manager'), async (c) => {
      const schedule = await find(c)
      const [names, values] = [await listChoices(), scheduleFields(schedule)]
      const [warnings] = await warnAboutFilters(context, [schedule.filter], names)
      return showForm(c, context, { schedule, names, values, warnings })
    })

    .post('/', requireStaff('manager'), (c) => save(c))
    .post('/:id', requireStaff('manager'), async (c) => save(c, await find(c)))

    .post('/:id/switch', requireStaff('manager'), async (c) => {
      const { id, name } = await find(c)
      const reading = await readForm(c, switchForm)
      if (!reading.ok) return showList(c, context, await listChoices(), 422)
      const { enabled: isEnabled } = reading.data
      const actor = actorOf(c.var.staff)
      await turnSchedule(context, { id, isEnabled, actor, address: c.var.address })
      const schedule = await find(c)
      return redirectWithNotice(c, context, '/admin/schedules', {
        tone: 'success',
        text: isEnabled
          ? `“${name}” is on. ${await nextInWords(context, schedule)}`
          : `“${name}” is off. It starts nothing until it is switched on again.`,
      })
    })
}

async function nextInWords(context: Context, schedule: Schedule): Promise<string> {
  const { isOpen } = await readOpenDays(context)
  const slot = schedule.is_enabled ? nextSlot(timesOf(schedule), context.now(), isOpen) : null
  return slot ? `Its next run: ${moment(slot.dueAt, schedule.zone)}.` : 'It is off.'
}

interface ShownForm {
  /** Missing for a new one. */
  schedule?: Schedule
  names: FilterChoices | null
  values: Echo
  errors?: FieldErrors
  warnings?: readonly string[]
}

function showForm(
  c: HonoContext<StaffEnv>,
  context: Context,
  { schedule, names, values, errors = {}, warnings }: ShownForm,
) {
  return c.html(
    <ConsoleLayout
      title={schedule ? schedule.name : 'New schedule'}
      crumbs={[{ href: '/admin/schedules', label: 'Schedules' }]}
      active="schedules"
      {...consoleProps(c, context)}
    >
      <ScheduleForm
        id={schedule?.id}
        zones={Intl.supportedValuesOf('timeZone')}
        csrf={c.var.csrf}
        currency={context.config.CURRENCY}
        {...{ values, errors, names, warnings }}
      />
    </ConsoleLayout>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

async function showList(
  c: HonoContext<StaffEnv>,
  context: Context,
  names: FilterChoices | null,
  status: 200 | 422 = 200,
) {
  const schedules = await listSchedules(context.db)
  const lastRuns = await findLastRuns(
    context.db,
    schedules.map(({ id }) => id),
  )
  const [openDays, warnings, alarms] = await Promise.all([
    readOpenDays(context),
    warnAboutFilters(
      context,
      schedules.map(({ filter }) => filter),
      names,
    ),
    readRunAlarms(context),
  ])
  const canChange = isAtLeast(c.var.staff.role, 'manager')
  return c.html(
    <ConsoleLayout
      title="Schedules"
      lead="Runs that the clock starts by itself."
      active="schedules"
      actions={
        <>
          <ButtonLink icon="refresh" href="/admin/retries">
            Retries
          </ButtonLink>
          <ButtonLink icon="calendar" href="/admin/schedules/calendar">
            Calendar
          </ButtonLink>
          {canChange && schedules.length > 0 && (
            <ButtonLink look="primary" icon="plus" href="/admin/schedules/new">
              New schedule
            </ButtonLink>
          )}
        </>
      }
      {...consoleProps(c, context)}
    >
      <div class="stack">
        <AlarmsCard
          alarms={alarms}
          csrf={c.var.csrf}
          zone={context.config.TZ}
          canAcknowledge={isAtLeast(c.var.staff.role, 'clerk')}
        />
        <ScheduleList
          rows={schedules.map((schedule, at) =>
            rowOf(context, {
              ...{ schedule, names, openDays },
              warnings: warnings[at] ?? [],
              lastRun: lastRuns.get(schedule.id),
            }),
          )}
          csrf={c.var.csrf}
          zone={context.config.TZ}
          canChange={canChange}
        />
      </div>
    </ConsoleLayout>,
    status,
  )
}

interface RowFacts {
  schedule: Schedule
  names: FilterChoices | null
  openDays: OpenDays
  warnings: readonly string[]
  lastRun: LastRun | undefined
}

function rowOf(
  { now, config }: Context,
  { schedule, names, openDays, warnings, lastRun }: RowFacts,
): ScheduleRow {
  const slot = nextSlot(timesOf(schedule), now(), openDays.isOpen)
  const today = DateTime.fromJSDate(now(), { zone: schedule.zone }).toISODate() ?? ''
  const filter = filterFor(schedule.filter, slot?.coversUntil ?? today)
  return {
    schedule,
    selection: {
      first: kindInWords(filter),
      second: [
        periodOfSchedule(schedule.filter),
        ...limitsInWords(filter, names, config.CURRENCY),
      ].join(' · '),
    },
    nextRunAt: schedule.is_enabled ? (slot?.dueAt ?? null) : null,
    previewHref: chargeHref(filter, { isPreview: true }),
    lastRun: lastRun ?? null,
    warnings,
  }
}
