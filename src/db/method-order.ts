import type { Db } from './connect.ts'
import { transact } from './transact.ts'

export type Direction = 'up' | 'down'

/**
 * Exchanges a saved method with the one before or after it. The default stays first, so nothing moves
 * past it. False when there is nothing to exchange it with.
 */
export function moveMethod(
  db: Db,
  { customerId, methodId, direction }: Move,
  now: Date,
): Promise<boolean> {
  return transact(db, async (trx) => {
    const methods = await trx
      .selectFrom('methods')
      .select(['id', 'is_default'])
      .where('customer_id', '=', customerId)
      .where('status', 'in', ['active', 'disabled'])
      .orderBy('is_default', 'desc')
      .orderBy('position')
      .orderBy('id', 'desc')
      .forUpdate()
      .execute()
    const from = methods.findIndex(({ id }) => id === methodId)
    const moved = methods[from]
    const other = methods[direction === 'up' ? from - 1 : from + 1]
    if (!moved || !other || moved.is_default || other.is_default) return false
    const order = methods.map((one) => (one === moved ? other : one === other ? moved : one))
    for (const [at, { id }] of order.entries()) {
      await trx
        .updateTable('methods')
        .set({ position: at + 1, updated_at: now })
        .where('id', '=', id)
        .execute()
    }
    return true
  })
}

export interface Move {
  customerId: number
  methodId: number
  direction: Direction
}
