import { IANAZone } from 'luxon'
import { z } from 'zod'
import { type ScheduleValues, timesOf } from '../db/schedules.ts'
import type { Schedule } from '../db/schema.ts'
import { CLOSED_DAY_RULES } from '../domain/schedule.ts'
import { CHARGE_FROM } from '../domain/schedule-period.ts'
import { checked, type Echo, many, optional, text } from './forms.ts'
import { filterFields, readSelection, selectionFields } from './run-filter.ts'

const LOOK_BACK_DAYS_MAX = 400
const CATCH_UP_MINUTES_MAX = 1_440
const DAYS_AFTER_ISSUE_MAX = 90

const wholeNumber = (min: number, max: number) => {
  const message = `Give a whole number from ${min} to ${max.toLocaleString('en-US')}.`
  return z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message)
}

/** The fields of a schedule's form. */
export const scheduleForm = z
  .object({
    ...selectionFields,
    name: text(100, 'Give it a name.'),
    look_back_days: wholeNumber(1, LOOK_BACK_DAYS_MAX),
    charge_from: optional(z.enum(CHARGE_FROM)),
    days_after_issue: optional(wholeNumber(1, DAYS_AFTER_ISSUE_MAX)),
    closed_days: optional(z.enum(CLOSED_DAY_RULES)),
    time: z
      .string()
      .trim()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time of day such as 02:30.'),
    zone: z.string().trim().refine(isRegion, 'Give a time zone such as America/Chicago.'),
    weekday: many(z.string().regex(/^[1-7]$/), 7).refine(
      (days) => days.length > 0,
      'Choose at least one day.',
    ),
    catch_up_minutes: wholeNumber(0, CATCH_UP_MINUTES_MAX),
    enabled: checked,
  })
  .superRefine(({ charge_from, days_after_issue }, context) => {
    if (charge_from !== 'days_after_issue' || days_after_issue !== undefined) return
    const message = 'Say how many days after.'
    context.addIssue({ code: 'custom', path: ['days_after_issue'], message })
  })
  .transform(
    ({
      name,
      look_back_days,
      charge_from = 'issue',
      days_after_issue,
      closed_days = 'run',
      time,
      zone,
      weekday,
      catch_up_minutes,
      enabled,
      ...selection
    }): ScheduleValues => ({
      name,
      isEnabled: enabled,
      filter: {
        ...readSelection(selection),
        lookBackDays: look_back_days,
        ...(charge_from !== 'issue' && { chargeFrom: charge_from }),
        ...(charge_from === 'days_after_issue' && { daysAfterIssue: days_after_issue }),
      },
      timeOfDay: time,
      zone,
      weekdays: [...new Set(weekday.map(Number))].sort(),
      catchUpMinutes: catch_up_minutes,
      closedDays: closed_days,
    }),
  )

/** A region knows when its clocks change; an offset such as `+02:00` or `EST` does not. */
function isRegion(zone: string): boolean {
  return (
    zone.length <= 64 && /^(UTC|[A-Za-z]+(\/[\w+-]+)+)$/.test(zone) && IANAZone.isValidZone(zone)
  )
}

export const newScheduleFields = (zone: string): Echo => ({
  kind: 'invoice',
  status: 'not_paid',
  name: '',
  look_back_days: '31',
  charge_from: 'issue',
  days_after_issue: '',
  closed_days: 'next',
  time: '02:30',
  zone,
  weekday: '1,2,3,4,5,6,7',
  catch_up_minutes: '360',
  enabled: '1',
})

/** What stands in the form when it shows these values. */
export function valuesFields(values: ScheduleValues): Echo {
  const { lookBackDays, chargeFrom, daysAfterIssue, ...selection } = values.filter
  return {
    ...filterFields(selection),
    name: values.name,
    look_back_days: String(lookBackDays),
    charge_from: chargeFrom ?? 'issue',
    days_after_issue: String(daysAfterIssue ?? ''),
    closed_days: values.closedDays ?? 'run',
    time: values.timeOfDay,
    zone: values.zone,
    weekday: values.weekdays.join(','),
    catch_up_minutes: String(values.catchUpMinutes),
    enabled: values.isEnabled ? '1' : '',
  }
}

export const scheduleFields = (schedule: Schedule): Echo =>
  valuesFields({
    ...timesOf(schedule),
    name: schedule.name,
    isEnabled: Boolean(schedule.is_enabled),
    filter: schedule.filter,
  })
