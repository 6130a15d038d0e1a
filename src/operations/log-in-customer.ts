import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'

export interface CustomerIdentity {
  customerId: number
  name: string
}

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
  context: Context,
  { login, password, address }: CustomerCredentials,
): Promise<CustomerIdentity | null> {
  const identity = await context.splynx.logInCustomer(login, password)
  if (identity === null) return null
  return welcome(context, identity.customerId, { address, by: 'password', otherwise: login })
}

/**
 * Lets a customer in who is logged in to Splynx's portal, by the value of its session cookie; null
 * when that is nobody's. Throws `SplynxError` when Splynx cannot be asked.
 */
export async function admitCustomer(
  context: Context,
  { sessionId, address }: { sessionId: string; address: string },
): Promise<CustomerIdentity | null> {
  const identity = await context.splynx.findSessionCustomer(sessionId)
  if (identity === null) return null
  const otherwise = `Customer ${identity.customerId}`
  return welcome(context, identity.customerId, { address, by: 'portal session', otherwise })
}

async function welcome(
  { splynx, db, now }: Context,
  customerId: number,
  { address, by, otherwise }: { address: string; by: string; otherwise: string },
): Promise<CustomerIdentity> {
  const customer = await splynx.findCustomer(customerId)
  const actor = `customer:${customerId}`
  await recordAudit(db, {
    at: now(),
    actor,
    action: 'customer.logged_in',
    subject: actor,
    details: { by },
    address,
  })
  return { customerId, name: customer?.name || otherwise }
}
