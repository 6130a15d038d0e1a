import type { CustomerHold } from '../domain/customer-hold.ts'
import type { Db } from './connect.ts'
import type { CustomerHoldRow } from './schema.ts'

/** Of these customers, those with whom something is on hold, whether it still holds or not. */
export async function findCustomerHolds(
  db: Db,
  customerIds: readonly number[],
): Promise<Map<number, CustomerHoldRow>> {
  if (customerIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('customer_holds')
    .selectAll()
    .where('customer_id', 'in', customerIds)
    .execute()
  return new Map(rows.map((row) => [row.customer_id, row]))
}

export async function saveCustomerHold(
  db: Db,
  customerId: number,
  hold: CustomerHold,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  const values = {
    kind: hold.kind,
    until_day: hold.kind === 'paused' ? hold.untilDay : null,
    reason: hold.reason,
    made_at: now,
    made_by: by,
  }
  await db
    .insertInto('customer_holds')
    .values({ customer_id: customerId, ...values })
    .onDuplicateKeyUpdate(values)
    .execute()
}

/** False when nothing was on hold. */
export async function removeCustomerHold(db: Db, customerId: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('customer_holds')
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export const holdOf = ({ kind, until_day, reason }: CustomerHoldRow): CustomerHold =>
  kind === 'paused' ? { kind, untilDay: until_day ?? '', reason } : { kind: 'opted_out', reason }
