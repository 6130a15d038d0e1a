import type { MethodKind } from '../domain/payment.ts'
import type { Db } from './connect.ts'

/** Saved methods that may be charged, of all customers or of these: cards and bank accounts. */
export async function countActiveMethods(
  db: Db,
  customerIds: readonly number[] = [],
): Promise<Record<MethodKind, number>> {
  const rows = await db
    .selectFrom('methods')
    .select('kind')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', '=', 'active')
    .$if(customerIds.length > 0, (query) => query.where('customer_id', 'in', customerIds))
    .groupBy('kind')
    .execute()
  const counts = { card: 0, bank: 0 }
  for (const { kind, count } of rows) counts[kind] = Number(count)
  return counts
}
