import { DateTime } from 'luxon'
import { bankingDayAfter, dayIn } from './banking-days.ts'

/** Kinds of open work, the gravest first: what is due at the same moment stands in this order. */
export const WORK_KINDS = [
  'unknown',
  'review',
  'refund_unsure',
  'return',
  'change',
  'late_approval',
  'missing_record',
  'paused_run',
  'approval',
  'run_alarm',
  'recording',
  'undoing',
  'mismatch',
  'duplicates',
  'differences',
  'report',
  'credit',
  'mails',
  'disabled_methods',
  'expiring_cards',
] as const
export type WorkKind = (typeof WORK_KINDS)[number]

export const isWorkKind = (text: string): text is WorkKind =>
  (WORK_KINDS as readonly string[]).includes(text)

const HOUR_MS = 60 * 60_000

/**
 * How soon it should be done, counted from when it came up. What holds a document or may be money taken
 * twice is due at once; what costs nothing by waiting has days.
 */
const DUE_AFTER_MS: Record<WorkKind, number> = {
  unknown: 0,
  review: 0,
  refund_unsure: 0,
  return: 48 * HOUR_MS,
  change: 48 * HOUR_MS,
  late_approval: 24 * HOUR_MS,
  missing_record: 24 * HOUR_MS,
  paused_run: 2 * HOUR_MS,
  approval: 4 * HOUR_MS,
  run_alarm: 4 * HOUR_MS,
  recording: 4 * HOUR_MS,
  undoing: 4 * HOUR_MS,
  mismatch: 24 * HOUR_MS,
  duplicates: 24 * HOUR_MS,
  differences: 24 * HOUR_MS,
  report: 4 * HOUR_MS,
  credit: 72 * HOUR_MS,
  mails: 24 * HOUR_MS,
  disabled_methods: 5 * 24 * HOUR_MS,
  expiring_cards: 0,
}

/** Rules of the trade N6: most returns come within two banking days, and so should what follows. */
const RETURN_BANKING_DAYS = 2

/** The clock of what has one: of a notice of change by rule N8, of expiring cards by their month. */
export interface Clock {
  /** `YYYY-MM-DD`: the last day. */
  actBy?: string | null
  isAtOnce?: boolean
}

export function dueAtOf(
  kind: WorkKind,
  since: Date,
  { actBy, isAtOnce = false }: Clock,
  zone: string,
): Date {
  if (isAtOnce) return since
  if (actBy) return endOfDay(actBy, zone)
  if (kind === 'return' || kind === 'change') {
    return endOfDay(bankingDayAfter(dayIn(since, zone), RETURN_BANKING_DAYS), zone)
  }
  return new Date(since.getTime() + DUE_AFTER_MS[kind])
}

export const endOfDay = (day: string, zone: string): Date =>
  DateTime.fromISO(day, { zone }).endOf('day').toJSDate()
