import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { insertRun, type NewRun } from '../db/runs.ts'
import { isSafeMode } from '../db/safe-mode.ts'
import { SafeModeError } from '../domain/safe-mode.ts'

/**
 * Creates a run and rings for it. The same form, or the same slot of a schedule, makes one run.
 * Rejects with `SafeModeError` in safe mode.
 */
export async function startRun(
  context: Context,
  run: NewRun,
): Promise<{ runId: number; isNew: boolean }> {
  const { db, bell, now } = context
  if (await isSafeMode(db)) throw new SafeModeError()
  const started = await insertRun(db, run, now())
  if (started.isNew) {
    await recordAudit(db, {
      at: now(),
      actor: run.actor,
      action: 'run.start',
      subject: `run:${started.runId}`,
      details: { source: run.source, filter: run.filter },
    })
    await bell.ring('charge-batch', { runId: started.runId })
  }
  return started
}
