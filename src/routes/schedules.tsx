import { Hono, type Context as HonoContext } from 'hono'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { kindInWords, limitsInWords } from '../../views/charge/filter-words.ts'
import { ButtonLink } from '../../views/components/button.tsx'
import { counted, moment } from '../../views/format.ts'
import { ConsoleLayout } from '../../views/layout.tsx'
import { ScheduleForm } from '../../views/schedules/schedule-form.tsx'
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
import { filterFor } from '../operations/start-due-runs.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { type Echo, type FieldErrors, readForm, readId } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import { chargeHref } from './run-filter.ts'
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
    return redirectWithNotice(c, context, '/admin/schedules', {
      tone: 'success',
      text: `“${reading.data.name}” is saved. ${saved ? nextInWords(context, saved) : ''}`,
    })
  }

  return new Hono<StaffEnv>()
    .get('/', async (c) => showList(c, context, await listChoices()))

    .get('/new', requireStaff('manager'), async (c) => {
      const [names, values] = [await listChoices(), newScheduleFields(config.TZ)]
      return showForm(c, context, { names, values })
    })

    .get('/:id', requireStaff('manager'), async (c) => {
      const schedule = await find(c)
      const [names, values] = [await listChoices(), scheduleFields(schedule)]
      return showForm(c, context, { schedule, names, values })
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
          ? `“${name}” is on. ${nextInWords(context, schedule)}`
          : `“${name}” is off. It starts nothing until it is switched on again.`,
      })
    })
}

function nextInWords({ now }: Context, schedule: Schedule): string {
  const slot = schedule.is_enabled ? nextSlot(timesOf(schedule), now()) : null
  return slot ? `Its next run: ${moment(slot.dueAt, schedule.zone)}.` : 'It is off.'
}

interface ShownForm {
  /** Missing for a new one. */
  schedule?: Schedule
  names: FilterChoices | null
  values: Echo
  errors?: FieldErrors
}

function showForm(
  c: HonoContext<StaffEnv>,
  context: Context,
  { schedule, names, values, errors = {} }: ShownForm,
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
        {...{ values, errors, names }}
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
  const canChange = isAtLeast(c.var.staff.role, 'manager')
  return c.html(
    <ConsoleLayout
      title="Schedules"
      lead="Runs that the clock starts by itself."
      active="schedules"
      actions={
        canChange &&
        schedules.length > 0 && (
          <ButtonLink look="primary" icon="plus" href="/admin/schedules/new">
            New schedule
          </ButtonLink>
        )
      }
      {...consoleProps(c, context)}
    >
      <ScheduleList
        rows={schedules.map((schedule) =>
          rowOf(context, { schedule, names, lastRun: lastRuns.get(schedule.id) }),
        )}
        csrf={c.var.csrf}
        zone={context.config.TZ}
        canChange={canChange}
      />
    </ConsoleLayout>,
    status,
  )
}

function rowOf(
  { now, config }: Context,
  {
    schedule,
    names,
    lastRun,
  }: { schedule: Schedule; names: FilterChoices | null; lastRun?: LastRun },
): ScheduleRow {
  const slot = nextSlot(timesOf(schedule), now())
  const today = DateTime.fromJSDate(now(), { zone: schedule.zone }).toISODate() ?? ''
  const businessDate = slot?.businessDate ?? today
  const filter = filterFor(schedule.filter, businessDate)
  const { lookBackDays } = schedule.filter
  return {
    schedule,
    selection: {
      first: kindInWords(filter),
      second: [
        `issued in the last ${counted(lookBackDays, 'day')}`,
        ...limitsInWords(filter, names, config.CURRENCY),
      ].join(' · '),
    },
    nextRunAt: schedule.is_enabled ? (slot?.dueAt ?? null) : null,
    previewHref: chargeHref(filter, { isPreview: true }),
    lastRun: lastRun ?? null,
  }
}
