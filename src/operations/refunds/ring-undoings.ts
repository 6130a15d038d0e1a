import type { Context } from '../../context.ts'
import { listUndoingsOf } from '../../db/undoings.ts'

/** Rings for what Splynx has to be told of money that went back of a payment. */
export async function ringUndoings({ db, bell }: Context, paymentId: string): Promise<void> {
  const undoings = await listUndoingsOf(db, paymentId)
  const undoingIds = undoings.filter(({ done_at }) => done_at === null).map(({ id }) => id)
  if (undoingIds.length > 0) await bell.ring('undo-payment', { undoingIds })
}
