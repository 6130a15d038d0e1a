import type { RefundStatus } from '../domain/refund.ts'
import type { Db } from './connect.ts'
import type { Payment, Refund } from './schema.ts'

export type ListedRefund = Refund &
  Pick<Payment, 'customer_name' | 'method_kind' | 'brand' | 'last4'>

export interface RefundPage {
  refunds: ListedRefund[]
  /** Where the neighbours begin; without one, the list ends there. */
  olderThan?: string
  newerThan?: string
}

/** Refunds, the newest first: their ids begin with the time. */
export async function listRefunds(
  db: Db,
  status: RefundStatus | undefined,
  page: { size: number; olderThan?: string; newerThan?: string },
): Promise<RefundPage> {
  const { size, olderThan, newerThan } = page
  const isAscending = newerThan !== undefined
  const rows = await db
    .selectFrom('refunds')
    .innerJoin('payments', 'payments.id', 'refunds.payment_id')
    .selectAll('refunds')
    .select(['payments.customer_name', 'payments.method_kind', 'payments.brand', 'payments.last4'])
    .$if(status !== undefined, (query) => query.where('refunds.status', '=', status!))
    .$if(olderThan !== undefined, (query) => query.where('refunds.id', '<', olderThan!))
    .$if(isAscending, (query) => query.where('refunds.id', '>', newerThan!))
    .orderBy('refunds.id', isAscending ? 'asc' : 'desc')
    .limit(size + 1)
    .execute()
  const isMore = rows.length > size
  const refunds = rows.slice(0, size)
  if (isAscending) refunds.reverse()
  const [first, last] = [refunds[0]?.id, refunds.at(-1)?.id]
  const hasNewer = isAscending ? isMore : olderThan !== undefined
  const hasOlder = isAscending || isMore
  return {
    refunds,
    ...(hasOlder && last ? { olderThan: last } : {}),
    ...(hasNewer && first ? { newerThan: first } : {}),
  }
}
