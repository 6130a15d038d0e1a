import type { Context } from '../context.ts'
import { listAbandonedClaims, listDuePayments } from '../db/inquiries.ts'
import { NO_MAILS } from '../db/mails.ts'
import { writeOutcomes } from '../db/outcomes.ts'
import { listDueRecordings } from '../db/recordings.ts'
import { listDueReturnFees } from '../db/return-fees.ts'
import { listWaitingItemIds } from '../db/run-items.ts'
import { listQuietRuns, touchRun } from '../db/runs.ts'
import type { Run } from '../db/schema.ts'
import { listDueStatementRecords } from '../db/statement-records.ts'
import { patienceOf } from '../domain/patience.ts'
import { finishRun } from './finish-run.ts'
import { sweepMails } from './mails/sweep-mails.ts'
import { sweepRefunds } from './refunds/sweep-refunds.ts'
import { ringItems } from './ring-items.ts'
import { ringPayment } from './ring-payment.ts'

const LIMIT = 1_000
const IDS_PER_RING = 20
/** A run that nobody has touched for so long has lost its rings. */
const QUIET_RUN_MS = 20_000

/**
 * Rings again for whatever is left waiting in MySQL: Redis may be flushed at any moment and nothing
 * is forgotten. Rings are harmless: every row is claimed before anything happens to it.
 */
export async function sweep(context: Context): Promise<string> {
  const { db, bell, now } = context
  const abandoned = await giveUpAbandonedClaims(context)
  const pending = await listDuePayments(db, 'pending', now(), LIMIT)
  for (const payment of pending) await ringPayment(context, payment)
  const unknown = await listDuePayments(db, 'unknown', now(), LIMIT)
  await ringByIds(
    context,
    'resolve-payment',
    unknown.map(({ id }) => id),
  )
  const recordings = await listDueRecordings(db, now(), LIMIT)
  await ringByIds(context, 'record-payment', recordings)
  const statements = await listDueStatementRecords(db, now(), LIMIT)
  await ringByIds(context, 'write-statement-records', statements)
  const fees = await listDueReturnFees(db, now(), LIMIT)
  if (fees.length > 0) await bell.ring('charge-return-fee', { returnIds: fees })
  const runs = await listQuietRuns(db, new Date(now().getTime() - QUIET_RUN_MS))
  for (const run of runs) await wakeRun(context, run)
  const refunds = await sweepRefunds(context)
  const mails = await sweepMails(context)
  return [
    `${abandoned} abandoned`,
    `${pending.length} pending`,
    `${unknown.length} unknown`,
    `${recordings.length} to record`,
    `${statements.length} statement records`,
    `${fees.length} fees`,
    `${runs.length} quiet runs`,
    refunds,
    mails,
  ].join(', ')
}

/** A worker ended between its claim and the answer: the message may have left. Only asking tells. */
async function giveUpAbandonedClaims({ db, config, now, log }: Context): Promise<number> {
  const claims = await listAbandonedClaims(db, now(), LIMIT)
  if (claims.length === 0) return 0
  log.warn({ count: claims.length }, 'payments were left at the gateway by a worker that ended')
  const learned = claims.map((claim) => ({
    claim,
    outcome: { kind: 'unknown' as const, cause: 'the worker ended before an answer came' },
    actor: 'sweep',
    source: 'lease',
  }))
  // An unknown outcome is nothing to write to anybody about.
  const settled = await writeOutcomes(db, learned, now(), patienceOf(config), NO_MAILS)
  return settled.filter((status) => status !== null).length
}

async function ringByIds(
  { bell }: Context,
  job: 'resolve-payment' | 'record-payment' | 'write-statement-records',
  ids: string[],
): Promise<void> {
  for (let at = 0; at < ids.length; at += IDS_PER_RING) {
    await bell.ring(job, { paymentIds: ids.slice(at, at + IDS_PER_RING) })
  }
}

async function wakeRun(context: Context, run: Run): Promise<void> {
  const { db, bell, now } = context
  if (await finishRun(context, run.id)) return
  if (run.selected_at === null) await bell.ring('charge-batch', { runId: run.id })
  let after = 0
  for (;;) {
    const ids = await listWaitingItemIds(db, run.id, after, LIMIT)
    if (ids.length === 0) break
    await ringItems(context, run.id, ids)
    after = ids.at(-1)!
  }
  await touchRun(db, run.id, now())
}
