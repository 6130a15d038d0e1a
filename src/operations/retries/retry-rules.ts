import type { Context } from '../../context.ts'
import { listRetryPolicies } from '../../db/retry-policies.ts'
import type { RetryPolicyRow } from '../../db/schema.ts'
import type { RetryRules } from '../../domain/retry.ts'
import {
  policyOf,
  RETRY_DEFAULTS,
  type RetryKind,
  type RetryPolicies,
  type RetryPolicy,
  withinRanges,
} from '../../domain/retry-policy.ts'

/** What decides about further automatic tries now. */
export async function readRetryRules({
  db,
  settings,
  config,
}: Pick<Context, 'db' | 'settings' | 'config'>): Promise<RetryRules> {
  const [rows, { retryDeclinesMax, ownRetries }] = await Promise.all([
    listRetryPolicies(db),
    settings.of(null),
  ])
  return {
    policies: policiesOf(rows),
    declinesMax: retryDeclinesMax,
    isOn: ownRetries,
    zone: config.TZ,
  }
}

/** The defaults, and what was saved in their place; cut back to what the brands and Nacha allow. */
export function policiesOf(rows: readonly RetryPolicyRow[]): RetryPolicies {
  const policy = (...kind: RetryKind): RetryPolicy => {
    const row = rows.find(
      ({ method_kind, category }) => method_kind === kind[0] && category === kind[1],
    )
    return withinRanges(kind, row ? savedPolicy(row) : policyOf(RETRY_DEFAULTS, kind))
  }
  return {
    card: { soft: policy('card', 'soft'), data: policy('card', 'data') },
    bank: {
      soft: policy('bank', 'soft'),
      data: policy('bank', 'data'),
      returned: policy('bank', 'returned'),
    },
  }
}

const savedPolicy = (row: RetryPolicyRow): RetryPolicy => ({
  triesMax: row.tries_max,
  windowDays: row.window_days,
  spacingDays: row.spacing_days,
  monthDays: row.month_days,
  weekdays: row.weekdays,
})
