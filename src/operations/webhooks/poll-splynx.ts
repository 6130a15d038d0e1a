import { encodeTime } from 'ulid'
import type { Context } from '../../context.ts'
import { listRecordedPayments } from '../../db/missing-records.ts'
import { findSetting, saveSetting } from '../../db/settings.ts'
import { listWaitingSince } from '../../db/waiting-payments.ts'
import { lookFor } from './follow-recordings.ts'
import { followSplynx } from './follow-splynx.ts'

/** What has just been stored is about to be sent, with a look at Splynx of its own. */
const WAITING_AGE_MS = 60_000
const WAITING_PER_ROUND = 100
const WAITING_ROUNDS_MAX = 50

const RECORDED_PER_POLL = 1_000
/** Returns of debits come within sixty days; what is older than this nobody changes any more. */
const RECORDED_DAYS = 70
const CURSOR = 'splynx_poll_after'

/**
 * Makes up for hooks that got lost: looks at all that waits, and at a stretch of what was recorded,
 * each time the next one and in the end from the beginning again.
 */
export async function pollSplynx(context: Context): Promise<string> {
  const waiting = await lookAtWaiting(context)
  const { missing, looked } = await lookAtRecorded(context)
  return `${waiting} waiting and ${looked} recorded looked at, ${missing} missing`
}

async function lookAtWaiting(context: Context): Promise<number> {
  const { db, now } = context
  const before = new Date(now().getTime() - WAITING_AGE_MS)
  let count = 0
  let afterId = ''
  for (let round = 0; round < WAITING_ROUNDS_MAX; round++) {
    const waiting = await listWaitingSince(db, { before, afterId, limit: WAITING_PER_ROUND })
    const idsOf = (purpose: 'invoice' | 'proforma') =>
      waiting.flatMap((one) => (one.purpose === purpose ? (one.document_id ?? []) : []))
    await followSplynx(context, {
      invoiceIds: idsOf('invoice'),
      proformaIds: idsOf('proforma'),
      customerIds: [...new Set(waiting.map(({ customer_id }) => customer_id))],
    })
    count += waiting.length
    if (waiting.length < WAITING_PER_ROUND) break
    afterId = waiting.at(-1)!.id
  }
  return count
}

async function lookAtRecorded(context: Context): Promise<{ missing: number; looked: number }> {
  const { db, now } = context
  const oldest = firstIdAt(new Date(now().getTime() - RECORDED_DAYS * 86_400_000))
  const known = await findSetting(db, CURSOR)
  const afterId = typeof known === 'string' && known > oldest ? known : oldest
  const recorded = await listRecordedPayments(db, { afterId, limit: RECORDED_PER_POLL })
  const { missing } = await lookFor(context, recorded)
  const isEnd = recorded.length < RECORDED_PER_POLL
  await saveSetting(db, CURSOR, isEnd ? '' : recorded.at(-1)!.id, { by: 'worker', now: now() })
  return { missing, looked: recorded.length }
}

/** Payments' ids sort by time: none that was made since then is smaller. */
const firstIdAt = (time: Date): string => encodeTime(time.getTime())
