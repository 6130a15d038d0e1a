import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { endAutoRefill, saveAutoRefill } from '../../db/auto-refills.ts'
import { listUnaskedWaiting } from '../../db/mandates.ts'
import { findMethod } from '../../db/methods.ts'
import { transact } from '../../db/transact.ts'
import { cancelUnasked } from '../cancel-unasked.ts'
import type { Consent } from '../methods/store-method.ts'
import { makeReady } from '../sending/instruments.ts'

export interface AutoRefillRequest {
  customerId: number
  methodId: number
  thresholdCents: number
  amountCents: number
  consent: Consent
  actor: string
}

/**
 * Refills the balance by itself from now on, as the customer has just agreed to; an earlier agreement
 * ends with it, and stays in the audit trail. False when the method cannot be charged unasked.
 */
export async function agreeToAutoRefill(
  context: Context,
  { customerId, methodId, thresholdCents, amountCents, consent, actor }: AutoRefillRequest,
): Promise<boolean> {
  const { db, bell, now } = context
  const at = now()
  const method = await findMethod(db, methodId)
  const isOwn = method?.customer_id === customerId && method.status === 'active'
  if (!isOwn || makeReady(context, method, 'schedule').kind === 'useless') return false
  await transact(db, async (trx) => {
    const row = {
      customer_id: customerId,
      method_id: methodId,
      threshold_cents: thresholdCents,
      amount_cents: amountCents,
      consent_at: at,
      consent_version: consent.version,
      consent_address: consent.address.slice(0, 45),
      consent_agent: consent.agent.slice(0, 255),
    }
    await saveAutoRefill(trx, row, at)
    await recordAudit(trx, {
      ...{ at, actor, address: consent.address },
      action: 'auto_refill.agreed',
      subject: `customer:${customerId}`,
      details: { methodId, thresholdCents, amountCents, consent: consent.version },
    })
  })
  await bell.ring('look-at-balances', {}, { onceAs: 'balances' })
  return true
}

/**
 * No automatic refill any more, whoever says so; one that waits is cancelled, one that was sent goes
 * on. False when there was none.
 */
export function stopAutoRefill(
  { db, now }: Context,
  { customerId, actor, address }: { customerId: number; actor: string; address: string },
): Promise<boolean> {
  const at = now()
  return transact(db, async (trx) => {
    if (!(await endAutoRefill(trx, customerId, { by: actor, now: at }))) return false
    const waiting = await listUnaskedWaiting(trx, { customerId })
    const refills = waiting.filter(({ purpose }) => purpose === 'refill')
    const because = 'Automatic refills were stopped'
    await cancelUnasked(trx, refills, { because, actor, at })
    await recordAudit(trx, {
      ...{ at, actor, address },
      action: 'auto_refill.stopped',
      subject: `customer:${customerId}`,
    })
    return true
  })
}
