import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { insertForgotten } from '../../db/forgotten-messages.ts'
import { type Mark, writeMarks } from '../../db/journal-marks.ts'
import { movePayments } from '../../db/payments.ts'
import {
  distrustOutboxes,
  enterSafeMode,
  listUnsentOfPeople,
  lockSafeMode,
  pauseRunsForSafeMode,
} from '../../db/safe-mode.ts'
import { type Trx, transact } from '../../db/transact.ts'
import type { JournalMessage } from '../../domain/journal.ts'

const ACTOR = 'journal'
const UNSENT_MAX = 10_000

/**
 * The database is older than the journal. In one transaction: safe mode is on, runs stand still, what
 * was forgotten is noted, and nothing that this database believes about Splynx is taken for granted.
 */
export async function enterAfterRestore(
  { db, log, now }: Context,
  { messages, marks }: { messages: readonly JournalMessage[]; marks: readonly Mark[] },
): Promise<void> {
  const at = now()
  const count = new Set(messages.map(({ transactionId }) => transactionId)).size
  const reason = `The database is older than the journal: it does not know ${count} ${count === 1 ? 'message' : 'messages'} to the gateway`
  const isNew = await transact(db, async (trx) => {
    await lockSafeMode(trx)
    const entered = await enterSafeMode(trx, { cause: 'restore', reason, by: ACTOR }, at)
    await insertForgotten(trx, messages, at)
    await pauseRunsForSafeMode(trx, at)
    await distrustOutboxes(trx)
    await cancelUnsent(trx, at)
    await writeMarks(trx, marks, at)
    return entered
  })
  log.error({ count, isNew }, 'safe mode: the database was restored from an older backup')
  if (!isNew) return
  const details = { reason, forgotten: count }
  await recordAudit(db, { at, actor: ACTOR, action: 'safe_mode.on', subject: 'safe_mode', details })
}

/**
 * What people asked for and was not sent: since the backup they may have given it up or paid in
 * another way, and nobody knows. They can ask again.
 */
async function cancelUnsent(trx: Trx, now: Date): Promise<void> {
  const reason = 'Waited in the backup that was restored: what became of it since is not known'
  const ids = await listUnsentOfPeople(trx, UNSENT_MAX)
  const moves = ids.map((id) => ({
    id,
    to: 'cancelled' as const,
    from: ['pending'] as const,
    changes: { reason, look_at: null },
    actor: ACTOR,
    reason,
  }))
  await movePayments(trx, moves, now)
}

/** A person knows of a restore that the journal cannot tell. False when it is on already. */
export async function switchSafeModeOn(
  { db, log, now }: Context,
  { reason, actor, address }: { reason: string; actor: string; address?: string | null },
): Promise<boolean> {
  const at = now()
  const isNew = await transact(db, async (trx) => {
    await lockSafeMode(trx)
    if (!(await enterSafeMode(trx, { cause: 'person', reason, by: actor }, at))) return false
    await pauseRunsForSafeMode(trx, at)
    await distrustOutboxes(trx)
    return true
  })
  if (!isNew) return false
  log.error({ actor }, 'safe mode was switched on by hand')
  const line = { action: 'safe_mode.on', subject: 'safe_mode', details: { reason } }
  await recordAudit(db, { at, actor, address: address ?? null, ...line })
  return true
}
