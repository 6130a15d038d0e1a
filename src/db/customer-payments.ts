import { UNDER_WAY } from '../domain/payment.ts'
import type { Db } from './connect.ts'
import type { Payment } from './schema.ts'

/** A customer's latest payments, newest first, whoever asked for them. */
export const listCustomerPayments = (
  db: Db,
  customerId: number,
  limit: number,
): Promise<Payment[]> =>
  db
    .selectFrom('payments')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Those of a customer that nobody may pay a second time now. */
export const listCustomerPaymentsUnderWay = (db: Db, customerId: number): Promise<Payment[]> =>
  db
    .selectFrom('payments')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('status', 'in', UNDER_WAY)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute()

/** Null when there is none or when it is somebody else's. */
export async function findCustomerPayment(
  db: Db,
  customerId: number,
  id: string,
): Promise<Payment | null> {
  const payment = await db
    .selectFrom('payments')
    .selectAll()
    .where('id', '=', id)
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
  return payment ?? null
}
