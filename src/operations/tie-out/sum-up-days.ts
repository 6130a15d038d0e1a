import type { Context } from '../../context.ts'
import { listDailyReadings, sumUpDay } from '../../db/daily-totals.ts'
import { findFirstSentAt } from '../../db/report-records.ts'
import { summariseRuns } from '../../db/report-runs.ts'
import { dayIn } from '../../domain/banking-days.ts'
import { boundsOf, dayAfter, lastRoundAt } from '../../domain/tie-out.ts'

/** The rest is summed up by the next job, so that none runs for ever. */
const DAYS_AT_ONCE = 10
/** Outcomes, retries and returns change the figures of so many days. */
const CHANGING_DAYS = 35
const DAY_MS = 24 * 3_600_000
const FRESH_MS = 9 * 60_000

/**
 * Adds up days for the reports: those that were never added up, the last ones every morning, and this
 * day and the one before every few minutes. Returns what it did.
 */
export async function sumUpDays(context: Context): Promise<string> {
  const { db, config, bell, now } = context
  const due = await listDueDays(context)
  for (const day of due.slice(0, DAYS_AT_ONCE)) {
    await sumUpDay(db, day, boundsOf(day, config.TZ), now())
  }
  const since = new Date(now().getTime() - CHANGING_DAYS * DAY_MS)
  const runs = await summariseRuns(db, since, now())
  const left = Math.max(0, due.length - DAYS_AT_ONCE)
  if (left > 0) await bell.ring('sum-up-days', {})
  return `${due.length - left} days, ${left} left, ${runs} runs`
}

/** The newest first: people look at them. */
async function listDueDays({ db, config, now }: Context): Promise<string[]> {
  const firstSentAt = await findFirstSentAt(db)
  if (!firstSentAt) return []
  const first = dayIn(firstSentAt, config.TZ)
  const today = dayIn(now(), config.TZ)
  const readings = await listDailyReadings(db, first)
  const changing = dayAfter(today, -CHANGING_DAYS)
  const yesterday = dayAfter(today, -1)
  const round = lastRoundAt(now(), config.TZ)
  const due: string[] = []
  for (let day = today; day >= first; day = dayAfter(day, -1)) {
    const at = readings.get(day)
    const isFresh = at !== undefined && now().getTime() - at.getTime() < FRESH_MS
    const isRecent = day >= yesterday && !isFresh
    if (!at || isRecent || (day >= changing && at < round)) due.push(day)
  }
  return due
}
