import type { Db } from './connect.ts'
import type { RetryPlanRow } from './schema.ts'

type Purpose = 'invoice' | 'proforma'

/** Of these documents, what clerks have decided: id of the document → the plan. */
export async function findRetryPlans(
  db: Db,
  purpose: Purpose,
  documentIds: readonly number[],
): Promise<Map<number, RetryPlanRow>> {
  if (documentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('retry_plans')
    .selectAll()
    .where('purpose', '=', purpose)
    .where('document_id', 'in', documentIds)
    .execute()
  return new Map(rows.map((row) => [row.document_id, row]))
}

export interface NewRetryPlan {
  purpose: Purpose
  documentId: number
  customerId: number
  /** Null: no further automatic try. */
  notBefore: string | null
  reason: string
}

/** What is decided last holds. */
export async function saveRetryPlan(
  db: Db,
  { purpose, documentId, customerId, notBefore, reason }: NewRetryPlan,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  const values = {
    not_before: notBefore,
    is_cancelled: notBefore === null,
    reason,
    made_at: now,
    made_by: by,
  }
  await db
    .insertInto('retry_plans')
    .values({ purpose, document_id: documentId, customer_id: customerId, ...values })
    .onDuplicateKeyUpdate(values)
    .execute()
}

/** Back to the policy. False when there was no plan. */
export async function removeRetryPlan(
  db: Db,
  { purpose, documentId }: { purpose: Purpose; documentId: number },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('retry_plans')
    .where('purpose', '=', purpose)
    .where('document_id', '=', documentId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
