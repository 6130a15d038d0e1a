import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { type ForgottenTotals, readForgottenTotals } from '../../db/forgotten-messages.ts'
import { leaveSafeMode, lockSafeMode } from '../../db/safe-mode.ts'
import { transact } from '../../db/transact.ts'

export interface Release {
  actor: string
  reason: string
  /**
   * The manager knows that some outcomes stay unknown. They keep their documents, so nobody can
   * charge those again.
   */
  acceptsOpen: boolean
  address?: string | null
}

export type Released =
  | { kind: 'released' }
  | { kind: 'is_off' }
  /** Messages without a payment hold no document yet, so this cannot be accepted. */
  | { kind: 'waiting'; totals: ForgottenTotals }
  | { kind: 'open'; totals: ForgottenTotals }

/** Lets new payments and runs go on. What was paused stays paused until a person resumes it. */
export async function releaseSafeMode(
  { db, log, now }: Context,
  { actor, reason, acceptsOpen, address = null }: Release,
): Promise<Released> {
  const at = now()
  const result = await transact(db, async (trx): Promise<Released> => {
    const { state, entered_at } = await lockSafeMode(trx)
    if (state === 'off' || entered_at === null) return { kind: 'is_off' }
    const totals = await readForgottenTotals(trx, entered_at)
    if (totals.waiting > 0) return { kind: 'waiting', totals }
    if (totals.open + totals.byHand > 0 && !acceptsOpen) return { kind: 'open', totals }
    await leaveSafeMode(trx, { reason, by: actor }, at)
    const line = { action: 'safe_mode.off', subject: 'safe_mode', details: { reason, ...totals } }
    await recordAudit(trx, { at, actor, address, ...line })
    return { kind: 'released' }
  })
  if (result.kind === 'released') log.warn({ actor }, 'safe mode was released')
  return result
}
