import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { hastenUndoing, listUndoingsOf } from '../../db/undoings.ts'
import { undoPayments } from './undo-payments.ts'

/** `busy`: a worker tells Splynx at this moment, or Splynx shows it. */
export type RetryUndoingResult = 'done' | 'waiting' | 'busy'

/** Tells Splynx about money that went back now, because a person has put right what was wrong. */
export async function retryUndoing(
  context: Context,
  { paymentId, actor }: { paymentId: string; actor: string },
): Promise<RetryUndoingResult> {
  const { db, now } = context
  const ids: number[] = []
  for (const { id } of await listUndoingsOf(db, paymentId)) {
    if (await hastenUndoing(db, id, now())) ids.push(id)
  }
  if (ids.length === 0) return 'busy'
  const { done, waiting } = await undoPayments(context, ids)
  const result = waiting > 0 ? 'waiting' : done > 0 ? 'done' : 'busy'
  await recordAudit(db, {
    at: now(),
    actor,
    action: 'refund.undoing_retried',
    subject: `payment:${paymentId}`,
    details: { result },
  })
  return result
}
