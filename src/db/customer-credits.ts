import type { Db } from './connect.ts'
import { insertEvents } from './payment-events.ts'
import type { CustomerCredit, Payment } from './schema.ts'
import type { Trx } from './transact.ts'

// Money that became the customer's credit in Splynx because its document could not take it.

export type NewCredit = Pick<CustomerCredit, 'payment_id' | 'document_was'>

/** Puts them on the list of what needs a person; one that is or was on it stays as it is. */
export async function insertCredits(
  trx: Trx,
  credits: readonly NewCredit[],
  now: Date,
): Promise<void> {
  if (credits.length === 0) return
  await trx
    .insertInto('customer_credits')
    .ignore()
    .values(credits.map((credit) => ({ ...credit, noticed_at: now })))
    .execute()
}

export type ListedCredit = Pick<
  Payment,
  'id' | 'customer_name' | 'document_number' | 'amount_cents' | 'currency'
> &
  Pick<CustomerCredit, 'document_was' | 'noticed_at'>

/** Those that nobody has dealt with. What went back to the customer since is a credit no more. */
const open = (db: Db) =>
  db
    .selectFrom('customer_credits')
    .innerJoin('payments', 'payments.id', 'customer_credits.payment_id')
    .where('customer_credits.done_at', 'is', null)
    .where('payments.status', '=', 'recorded')

export async function countOpenCredits(db: Db): Promise<number> {
  const { count } = await open(db)
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The oldest first; of some payments, if they are named. */
export const listOpenCredits = (
  db: Db,
  limit: number,
  paymentIds?: readonly string[],
): Promise<ListedCredit[]> =>
  open(db)
    .select(['payments.id', 'payments.customer_name', 'payments.document_number'])
    .select(['payments.amount_cents', 'payments.currency'])
    .select(['customer_credits.document_was', 'customer_credits.noticed_at'])
    .$if(paymentIds !== undefined, (query) => query.where('payments.id', 'in', paymentIds!))
    .orderBy('customer_credits.noticed_at')
    .limit(limit)
    .execute()

/** A person has dealt with it. False when somebody had before, or there is none. */
export async function markCreditDone(
  trx: Trx,
  { paymentId, actor, note }: { paymentId: string; actor: string; note: string },
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('customer_credits')
    .set({ done_at: now, done_by: actor, note })
    .where('payment_id', '=', paymentId)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  const reason = `the customer's credit was dealt with: ${note}`.slice(0, 255)
  await insertEvents(trx, [{ paymentId, from: null, to: null, actor, reason }], now)
  return true
}
