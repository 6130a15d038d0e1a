import { promoteNext } from './methods.ts'
import type { Method, Payment } from './schema.ts'
import type { Trx } from './transact.ts'

/**
 * Notes that the customer has taken the authorization of a method back, be it one that was given here
 * or one of an earlier system, of a method that was imported. A card stays, for payments by
 * hand. A bank account is switched off, because each debit of it needs an authorization. Returns the
 * method as it was; null when the customer has no such method, or nothing to take back.
 */
export async function revokeMandate(
  trx: Trx,
  { customerId, methodId }: { customerId: number; methodId: number },
  now: Date,
): Promise<Method | null> {
  const method = await trx
    .selectFrom('methods')
    .selectAll()
    .where('id', '=', methodId)
    .where('customer_id', '=', customerId)
    .where('status', 'in', ['active', 'disabled'])
    .where('mandate_revoked_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!method) return null
  const isSwitchedOff = method.kind === 'bank' && method.status === 'active'
  await trx
    .updateTable('methods')
    .set({
      mandate_revoked_at: now,
      is_default: false,
      updated_at: now,
      ...(isSwitchedOff ? { status: 'disabled' as const, disabled_reason: TAKEN_BACK } : {}),
    })
    .where('id', '=', methodId)
    .execute()
  if (method.is_default === 1) await promoteNext(trx, customerId, now)
  return method
}

const TAKEN_BACK = 'The customer has taken the authorization back'

/** What waits to be charged with a method unasked and has not been sent. */
export const listUnaskedWaiting = (
  trx: Trx,
  { customerId, methodId }: { customerId: number; methodId?: number },
): Promise<Payment[]> =>
  trx
    .selectFrom('payments')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('status', '=', 'pending')
    .where('channel', 'in', ['run', 'schedule'])
    .$if(methodId !== undefined, (query) => query.where('method_id', '=', methodId!))
    .execute()
