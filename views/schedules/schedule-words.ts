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
