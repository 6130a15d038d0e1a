import type { Context } from '../../context.ts'
import type { RecordToTakeIn } from '../../db/report-records.ts'
import type { StoredRecord } from '../../db/schema.ts'
import { actionCodeOf } from '../../domain/action-codes.ts'
import { type RefundRecord, resolveRefundFrom } from '../refunds/resolve-refund-from.ts'

/**
 * Settles refunds by what the reports say of them, each with all the effects of an answer. Returns
 * the records of money that went back without a refund of ours.
 */
export async function settleRefundsByRecords(
  context: Context,
  batch: readonly RecordToTakeIn[],
): Promise<RecordToTakeIn[]> {
  const notOurs: RecordToTakeIn[] = []
  for (const item of batch) {
    const { record, attempt } = item
    const refund = attempt && refundRecordOf(record, attempt.refund_id !== null)
    const settled = refund ? await resolveRefundFrom(context, refund) : undefined
    const isOurs = settled !== undefined || attempt?.refund_id
    if (attempt && isGivenBack(record) && !isOurs) notOurs.push(item)
  }
  return notOurs
}

const isGivenBack = ({ request_type, action_code }: StoredRecord): boolean =>
  ['VOID', 'REVERSEAUTH', 'CREDIT', 'REVERSAL'].includes(request_type) &&
  ['000', '400'].includes(action_code ?? '')

/** A void is reported under the original's TransactionID, a credit under its own. */
function refundRecordOf(record: StoredRecord, isRefund: boolean): RefundRecord | null {
  const requestType = record.request_type === 'REVERSEAUTH' ? 'VOID' : record.request_type
  const isVoid = requestType === 'VOID'
  const isCredit = (requestType === 'CREDIT' || requestType === 'REVERSAL') && isRefund
  if (!isVoid && !isCredit) return null
  const { action_code, response_text, approval_code, transaction_id } = record
  const reply = {
    actionCode: action_code,
    responseText: response_text,
    approvalCode: approval_code,
  }
  const shared = { transactionId: transaction_id, requestType, source: 'report' } as const
  if (action_code === '000' || (isVoid && action_code === '400')) {
    return { ...shared, outcome: { kind: 'approved', reply } }
  }
  // A void that was refused proves nothing about an earlier one, and 900 nothing about a repeat.
  const { category } = actionCodeOf(action_code, response_text)
  const isDecline = category === 'hard' || category === 'data' || category === 'soft'
  if (isVoid || !isDecline || action_code === '900') return null
  return { ...shared, outcome: { kind: 'declined', category, reply } }
}
