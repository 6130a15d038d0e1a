import type { Context } from '../../context.ts'
import {
  findRecordedPayments,
  noteMissingRecord,
  type RecordedPayment,
} from '../../db/missing-records.ts'

/**
 * Looks whether Splynx still has these recorded payments. One that somebody deleted there is shown
 * to a person and never recorded again by itself: whoever deleted it may have had a reason. Rejects
 * with `SplynxError` when Splynx cannot be asked.
 */
export const followRecordings = async (
  context: Context,
  paymentIds: readonly string[],
): Promise<{ missing: number }> =>
  lookFor(context, await findRecordedPayments(context.db, paymentIds))

export async function lookFor(
  { db, splynx, log, now }: Context,
  recorded: readonly RecordedPayment[],
): Promise<{ missing: number }> {
  const ids = recorded.flatMap(({ splynx_payment_id }) => splynx_payment_id ?? [])
  const receipts = await splynx.findPayments(ids)
  let missing = 0
  for (const payment of recorded) {
    const receipt = payment.transaction_id ?? ''
    if (receipts.get(payment.splynx_payment_id ?? 0) === receipt) continue
    // Under another number it counts as well: it was recorded anew by hand.
    if (receipt !== '' && (await splynx.findPaymentByReceipt(receipt))) continue
    // It may have been undone by us while Splynx was asked.
    const [still] = await findRecordedPayments(db, [payment.id])
    if (!still || !(await noteMissingRecord(db, still, now()))) continue
    missing++
    log.error({ paymentId: payment.id }, 'a recorded payment was deleted in Splynx by somebody')
  }
  return { missing }
}
