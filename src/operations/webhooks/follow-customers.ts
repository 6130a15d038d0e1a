import type { Context } from '../../context.ts'
import type { Payment } from '../../db/schema.ts'
import { listWaitingOfCustomers } from '../../db/waiting-payments.ts'
import { isAttended } from '../../domain/payment.ts'
import type { Customer } from '../../splynx/splynx.ts'
import { cancelWaiting } from './cancel-waiting.ts'

/**
 * Reads customers who have changed in Splynx, or may have, and cancels what still waits for them if
 * they may not be charged any more. Rejects with `SplynxError` when Splynx cannot be asked.
 */
export async function followCustomers(
  context: Context,
  customerIds: readonly number[],
): Promise<{ cancelled: number }> {
  const { db, splynx } = context
  const waiting = await listWaitingOfCustomers(db, customerIds)
  const byCustomer = new Map<number, Payment[]>()
  for (const payment of waiting) {
    const { customer_id } = payment
    byCustomer.set(customer_id, [...(byCustomer.get(customer_id) ?? []), payment])
  }
  const found = await splynx.findCustomers([...byCustomer.keys()])
  const customerById = new Map(found.map((customer) => [customer.id, customer]))
  let cancelled = 0
  for (const [id, payments] of byCustomer) {
    const customer = customerById.get(id) ?? (await splynx.findCustomer(id))
    const { because, isMeant } = whyNotAnyMore(customer)
    if (because !== null) {
      cancelled += await cancelWaiting(context, payments.filter(isMeant), because)
    }
  }
  return { cancelled }
}

const all = () => true

/**
 * Who is blocked for what is owed may still pay it: paying is how the block ends. Nobody charges
 * them unasked.
 */
function whyNotAnyMore(customer: Customer | null): {
  because: string | null
  isMeant: (payment: Payment) => boolean
} {
  // Splynx removes the one of two customers that is merged into the other.
  if (!customer) return { because: 'The customer is gone from Splynx', isMeant: all }
  if (customer.status === 'disabled') {
    return { because: 'The customer was disabled in Splynx', isMeant: all }
  }
  if (customer.status === 'blocked') {
    const isMeant = ({ channel }: Payment) => !isAttended(channel)
    return { because: 'The customer was blocked in Splynx', isMeant }
  }
  return { because: null, isMeant: all }
}
