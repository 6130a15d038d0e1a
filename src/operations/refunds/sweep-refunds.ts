import type { Context } from '../../context.ts'
import { NO_MAILS } from '../../db/mails.ts'
import { listAbandonedRefunds, listDueRefunds } from '../../db/refund-inquiries.ts'
import { writeRefundOutcomes } from '../../db/refund-outcomes.ts'
import { listQuietUndos } from '../../db/run-undos.ts'
import { listDueUndoings } from '../../db/undoings.ts'
import { patienceOf } from '../../domain/patience.ts'

const LIMIT = 200
const IDS_PER_RING = 20
/** The undoing of a run that nobody has gone on with for so long has lost its ring. */
const QUIET_UNDO_MS = 20_000

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
  const quiet = new Date(now().getTime() - QUIET_UNDO_MS)
  for (const undoId of await listQuietUndos(db, quiet, LIMIT))
    await bell.ring('undo-run', { undoId })
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
  // An unknown outcome is nothing to write to anybody about.
  await writeRefundOutcomes(db, learned, now(), patienceOf(config), NO_MAILS)
  return claims.length
}

function inParts<T>(ids: T[]): T[][] {
  const parts: T[][] = []
  for (let at = 0; at < ids.length; at += IDS_PER_RING) parts.push(ids.slice(at, at + IDS_PER_RING))
  return parts
}
