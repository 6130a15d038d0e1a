import type { ClosedDayRule } from '../../src/domain/schedule.ts'
import type { ChargeFrom, SchedulePeriod } from '../../src/domain/schedule-period.ts'
import { counted } from '../format.ts'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
].map((label, at) => ({ value: String(at + 1), label }))

/** ISO weekdays, ascending: `Every day`, `Mon–Fri`, `Mon, Wed, Sun`. */
export function weekdaysInWords(weekdays: readonly number[]): string {
  if (weekdays.length === 7) return 'Every day'
  const [first = 1, last = 1] = [weekdays[0], weekdays.at(-1)]
  const isStretch = weekdays.length > 2 && last - first === weekdays.length - 1
  if (isStretch) return `${DAYS[first - 1]}–${DAYS[last - 1]}`
  return weekdays.map((weekday) => DAYS[weekday - 1]).join(', ')
}

/** The original's choices of a period, in its order. */
export const CHARGE_FROM_CHOICES: readonly { value: ChargeFrom; label: string }[] = [
  { value: 'issue', label: 'On the day of issue' },
  { value: 'day_after_issue', label: 'The day after the issue' },
  { value: 'day_before_due', label: 'The day before the due date' },
  { value: 'due', label: 'On the due date' },
  { value: 'days_after_issue', label: 'A number of days after the issue' },
]

export const CLOSED_DAY_CHOICES: readonly { value: ClosedDayRule; label: string }[] = [
  { value: 'next', label: 'Charge on the next banking day' },
  { value: 'previous', label: 'Charge on the banking day before' },
  { value: 'skip', label: 'Do not charge' },
  { value: 'run', label: 'Charge all the same' },
]

export const CLOSED_DAYS_IN_WORDS: Record<ClosedDayRule, string> = {
  next: 'banking days, else the next',
  previous: 'banking days, else the one before',
  skip: 'banking days only',
  run: '',
}

/** `from the day of issue, for 31 days` */
export function periodOfSchedule({
  chargeFrom = 'issue',
  daysAfterIssue = 0,
  lookBackDays,
}: SchedulePeriod): string {
  const from: Record<ChargeFrom, string> = {
    issue: 'from the day of issue on',
    day_after_issue: 'from the day after the issue on',
    days_after_issue: `from ${counted(daysAfterIssue, 'day')} after the issue on`,
    day_before_due: 'from the day before the due date on',
    due: 'from the due date on',
  }
  return `${from[chargeFrom]}, issued in the last ${counted(lookBackDays, 'day')}`
}
