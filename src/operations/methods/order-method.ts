import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { type Direction, moveMethod } from '../../db/method-order.ts'
import { findMethod } from '../../db/methods.ts'
import type { MethodRequest } from '../remove-method.ts'
import { mirrorMethods } from './mirror-methods.ts'

/** Lets a method be used before or after the one beside it. False when nothing moved. */
export async function orderMethod(
  context: Context,
  { customerId, methodId, direction, actor, address }: MethodRequest & { direction: Direction },
): Promise<boolean> {
  const { db, now } = context
  const at = now()
  const method = await findMethod(db, methodId)
  if (!method || !(await moveMethod(db, { customerId, methodId, direction }, at))) return false
  const subject = `method:${methodId}`
  const action = direction === 'up' ? 'method.moved_up' : 'method.moved_down'
  await recordAudit(db, { at, actor, action, subject, address })
  // Splynx shows the first of each kind.
  void mirrorMethods(context, customerId, method.kind)
  return true
}
