/** From which day on a schedule charges a document; the choices of the original add-on. */
export const CHARGE_FROM = [
  'issue',
  'day_after_issue',
  'days_after_issue',
  'day_before_due',
  'due',
] as const
export type ChargeFrom = (typeof CHARGE_FROM)[number]

/**
 * The period of a schedule, which moves along. A document is charged from the chosen day on and not on
 * that day alone: so what was declined, or missed by a clock that was down, is charged later, as long
 * as it was issued within the last `lookBackDays` days.
 */
export interface SchedulePeriod {
  lookBackDays: number
  /** Missing: from the day of issue on. */
  chargeFrom?: ChargeFrom
  /** With `days_after_issue`. */
  daysAfterIssue?: number
}

/** The part of a run's filter that follows from it. Dates are inclusive. */
export interface RunPeriod {
  from: string
  to: string
  /** Only documents that are due by then. */
  dueTo?: string
}

/** The period on a day that a run charges for. */
export function periodOn(period: SchedulePeriod, date: string): RunPeriod {
  const from = dateAfter(date, -period.lookBackDays)
  const to = dateAfter(date, -daysBeforeCharge(period))
  const dueTo = dueBy(period, date)
  return { from, to, ...(dueTo !== undefined && { dueTo }) }
}

/** How old a document must be, in days since its issue. */
export function daysBeforeCharge({ chargeFrom, daysAfterIssue = 0 }: SchedulePeriod): number {
  if (chargeFrom === 'day_after_issue') return 1
  return chargeFrom === 'days_after_issue' ? daysAfterIssue : 0
}

function dueBy({ chargeFrom }: SchedulePeriod, date: string): string | undefined {
  if (chargeFrom === 'due') return date
  return chargeFrom === 'day_before_due' ? dateAfter(date, 1) : undefined
}

const DAY_MS = 24 * 60 * 60 * 1000

/** `2026-02-28, 1` → `2026-03-01`; a negative figure goes back. */
export const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
