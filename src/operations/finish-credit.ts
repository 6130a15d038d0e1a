import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { markCreditDone } from '../db/customer-credits.ts'
import { transact } from '../db/transact.ts'

/**
 * A person has dealt with money that became the customer's credit. False when somebody had before.
 */
export const finishCredit = (
  { db, now }: Context,
  credit: { paymentId: string; actor: string; note: string },
): Promise<boolean> =>
  transact(db, async (trx) => {
    if (!(await markCreditDone(trx, credit, now()))) return false
    await recordAudit(trx, {
      at: now(),
      actor: credit.actor,
      action: 'payment.credit_done',
      subject: `payment:${credit.paymentId}`,
      details: { note: credit.note },
    })
    return true
  })
