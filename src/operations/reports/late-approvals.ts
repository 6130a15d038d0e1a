import { findAttempt } from '../../db/claims.ts'
import type { Db } from '../../db/connect.ts'
import type { Learned } from '../../db/outcomes.ts'
import { findPayment } from '../../db/payments.ts'
import { findRecords, type RecordToTakeIn } from '../../db/report-records.ts'
import { isApproved, outcomeOfRecords } from './outcome-of-records.ts'

/** Messages that we call decided without money, and payments that were given up or wait. */
const GIVEN_UP_ATTEMPTS: readonly string[] = ['declined', 'never_sent', 'not_charged']
const GIVEN_UP_PAYMENTS: readonly string[] = ['declined', 'cancelled', 'pending']

/** Approvals in the reports of messages that count as not charged here. */
export async function findLateApprovals(
  db: Db,
  batch: readonly RecordToTakeIn[],
): Promise<Learned[]> {
  const suspects = batch.filter(
    ({ record, attempt, payment }) =>
      isApproved(record) &&
      attempt !== null &&
      attempt.refund_id === null &&
      attempt.status !== 'approved' &&
      (GIVEN_UP_ATTEMPTS.includes(attempt.status) ||
        GIVEN_UP_PAYMENTS.includes(payment?.status ?? '')),
  )
  const ids = [...new Set(suspects.map(({ record }) => record.transaction_id))]
  const records = await findRecords(db, ids)
  const found = await Promise.all(
    ids.map(async (id): Promise<Learned | null> => {
      const attempt = await findAttempt(db, id)
      const payment = attempt && (await findPayment(db, attempt.payment_id))
      const outcome = attempt && outcomeOfRecords(records.get(id) ?? [], attempt)
      if (!attempt || !payment || outcome?.kind !== 'approved') return null
      return { claim: { payment, attempt }, outcome, actor: 'report', source: 'report' }
    }),
  )
  return found.filter((learned) => learned !== null)
}
