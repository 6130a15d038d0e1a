import { DateTime } from 'luxon'
import type { Context } from '../../context.ts'
import { hasRunSince, sumStartedAlone } from '../../db/run-approvals.ts'
import type { CountAndSum } from '../../domain/run.ts'
import { type ApprovalLimits, approvalReason, NO_LIMITS } from '../../domain/run-approval.ts'
import type { Settings } from '../../settings/definitions.ts'

/** The limits that hold for runs of a person, or of a schedule. */
export async function limitsOf(
  { settings }: Pick<Context, 'settings'>,
  source: 'manual' | 'auto',
): Promise<ApprovalLimits> {
  const all = await settings.of(null)
  return source === 'auto' && all.runApprovalOfSchedules === 'off' ? NO_LIMITS : limitsIn(all)
}

const limitsIn = (settings: Settings): ApprovalLimits => ({
  cents: settings.runApprovalCents,
  count: settings.runApprovalCount,
  isFirstOfMonth: settings.runApprovalFirstOfMonth,
})

/** Whether any run has to be approved by a second person: then nobody signs off his own. */
export const isFourEyes = async ({ settings }: Pick<Context, 'settings'>): Promise<boolean> => {
  const { cents, count, isFirstOfMonth } = limitsIn(await settings.of(null))
  return cents > 0 || count > 0 || isFirstOfMonth
}

interface Judged {
  runId?: number
  source: 'manual' | 'auto'
  actor: string
  sum: CountAndSum
}

const TOGETHER_WITHIN_MS = 24 * 60 * 60_000

/** Why a second person has to agree to a run that would charge so much; null when nobody has to. */
export async function judgeRun(
  context: Context,
  limits: ApprovalLimits,
  { runId, source, actor, sum }: Judged,
): Promise<string | null> {
  const { db, now, config } = context
  const month = DateTime.fromJSDate(now(), { zone: config.TZ }).startOf('month').toJSDate()
  const since = new Date(now().getTime() - TOGETHER_WITHIN_MS)
  return approvalReason(limits, {
    run: sum,
    before:
      source === 'manual'
        ? await sumStartedAlone(db, { actor, since, besideRunId: runId })
        : { count: 0, cents: 0 },
    isFirstOfMonth: limits.isFirstOfMonth && !(await hasRunSince(db, month, runId)),
    currency: config.CURRENCY,
  })
}
