import type { RetryKind, RetryPolicy } from '../domain/retry-policy.ts'
import type { Db } from './connect.ts'
import type { RetryPolicyRow } from './schema.ts'

/** Those that somebody has changed. */
export const listRetryPolicies = (db: Db): Promise<RetryPolicyRow[]> =>
  db.selectFrom('retry_policies').selectAll().execute()

export async function saveRetryPolicy(
  db: Db,
  [method_kind, category]: RetryKind,
  policy: RetryPolicy,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  const values = {
    tries_max: policy.triesMax,
    window_days: policy.windowDays,
    spacing_days: policy.spacingDays,
    month_days: JSON.stringify(policy.monthDays),
    weekdays: JSON.stringify(policy.weekdays),
    updated_at: now,
    updated_by: by,
  }
  await db
    .insertInto('retry_policies')
    .values({ method_kind, category, ...values })
    .onDuplicateKeyUpdate(values)
    .execute()
}
