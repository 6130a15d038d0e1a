import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { removeCustomerHold, saveCustomerHold } from '../../db/customer-holds.ts'
import { transact } from '../../db/transact.ts'
import type { CustomerHold } from '../../domain/customer-hold.ts'

interface Asked {
  customerId: number
  actor: string
  address?: string
}

/** No automatic charges of the customer from now on. What is under way goes on. */
export function holdCustomer(
  { db, now }: Context,
  { customerId, hold, actor, address }: Asked & { hold: CustomerHold },
): Promise<void> {
  return transact(db, async (trx) => {
    const at = now()
    await saveCustomerHold(trx, customerId, hold, { by: actor, now: at })
    await recordAudit(trx, {
      ...{ at, actor, address },
      action: `customer.${hold.kind}`,
      subject: `customer:${customerId}`,
      details: { ...hold },
    })
  })
}

/** Automatic charges go on. False when nothing was on hold. */
export function liftHold(
  { db, now }: Context,
  { customerId, reason, actor, address }: Asked & { reason: string },
): Promise<boolean> {
  return transact(db, async (trx) => {
    const wasHeld = await removeCustomerHold(trx, customerId)
    if (wasHeld) {
      await recordAudit(trx, {
        ...{ at: now(), actor, address },
        action: 'customer.hold_lifted',
        subject: `customer:${customerId}`,
        details: { reason },
      })
    }
    return wasHeld
  })
}
