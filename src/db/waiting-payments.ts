import type { Db } from './connect.ts'
import type { Payment } from './schema.ts'

// Payments that the gateway has not heard of, by what they wait for in Splynx.

export const listWaitingForDocuments = async (
  db: Db,
  purpose: 'invoice' | 'proforma',
  documentIds: readonly number[],
): Promise<Payment[]> =>
  documentIds.length === 0
    ? []
    : db
        .selectFrom('payments')
        .selectAll()
        .where(
          'document_under_way',
          'in',
          documentIds.map((id) => `${purpose}:${id}`),
        )
        .where('status', '=', 'pending')
        .execute()

export const listWaitingOfCustomers = async (
  db: Db,
  customerIds: readonly number[],
): Promise<Payment[]> =>
  customerIds.length === 0
    ? []
    : db
        .selectFrom('payments')
        .selectAll()
        .where('customer_id', 'in', customerIds)
        .where('status', '=', 'pending')
        .execute()

/** All that have waited since then, by ascending id. */
export const listWaitingSince = (
  db: Db,
  { before, afterId, limit }: { before: Date; afterId: string; limit: number },
): Promise<Pick<Payment, 'id' | 'purpose' | 'document_id' | 'customer_id'>[]> =>
  db
    .selectFrom('payments')
    .select(['id', 'purpose', 'document_id', 'customer_id'])
    .where('status', '=', 'pending')
    .where('created_at', '<', before)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
