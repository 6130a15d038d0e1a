import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import * as methods from '../db/methods.ts'
import { mirrorMethods } from './methods/mirror-methods.ts'

export interface MethodRequest {
  customerId: number
  methodId: number
  actor: string
  address: string
}

/** Takes a card or bank account from the customer's list, unless a payment with it is under way. */
export async function removeMethod(
  context: Context,
  { customerId, methodId, actor, address }: MethodRequest,
): Promise<'removed' | 'in_use' | 'not_found'> {
  const { db, now } = context
  const at = now()
  const method = await methods.findMethod(db, methodId)
  const result = await methods.removeMethod(db, { customerId, methodId }, at)
  if (result !== 'removed' || !method) return result
  const subject = `method:${methodId}`
  await recordAudit(db, { at, actor, action: 'method.removed', subject, address })
  void mirrorMethods(context, customerId, method.kind)
  return result
}
