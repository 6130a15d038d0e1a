import type { RunTotals } from './run.ts'

/** What is strange about a scheduled run. */
export type RunAlarmKind =
  | 'not_started'
  | 'declines'
  | 'nothing_selected'
  | 'unknowns'
  | 'slow'
  | 'stuck'

export interface FoundAlarm {
  /** Unique for ever: two that notice the same raise one alarm. */
  key: string
  kind: RunAlarmKind
  says: string
}

/** A run that has ended, or one that it is held against. */
export interface EndedRun {
  totals: RunTotals
  tookMs: number
}

export interface AlarmLimits {
  /** So many percentage points more declines than usual. */
  declinePoints: number
  /** So many times as long as usual. */
  slowFactor: number
}

/** Of fewer payments a share says nothing. */
const SHARE_OF_MIN = 20
/** With fewer runs before it, nobody knows what is usual. */
const USUAL_OF_MIN = 2
/** A run shorter than that is never too slow. */
const SLOW_FROM_MS = 15 * 60_000

/** Holds a run that has ended against the ones before it. */
export function judgeEnded(
  runId: number,
  run: EndedRun,
  before: readonly EndedRun[],
  limits: AlarmLimits,
): FoundAlarm[] {
  const alarm = (kind: RunAlarmKind, says: string) => ({ key: `${kind}:run:${runId}`, kind, says })
  const found: FoundAlarm[] = []
  const unknown = run.totals.unknown.count
  if (unknown > 0) {
    const payments = unknown === 1 ? '1 payment' : `${unknown} payments`
    found.push(alarm('unknowns', `It ended with ${payments} of which nobody knows the outcome.`))
  }
  if (before.length < USUAL_OF_MIN) return found
  const usualCount = median(before.map(({ totals }) => totals.selected.count))
  if (run.totals.selected.count === 0 && usualCount > 0) {
    const says = `Nothing was selected. Usually it is about ${Math.round(usualCount)} documents.`
    found.push(alarm('nothing_selected', says))
  }
  const declines = moreDeclines(run, before, limits)
  if (declines) found.push(alarm('declines', declines))
  const usualMs = median(before.map(({ tookMs }) => tookMs))
  if (run.tookMs >= SLOW_FROM_MS && run.tookMs > usualMs * limits.slowFactor) {
    const says = `It took ${minutes(run.tookMs)}. Usually it is about ${minutes(usualMs)}.`
    found.push(alarm('slow', says))
  }
  return found
}

function moreDeclines(
  run: EndedRun,
  before: readonly EndedRun[],
  { declinePoints }: AlarmLimits,
): string | null {
  const share = declineShare(run.totals)
  const usual = before.flatMap(({ totals }) => declineShare(totals) ?? [])
  if (share === null || usual.length < USUAL_OF_MIN) return null
  const usualShare = median(usual)
  if (share - usualShare < declinePoints / 100) return null
  return `${percent(share)} of its payments were declined. Usually it is about ${percent(usualShare)}.`
}

/** Of the payments that were answered; null when they are too few to say. */
function declineShare({ charged, declined }: RunTotals): number | null {
  const answered = charged.count + declined.count
  return answered < SHARE_OF_MIN ? null : declined.count / answered
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

const percent = (share: number) => `${Math.round(share * 100)}%`
const minutes = (ms: number) => {
  const count = Math.max(1, Math.round(ms / 60_000))
  return count === 1 ? '1 minute' : `${count} minutes`
}

/** A scheduled run that goes on for so long without an end is looked at by somebody. */
export const STUCK_AFTER_MS = 6 * 60 * 60_000
