import type { Context } from '../../context.ts'
import { listAbandonedRefunds, listDueRefunds } from '../../db/refund-inquiries.ts'
import { writeRefundOutcomes } from '../../db/refund-outcomes.ts'
import { listDueUndoings } from '../../db/undoings.ts'
import { patienceOf } from '../../domain/patience.ts'

const LIMIT = 200
const IDS_PER_RING = 20

/** Rings again for refunds and undoings that were left waiting. */
export async function sweepRefunds(context: Context): Promise<string> {
  const { db, bell, now } = context
  const abandoned = await giveUpAbandonedRefunds(context)
  const pending = await listDueRefunds(db, 'pending', now(), LIMIT)
  for (const refundId of pending) await bell.ring('send-refund', { refundId })
  const unknown = await listDueRefunds(db, 'unknown', now(), LIMIT)
  for (const refundIds of inParts(unknown)) await bell.ring('resolve-refund', { refundIds })
  const undoings = await listDueUndoings(db, now(), LIMIT)
  for (const undoingIds of inParts(undoings)) await bell.ring('undo-payment', { undoingIds })
  const refunds = abandoned + pending.length + unknown.length
  return `${refunds} refunds, ${undoings.length} to undo`
}

/** A worker ended between its claim and the answer: the message may have left. Only asking tells. */
async function giveUpAbandonedRefunds({ db, config, now, log }: Context): Promise<number> {
  const claims = await listAbandonedRefunds(db, now(), LIMIT)
  if (claims.length === 0) return 0
  log.warn({ count: claims.length }, 'refunds were left at the gateway by a worker that ended')
  const learned = claims.map((claim) => ({
    claim,
    outcome: { kind: 'unknown' as const, cause: 'the worker ended before an answer came' },
    actor: 'sweep',
    source: 'lease',
  }))
  await writeRefundOutcomes(db, learned, now(), patienceOf(config))
  return claims.length
}

function inParts<T>(ids: T[]): T[][] {
  const parts: T[][] = []
  for (let at = 0; at < ids.length; at += IDS_PER_RING) parts.push(ids.slice(at, at + IDS_PER_RING))
  return parts
}
