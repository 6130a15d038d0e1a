import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { findMethod, updateCard as writeCard } from '../db/methods.ts'
import { mirrorMethods } from './methods/mirror-methods.ts'
import { settingsOfCustomer } from './partner-of.ts'
import type { MethodRequest } from './remove-method.ts'

export interface CardChange extends MethodRequest {
  /** 1 to 12 */
  expMonth: number
  /** Four digits. */
  expYear: number
  postalCode: string | undefined
}

export type UpdateResult =
  | { kind: 'updated' }
  | { kind: 'not_found' }
  /** The gateway will not have it. */
  | { kind: 'refused' }
  | { kind: 'failed' }

/**
 * A card that came in the mail with a new expiry, or whose ZIP code was missing: its number need not
 * be typed again. A token stands for number and expiry, so the gateway hears of a new one first
 * (IPpay facts §6).
 */
export async function updateCard(context: Context, change: CardChange): Promise<UpdateResult> {
  const { db, gateway, vault, log, now } = context
  const { customerId, methodId, expMonth, expYear, postalCode, actor, address } = change
  const card = await findMethod(db, methodId)
  if (!card || card.customer_id !== customerId || card.kind !== 'card') return { kind: 'not_found' }

  let tokenSealed = card.token_sealed
  if (card.exp_month !== expMonth || card.exp_year !== expYear) {
    const token = vault.openToken(card.token_sealed)
    const { terminalId } = await settingsOfCustomer(context, customerId)
    const made = await gateway.changeExpiry({ token, expMonth, expYear }, { terminalId })
    if (made.kind === 'refused') return { kind: 'refused' }
    if (made.kind === 'failed') {
      log.warn({ cause: made.cause, methodId }, 'the gateway did not take a new expiry')
      return { kind: 'failed' }
    }
    if (made.token !== token) tokenSealed = vault.sealToken(made.token)
  }
  const at = now()
  const isUpdated = await writeCard(
    db,
    { customerId, methodId },
    { exp_month: expMonth, exp_year: expYear, postal_code: postalCode ?? null, tokenSealed },
    at,
  )
  if (!isUpdated) return { kind: 'not_found' }
  const subject = `method:${methodId}`
  const details = { expMonth, expYear, hasPostalCode: postalCode !== undefined }
  await recordAudit(db, { at, actor, action: 'method.updated', subject, details, address })
  void mirrorMethods(context, customerId, 'card')
  return { kind: 'updated' }
}
