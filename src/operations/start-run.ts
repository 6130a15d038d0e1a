import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { insertRun, type NewRun, type NewRunApproval } from '../db/runs.ts'
import { isSafeMode } from '../db/safe-mode.ts'
import { findSchedule } from '../db/schedules.ts'
import type { CountAndSum } from '../domain/run.ts'
import { hasLimits } from '../domain/run-approval.ts'
import { SafeModeError } from '../domain/safe-mode.ts'
import { refuseTwoRetriers } from './retries/refuse-two-retriers.ts'
import { judgeRun, limitsOf } from './runs/judge-run.ts'

export interface StartedRun {
  runId: number
  isNew: boolean
  /** A second person has to agree before anything happens. */
  isAwaitingApproval: boolean
}

/**
 * Creates a run and rings for it, or lets it wait for a second person. The same form, or the same
 * slot of a schedule, makes one run. `previewed` is what was seen: it may say that approval is needed,
 * never that it is not, because the sums are taken again before anything is selected.
 * Rejects with `SafeModeError` in safe mode, and with `TwoRetriersError` while the gateway recycles.
 */
export async function startRun(
  context: Context,
  run: NewRun,
  previewed?: CountAndSum,
): Promise<StartedRun> {
  const { db, bell, now } = context
  if (await isSafeMode(db)) throw new SafeModeError()
  await refuseTwoRetriers(context)
  const approval = await approvalOf(context, run, previewed)
  const started = await insertRun(db, run, now(), approval)
  const isAwaitingApproval = approval.reason !== null
  if (started.isNew) {
    await recordAudit(db, {
      at: now(),
      actor: run.actor,
      action: 'run.start',
      subject: `run:${started.runId}`,
      details: {
        source: run.source,
        filter: run.filter,
        ...(run.exclusions?.length ? { exclusions: run.exclusions } : {}),
        ...(run.canaryCount ? { canaryCount: run.canaryCount } : {}),
        ...(isAwaitingApproval ? { needsApproval: approval.reason } : {}),
      },
    })
    if (!isAwaitingApproval) await bell.ring('charge-batch', { runId: started.runId })
  }
  return { ...started, isAwaitingApproval }
}

async function approvalOf(
  context: Context,
  { source, actor, slot }: NewRun,
  previewed: CountAndSum | undefined,
): Promise<NewRunApproval> {
  const limits = await limitsOf(context, source)
  const schedule = slot && (await findSchedule(context.db, slot.scheduleId))
  return {
    askedBy: schedule?.updated_by ?? actor,
    reason: previewed ? await judgeRun(context, limits, { source, actor, sum: previewed }) : null,
    checksLimits: hasLimits(limits),
    asked: previewed ?? null,
  }
}
