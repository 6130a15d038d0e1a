import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { saveRetryPolicy } from '../../db/retry-policies.ts'
import { transact } from '../../db/transact.ts'
import { type RetryKind, type RetryPolicy, withinRanges } from '../../domain/retry-policy.ts'

/** Changes a policy; what the brands or Nacha do not allow is cut back whoever asks for it. */
export function savePolicy(
  { db, now }: Context,
  {
    kind,
    policy,
    actor,
    address,
  }: { kind: RetryKind; policy: RetryPolicy; actor: string; address?: string },
): Promise<void> {
  return transact(db, async (trx) => {
    const at = now()
    const allowed = withinRanges(kind, policy)
    await saveRetryPolicy(trx, kind, allowed, { by: actor, now: at })
    await recordAudit(trx, {
      ...{ at, actor, address },
      action: 'retry_policy.changed',
      subject: `retry_policy:${kind.join('-')}`,
      details: { ...allowed },
    })
  })
}
