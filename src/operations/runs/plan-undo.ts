import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { findUndoByRequestKey, insertUndo, insertUndoItems } from '../../db/run-undos.ts'
import { findRun } from '../../db/runs.ts'
import { isSafeMode } from '../../db/safe-mode.ts'
import { transact } from '../../db/transact.ts'
import { type CountAndSum, hasRunEnded } from '../../domain/run.ts'
import { unsettledSince } from '../../domain/run-undo.ts'
import { SafeModeError } from '../../domain/safe-mode.ts'
import { scrub } from '../../gateway/scrub.ts'

export interface UndoRequest {
  runId: number
  /** What the manager was told would be voided. */
  expected: CountAndSum
  /** The documents are to be paid again. */
  reopens: boolean
  reason: string
  actor: string
  role: 'manager' | 'admin'
  /** From the form: posting it twice finds the first plan. */
  requestKey: string
  address: string
}

export type PlanUndoAnswer =
  | { kind: 'planned'; undoId: number }
  | { kind: 'repeated'; undoId: number }
  /** The run has not ended: more may be charged meanwhile. */
  | { kind: 'going_on' }
  /** It is being undone already. */
  | { kind: 'under_way' }
  /** What can be voided is not what was confirmed any more. */
  | { kind: 'changed' }

/**
 * Stores what of a run is to be voided, every payment by its id, and rings. The payments are those
 * that were confirmed, to the cent, or nothing is stored. Rejects with `SafeModeError` in safe mode.
 */
export async function planUndo(context: Context, request: UndoRequest): Promise<PlanUndoAnswer> {
  const { db, bell } = context
  if (await isSafeMode(db)) throw new SafeModeError()
  const known = await findUndoByRequestKey(db, request.requestKey)
  if (known) return { kind: 'repeated', undoId: known.id }
  const run = await findRun(db, request.runId)
  if (!run || !hasRunEnded(run.status)) return { kind: 'going_on' }
  const answer = await store(context, request)
  if (answer.kind === 'planned') await bell.ring('undo-run', { undoId: answer.undoId })
  return answer
}

/** Takes back what the transaction has stored. */
class HasChanged extends Error {}

async function store(context: Context, request: UndoRequest): Promise<PlanUndoAnswer> {
  const { db, now } = context
  const { runId, expected, actor, reopens } = request
  const reason = scrub(request.reason).slice(0, 255)
  try {
    return await transact(db, async (trx) => {
      const undoId = await insertUndo(trx, { ...request, reason, now: now() })
      if (undoId === null) {
        const known = await findUndoByRequestKey(trx, request.requestKey)
        return known ? { kind: 'repeated', undoId: known.id } : { kind: 'under_way' }
      }
      const place = { undoId, runId, unsettledSince: unsettledSince(now()) }
      const { count, cents } = await insertUndoItems(trx, place)
      if (count !== expected.count || cents !== expected.cents || count === 0)
        throw new HasChanged()
      await recordAudit(trx, {
        at: now(),
        actor,
        action: 'run.undo_planned',
        subject: `run:${runId}`,
        details: { undoId, count, cents, reopens, reason },
        address: request.address,
      })
      return { kind: 'planned', undoId }
    })
  } catch (error) {
    if (error instanceof HasChanged) return { kind: 'changed' }
    throw error
  }
}
