import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { noteMeasured } from '../../db/run-approvals.ts'
import { advanceSelection } from '../../db/runs.ts'
import type { Run } from '../../db/schema.ts'
import type { CountAndSum } from '../../domain/run.ts'
import { hasGrown } from '../../domain/run-approval.ts'
import { previewRun } from '../preview-run.ts'
import { judgeRun, limitsOf } from './judge-run.ts'

/**
 * Takes the sums of a whole run before anything of it is selected, and holds them against the limits
 * or, once it is approved, against what the approver saw. Nothing is kept of a worker that ends in
 * the middle: the next one takes them again.
 */
export async function checkLimits(
  context: Context,
  run: Run,
  { without, leaseMs }: { without: ReadonlySet<number>; leaseMs: number },
): Promise<'goes_on' | 'awaits_approval' | 'stopped'> {
  const { db, now } = context
  let isStopped = false
  const goesOn = async () => {
    const progress = { afterId: 0, isDone: false, now: now(), leaseMs }
    isStopped = !(await advanceSelection(db, run.id, progress))
    return !isStopped
  }
  const { charge: sum } = await previewRun(context, run.filter, { without, goesOn })
  if (isStopped) return 'stopped'
  const reason = await reasonOf(context, run, sum)
  if (!(await noteMeasured(db, { runId: run.id, sum, reason, now: now() }))) return 'stopped'
  if (reason === null) return 'goes_on'
  await recordAudit(db, {
    at: now(),
    actor: run.actor,
    action: 'run.needs_approval',
    subject: `run:${run.id}`,
    details: { reason, ...sum },
  })
  return 'awaits_approval'
}

async function reasonOf(context: Context, run: Run, sum: CountAndSum): Promise<string | null> {
  const limits = await limitsOf(context, run.source)
  if (run.approved_at === null) {
    return judgeRun(context, limits, { runId: run.id, source: run.source, actor: run.actor, sum })
  }
  const seen = { count: run.asked_count ?? 0, cents: run.asked_cents ?? 0 }
  return hasGrown(limits, seen, sum)
    ? 'It has grown since it was approved: somebody has to look again'
    : null
}
