import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import {
  claimUndo,
  countUndoUnderWay,
  findUndo,
  finishUndo,
  listWaitingUndoItems,
  noteUndoItem,
  postponeUndo,
} from '../../db/run-undos.ts'
import type { RunUndo, RunUndoItem } from '../../db/schema.ts'
import { transact } from '../../db/transact.ts'
import { type OpenRefundResult, openRefund } from '../refunds/open-refund.ts'

/**
 * Refunds of one plan on their way at once. Customers' payments wait in the same queue, so that they
 * must never find thousands of voids before them.
 */
const UNDER_WAY_MAX = 40
const PAUSE_MS = 500
/** While the gateway answers nobody, or in safe mode. */
const LONG_PAUSE_MS = 30_000
const LEASE_MS = 60_000

/**
 * Opens the next refunds of a plan, each through the door that a clerk's refund goes through, and
 * rings for the stretch after it. May be called any number of times by any number of workers: a
 * payment's key finds the refund that it made before.
 */
export async function undoStretch(context: Context, undoId: number): Promise<string> {
  const { db, bell, now } = context
  if (!(await claimUndo(db, undoId, { now: now(), leaseMs: LEASE_MS }))) return 'left alone'
  const undo = (await findUndo(db, undoId))!
  const room = Math.max(0, UNDER_WAY_MAX - (await countUndoUnderWay(db, undoId)))
  const items = await listWaitingUndoItems(db, undoId, room)
  let opened = 0
  let isClosed = false
  for (const item of items) {
    const result = await openRefund(context, requestOf(undo, item))
    isClosed = result.kind === 'gateway_away' || result.kind === 'safe_mode'
    if (isClosed) break
    await noteUndoItem(db, item, foundOf(result))
    opened += 1
  }
  if (!isClosed && room > 0 && items.length < room) {
    await finish(context, undo)
    return `${opened} opened, all of them are`
  }
  const delayMs = isClosed ? LONG_PAUSE_MS : PAUSE_MS
  await postponeUndo(db, undoId, new Date(now().getTime() + delayMs))
  await bell.ring('undo-run', { undoId }, { delayMs })
  return isClosed ? 'nothing may be sent at the moment' : `${opened} opened`
}

const requestOf = (undo: RunUndo, { payment_id, amount_cents }: RunUndoItem) => ({
  paymentId: payment_id,
  amountCents: amount_cents,
  expectedKind: 'void' as const,
  reopens: undo.reopens === 1,
  reason: `Run ${undo.run_id} is taken back: ${undo.reason}`,
  actor: undo.actor,
  role: undo.role,
  requestKey: `undo:${undo.id}:${payment_id}`,
  address: undo.address,
})

function foundOf(result: OpenRefundResult): Parameters<typeof noteUndoItem>[2] {
  const refused = (note: string) => ({ state: 'refused', note }) as const
  switch (result.kind) {
    case 'opened':
    case 'repeated':
      return { state: 'opened', refund_id: result.refundId }
    case 'under_way':
      return refused('Another refund of it was under way')
    case 'plan_changed':
      return refused('It has settled: only a refund gives it back')
    case 'above_limit':
      return refused(`Above what may be given back: it needs ${result.limitRoles.join(' or ')}`)
    default:
      return refused('It holds no money any more')
  }
}

const finish = ({ db, now }: Context, undo: RunUndo) =>
  transact(db, async (trx) => {
    if (!(await finishUndo(trx, undo.id, now()))) return
    await recordAudit(trx, {
      at: now(),
      actor: 'worker',
      action: 'run.undo_opened',
      subject: `run:${undo.run_id}`,
      details: { undoId: undo.id },
    })
  })
