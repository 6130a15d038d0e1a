import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { findMethod, makeDefault } from '../db/methods.ts'
import { mirrorMethods } from './methods/mirror-methods.ts'
import type { MethodRequest } from './remove-method.ts'

/** From now on automatic payments use this method. False when the customer has no such active one. */
export async function chooseDefaultMethod(
  context: Context,
  { customerId, methodId, actor, address }: MethodRequest,
): Promise<boolean> {
  const { db, now } = context
  const at = now()
  const method = await findMethod(db, methodId)
  if (!method || !(await makeDefault(db, { customerId, methodId }, at))) return false
  const subject = `method:${methodId}`
  await recordAudit(db, { at, actor, action: 'method.made_default', subject, address })
  void mirrorMethods(context, customerId, method.kind)
  return true
}
