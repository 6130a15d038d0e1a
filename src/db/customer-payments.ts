import { UNDER_WAY } from '../domain/payment.ts'
import type { Db } from './connect.ts'
import type { Payment } from './schema.ts'

/** A payment with what its payer is told beside its status. */
export type CustomerPayment = Payment & {
  /** When the message that counts was sent, and when its answer came. */
  sent_at: Date | null
  answered_at: Date | null
  /** Why the bank sent it back. */
  return_code: string | null
}

const shown = (db: Db) =>
  db
    .selectFrom('payments')
    .leftJoin('attempts', 'attempts.transaction_id', 'payments.transaction_id')
    .leftJoin('returns', 'returns.undone_of', 'payments.id')
    .selectAll('payments')
    .select(['attempts.sent_at', 'attempts.answered_at', 'returns.code as return_code'])

/** A customer's latest payments, newest first, whoever asked for them. */
export const listCustomerPayments = (
  db: Db,
  customerId: number,
  limit: number,
): Promise<CustomerPayment[]> =>
  shown(db)
    .where('payments.customer_id', '=', customerId)
    .orderBy('payments.created_at', 'desc')
    .orderBy('payments.id', 'desc')
    .limit(limit)
    .execute()

/** Those of a customer that nobody may pay a second time now. */
export const listCustomerPaymentsUnderWay = (
  db: Db,
  customerId: number,
): Promise<CustomerPayment[]> =>
  shown(db)
    .where('payments.customer_id', '=', customerId)
    .where('payments.status', 'in', UNDER_WAY)
    .orderBy('payments.created_at', 'desc')
    .limit(100)
    .execute()

/** The customer's payments that one form for several documents made. */
export const listPaymentsOfForm = (
  db: Db,
  customerId: number,
  requestKey: string,
): Promise<CustomerPayment[]> =>
  shown(db)
    .where('payments.request_key', 'like', `${requestKey}:%`)
    .where('payments.customer_id', '=', customerId)
    .orderBy('payments.id')
    .limit(100)
    .execute()

/** As its payer may see it, whoever that is. */
export const findShownPayment = (db: Db, id: string): Promise<CustomerPayment | undefined> =>
  shown(db).where('payments.id', '=', id).executeTakeFirst()

/** Null when there is none or when it is somebody else's. */
export async function findCustomerPayment(
  db: Db,
  customerId: number,
  id: string,
): Promise<CustomerPayment | null> {
  const payment = await findShownPayment(db, id)
  return payment?.customer_id === customerId ? payment : null
}
