import type { Context } from '../../context.ts'
import { listRecordsToTakeIn, writeTakenIn } from '../../db/report-records.ts'
import type { StoredRecord } from '../../db/schema.ts'
import { isDatabaseAway } from '../../db/transact.ts'
import { returnCodeOf } from '../../domain/return-codes.ts'
import { takeReturn } from './take-return.ts'

const RECORDS_AT_ONCE = 200

/**
 * Takes in what the report of returns said, each record once. One whose debit is not decided yet, or
 * that failed, is left for the next time, and holds up no other.
 */
export async function takeInReturns(context: Context): Promise<number> {
  const { db, now } = context
  let taken = 0
  for (let afterId = 0; ; ) {
    const batch = await listRecordsToTakeIn(db, 'achrejects', afterId, RECORDS_AT_ONCE)
    if (batch.length === 0) return taken
    for (const { record } of batch) {
      if (!(await takeOne(context, record).catch(failed(context, record)))) continue
      await writeTakenIn(db, [record.id], now())
      taken += 1
    }
    afterId = batch.at(-1)!.record.id
  }
}

/** A fault of ours about one record must not keep the others waiting. */
const failed =
  ({ log }: Context, { id, transaction_id }: StoredRecord) =>
  (error: unknown): false => {
    if (isDatabaseAway(error)) throw error
    log.error({ recordId: id, transactionId: transaction_id, error }, 'a return was not taken in')
    return false
  }

/** True when there is nothing left to do about the record. */
async function takeOne(context: Context, record: StoredRecord): Promise<boolean> {
  const { log, now } = context
  const { transaction_id: transactionId, status: code } = record
  if (code === null || !/^[RC]\d\d$/.test(code)) return true
  const result = await takeReturn(context, {
    // What was not sent by us has the gateway's number only.
    transactionId: transactionId || record.gateway_id.slice(-18),
    code,
    returnedAt: record.completed_at ?? record.at ?? now(),
    source: 'report',
    actor: 'report',
    amountCents: record.amount_cents,
    correction: record.correction,
  })
  if (result.kind === 'taken' && returnCodeOf(code).action === 'alarm') {
    log.error({ transactionId, code }, 'the bank says that a debit was sent twice')
  }
  return result.kind !== 'not_yet'
}
