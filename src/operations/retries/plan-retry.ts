import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { removeRetryPlan, saveRetryPlan } from '../../db/retry-plans.ts'
import { transact } from '../../db/transact.ts'

export interface PlanRetry {
  purpose: 'invoice' | 'proforma'
  documentId: number
  customerId: number
  decision: { kind: 'moved'; notBefore: string } | { kind: 'cancelled' } | { kind: 'by_policy' }
  reason: string
  actor: string
  address?: string
}

/**
 * A clerk moves or cancels the next automatic try of a document, or hands it back to the policy. It can
 * only ever make fewer tries: what the rules forbid stays forbidden on the day that was chosen.
 */
export function planRetry(
  { db, now }: Context,
  { purpose, documentId, customerId, decision, reason, actor, address }: PlanRetry,
): Promise<void> {
  return transact(db, async (trx) => {
    const at = now()
    if (decision.kind === 'by_policy') await removeRetryPlan(trx, { purpose, documentId })
    else {
      const notBefore = decision.kind === 'moved' ? decision.notBefore : null
      const plan = { purpose, documentId, customerId, notBefore, reason }
      await saveRetryPlan(trx, plan, { by: actor, now: at })
    }
    await recordAudit(trx, {
      ...{ at, actor, address },
      action: `retry.${decision.kind}`,
      subject: `${purpose}:${documentId}`,
      details: { customerId, decision, reason },
    })
  })
}
