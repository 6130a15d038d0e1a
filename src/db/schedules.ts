import type { ScheduleTimes } from '../domain/schedule.ts'
import type { Db } from './connect.ts'
import type { Schedule, ScheduleFilter } from './schema.ts'

export interface ScheduleValues extends ScheduleTimes {
  name: string
  isEnabled: boolean
  filter: ScheduleFilter
}

export const listSchedules = (db: Db): Promise<Schedule[]> =>
  db.selectFrom('schedules').selectAll().orderBy('id').limit(200).execute()

export const findSchedule = (db: Db, id: number): Promise<Schedule | undefined> =>
  db.selectFrom('schedules').selectAll().where('id', '=', id).executeTakeFirst()

export async function insertSchedule(
  db: Db,
  values: ScheduleValues,
  actor: string,
  now: Date,
): Promise<number> {
  const { insertId } = await db
    .insertInto('schedules')
    .values({ ...columns(values), created_at: now, updated_at: now, updated_by: actor })
    .executeTakeFirstOrThrow()
  return Number(insertId)
}

/** False when there is no such schedule. */
export async function updateSchedule(
  db: Db,
  id: number,
  values: ScheduleValues,
  actor: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('schedules')
    .set({ ...columns(values), updated_at: now, updated_by: actor })
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when there is no such schedule. */
export async function switchSchedule(
  db: Db,
  id: number,
  isEnabled: boolean,
  actor: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('schedules')
    .set({ is_enabled: isEnabled, updated_at: now, updated_by: actor })
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Names are how people tell schedules apart, so none is used twice. */
export const findScheduleByName = (db: Db, name: string): Promise<Schedule | undefined> =>
  db
    .selectFrom('schedules')
    .selectAll()
    .where(({ fn, val, eb }) => eb(fn('lower', ['name']), '=', fn('lower', [val(name)])))
    .executeTakeFirst()

const columns = (values: ScheduleValues) => ({
  name: values.name,
  is_enabled: values.isEnabled,
  filter: JSON.stringify(values.filter),
  time_of_day: values.timeOfDay,
  zone: values.zone,
  weekdays: JSON.stringify(values.weekdays),
  catch_up_minutes: values.catchUpMinutes,
  closed_days: values.closedDays ?? 'run',
})

export const timesOf = (schedule: Schedule): ScheduleTimes => ({
  timeOfDay: schedule.time_of_day,
  zone: schedule.zone,
  weekdays: schedule.weekdays,
  catchUpMinutes: schedule.catch_up_minutes,
  closedDays: schedule.closed_days,
})
