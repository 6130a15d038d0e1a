import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { approveRunRow } from '../../db/run-approvals.ts'
import { findRun } from '../../db/runs.ts'
import { isSafeMode } from '../../db/safe-mode.ts'
import { transact } from '../../db/transact.ts'
import type { CountAndSum } from '../../domain/run.ts'
import { SafeModeError } from '../../domain/safe-mode.ts'

/** `own`: who asked for a run, or changed its schedule, cannot be its second pair of eyes. */
export type ApproveAnswer = 'approved' | 'own' | 'not_waiting'

/**
 * Lets a run begin that waits for approval. `seen` is what the approver had before his eyes; what is
 * selected afterwards is held against it. Rejects with `SafeModeError` in safe mode.
 */
export async function approveRun(
  context: Context,
  { runId, actor, seen }: { runId: number; actor: string; seen: CountAndSum },
): Promise<ApproveAnswer> {
  const { db, bell, now } = context
  if (await isSafeMode(db)) throw new SafeModeError()
  const isApproved = await transact(db, async (trx) => {
    const run = await findRun(trx, runId)
    if (!(await approveRunRow(trx, { runId, actor, seen, now: now() }))) return false
    await recordAudit(trx, {
      at: now(),
      actor,
      action: 'run.approved',
      subject: `run:${runId}`,
      details: {
        askedBy: run?.asked_by,
        because: run?.approval_reason,
        asked: { count: run?.asked_count, cents: run?.asked_cents },
        seen,
      },
    })
    return true
  })
  if (isApproved) {
    await bell.ring('charge-batch', { runId })
    return 'approved'
  }
  const run = await findRun(db, runId)
  return run?.status === 'awaiting_approval' ? 'own' : 'not_waiting'
}
