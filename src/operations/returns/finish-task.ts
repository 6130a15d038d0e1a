import type { Context } from '../../context.ts'
import { closeMismatch } from '../../db/mismatches.ts'
import { findPayment } from '../../db/payments.ts'
import { closeReturn, findReturn } from '../../db/returns.ts'
import type { ReturnTask } from '../../domain/returns.ts'
import { scrub } from '../../gateway/scrub.ts'
import { mirrorMethods } from '../methods/mirror-methods.ts'

/** After these the account may be debited again, when a person has found that it may. */
export const MAY_ALLOW_AGAIN: readonly ReturnTask[] = ['correct', 'hold', 'person', 'alarm']

export interface FinishedTask {
  returnId: string
  note: string
  allowsAgain: boolean
  actor: string
  address: string
}

/** Ends the task of a return. False when somebody had ended it before. */
export async function finishReturnTask(
  context: Context,
  { returnId, note: typed, allowsAgain: isWanted, actor, address }: FinishedTask,
): Promise<boolean> {
  const { db, now } = context
  const returned = await findReturn(db, returnId)
  if (!returned?.task) return false
  const allowsAgain =
    isWanted && returned.is_stopped === 1 && MAY_ALLOW_AGAIN.includes(returned.task)
  const note = scrub(typed)
  const isDone = await closeReturn(
    db,
    { returnId, actor, note, allowsAgain },
    {
      at: now(),
      actor,
      action: 'return.done',
      subject: `return:${returnId}`,
      details: { code: returned.code, note, allowsAgain },
      address,
    },
    now(),
  )
  if (isDone && allowsAgain && returned.payment_id) {
    const payment = await findPayment(db, returned.payment_id)
    if (payment) void mirrorMethods(context, payment.customer_id, 'bank')
  }
  return isDone
}

/** A person has found out why the gateway's books and ours differ. */
export function finishMismatch(
  { db, now }: Context,
  { id, note: typed, actor, address }: { id: number; note: string; actor: string; address: string },
): Promise<boolean> {
  const note = scrub(typed)
  const audit = {
    at: now(),
    actor,
    action: 'mismatch.closed',
    subject: `mismatch:${id}`,
    details: { note },
    address,
  }
  return closeMismatch(db, { id, actor, note: note.slice(0, 255) }, audit, now())
}
