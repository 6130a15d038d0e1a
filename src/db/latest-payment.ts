import type { Db } from './connect.ts'

/** The last payment that was opened for a document. */
export async function findLatestPaymentId(
  db: Db,
  purpose: 'invoice' | 'proforma',
  documentId: number,
): Promise<string | null> {
  const last = await db
    .selectFrom('payments')
    .select('id')
    .where('document_id', '=', documentId)
    .where('purpose', '=', purpose)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.id ?? null
}
