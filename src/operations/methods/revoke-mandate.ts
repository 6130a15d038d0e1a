import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { findAutoRefill, pauseAutoRefill } from '../../db/auto-refills.ts'
import { listUnaskedWaiting, revokeMandate as markRevoked } from '../../db/mandates.ts'
import { transact } from '../../db/transact.ts'
import { cancelUnasked } from '../cancel-unasked.ts'
import { finishRun } from '../finish-run.ts'
import type { MethodRequest } from '../remove-method.ts'
import { mirrorMethods } from './mirror-methods.ts'

/**
 * The customer takes back that a card or bank account may be charged later: from this moment on no
 * run, schedule, clerk, link or automatic refill uses it, and what waits for it is cancelled. What has
 * been sent goes on. False when there was nothing to take back.
 */
export async function revokeMandate(
  context: Context,
  { customerId, methodId, actor, address }: MethodRequest,
): Promise<boolean> {
  const { db, now } = context
  const at = now()
  const done = await transact(db, async (trx) => {
    const method = await markRevoked(trx, { customerId, methodId }, at)
    if (!method) return null
    const waiting = await listUnaskedWaiting(trx, { customerId, methodId })
    const cancelled = await cancelUnasked(trx, waiting, {
      because: 'The customer has taken the authorization back',
      actor,
      at,
    })
    const refill = await findAutoRefill(trx, customerId)
    if (refill?.method_id === methodId) await pauseAutoRefill(trx, customerId, 'method', at)
    await recordAudit(trx, {
      ...{ at, actor, address },
      action: 'mandate.revoked',
      subject: `method:${methodId}`,
      details: { consent: method.consent_version, cancelled: cancelled.length },
    })
    return { method, cancelled }
  })
  if (!done) return false
  const runIds = done.cancelled.flatMap(({ run_id }) => run_id ?? [])
  for (const runId of new Set(runIds)) await finishRun(context, runId)
  void mirrorMethods(context, customerId, done.method.kind)
  return true
}
