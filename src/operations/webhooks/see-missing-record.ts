import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { markMissingRecordSeen } from '../../db/missing-records.ts'
import { transact } from '../../db/transact.ts'

/** A person says that a payment was rightly deleted in Splynx. False when somebody said so before. */
export const seeMissingRecord = (
  { db, now }: Context,
  { paymentId, actor }: { paymentId: string; actor: string },
): Promise<boolean> =>
  transact(db, async (trx) => {
    const reason = 'it is right that Splynx has it no more'
    if (!(await markMissingRecordSeen(trx, { paymentId, actor, reason }, now()))) return false
    const subject = `payment:${paymentId}`
    await recordAudit(trx, { at: now(), actor, action: 'payment.missing_record_seen', subject })
    return true
  })
