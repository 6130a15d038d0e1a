import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'

export interface CustomerCredentials {
  login: string
  password: string
  address: string
}

/**
 * Logs in with the login of the customer portal; null when login or password are wrong. Throws
 * `SplynxError` when Splynx cannot be asked.
 */
export async function logInCustomer(
  { splynx, db, now }: Context,
  { login, password, address }: CustomerCredentials,
): Promise<{ customerId: number; name: string } | null> {
  const identity = await splynx.logInCustomer(login, password)
  if (identity === null) return null
  const { customerId } = identity
  const customer = await splynx.findCustomer(customerId)
  const actor = `customer:${customerId}`
  await recordAudit(db, {
    at: now(),
    actor,
    action: 'customer.logged_in',
    subject: actor,
    address,
  })
  return { customerId, name: customer?.name || login }
}
