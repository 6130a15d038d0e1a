import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { writeMailOptOut } from '../../db/mail-preferences.ts'

interface Wish {
  customerId: number
  hasOptedOut: boolean
  address: string
}

/** A customer wants what need not be sent no more, or wants it again. May be repeated. */
export async function saveMailWish(
  { db, now }: Context,
  { customerId, hasOptedOut, address }: Wish,
): Promise<void> {
  await writeMailOptOut(db, customerId, hasOptedOut, now())
  await recordAudit(db, {
    at: now(),
    actor: `customer:${customerId}`,
    action: hasOptedOut ? 'mail.stopped' : 'mail.resumed',
    subject: `customer:${customerId}`,
    address,
  })
}
