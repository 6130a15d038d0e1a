import type { Context } from '../../context.ts'
import { hasUnknownPayments, listUnknownIds } from '../../db/inquiries.ts'
import { claimReport, endReading, writeStretch } from '../../db/report-cursors.ts'
import { insertRecords } from '../../db/report-records.ts'
import type { NewStoredRecord, ReportCursor } from '../../db/schema.ts'
import { type ReportRecord, type Reports, recordKey } from '../../gateway/reports/reports.ts'
import { scrub } from '../../gateway/scrub.ts'
import { resolvePayments } from '../resolve-payments.ts'
import { takeInReturns } from '../returns/take-in-returns.ts'
import { compareBooks } from './compare-books.ts'
import { correctionOf } from './correction.ts'
import { takeInRecords } from './take-in-records.ts'

/** In the order of what depends on what: a return is of a debit that has to be known first. */
const KINDS = ['credit', 'ach', 'achrejects'] as const
export type ReadKind = (typeof KINDS)[number]

const DAY_MS = 24 * 3_600_000
/** One question asks for so much at most: a service that was off for weeks is caught up in steps. */
const STRETCH_MS: Record<ReadKind, number> = {
  credit: DAY_MS,
  ach: 2 * DAY_MS,
  achrejects: 30 * DAY_MS,
}
/** The rest is read by the next job, so that none runs for ever. */
const STRETCHES_MAX = 60
const LEASE_MS = 15 * 60_000

/**
 * Reads the gateway's reports as far as their time has come, and draws the consequences. A service
 * that fails is noted and asked again later. Returns what came of each kind, for the queue page.
 */
export async function readReports(context: Context, isAsked = false): Promise<string> {
  const { reports } = context
  if (!reports) return 'no reporting service is set up'
  const said: string[] = []
  for (const kind of KINDS) said.push(`${kind}: ${await readKind(context, reports, kind, isAsked)}`)
  return said.join(', ')
}

async function readKind(
  context: Context,
  reports: Reports,
  kind: ReadKind,
  isAsked: boolean,
): Promise<string> {
  const { db, now, log } = context
  const pauses = isAsked ? { pauseMs: 0, failingPauseMs: 0 } : await pausesOf(context, kind)
  const cursor = await claimReport(db, kind, { now: now(), leaseMs: LEASE_MS, ...pauses })
  if (!cursor) return 'not now'
  try {
    const { count, unreadable } = await readOn(context, reports, kind, cursor)
    const taken = await takeIn(context, kind)
    const error = unreadable > 0 ? `${unreadable} records could not be read` : null
    if (error) log.error({ kind, unreadable }, 'a report holds records that cannot be read')
    await endReading(db, kind, error, now())
    return `${count} records, ${taken} new`
  } catch (error) {
    const words = scrub(error instanceof Error ? error.message : 'no reason given')
    log.warn({ kind, error }, 'a report could not be read')
    await endReading(db, kind, words, now())
    return `failed: ${words}`
  }
}

/** More often while somebody waits for what the report may say, and while it cannot be read. */
async function pausesOf({ db, config }: Context, kind: ReadKind) {
  const usualMs = config.REPORT_EVERY_S * 1_000
  const failingPauseMs = Math.min(config.REPORT_EVERY_UNKNOWN_S * 1_000, usualMs)
  const isAwaited = kind !== 'achrejects' && (await hasUnknownPayments(db, KIND_OF[kind]))
  return { pauseMs: isAwaited ? failingPauseMs : usualMs, failingPauseMs }
}

const KIND_OF = { credit: 'card', ach: 'bank' } as const

async function readOn(
  { db, config, now }: Context,
  reports: Reports,
  kind: ReadKind,
  cursor: ReportCursor,
) {
  const overlapMs =
    kind === 'achrejects' ? config.RETURNS_OVERLAP_DAYS * DAY_MS : config.REPORT_OVERLAP_S * 1_000
  const first = new Date(now().getTime() - config.REPORT_FIRST_DAYS * DAY_MS)
  let from = cursor.read_until ? new Date(cursor.read_until.getTime() - overlapMs) : first
  const sum = { count: 0, unreadable: 0 }
  for (let stretches = 0; stretches < STRETCHES_MAX; stretches++) {
    const end = now()
    const to = new Date(Math.min(from.getTime() + overlapMs + STRETCH_MS[kind], end.getTime()))
    let unreadable = 0
    for await (const part of reports.parts(kind, { from, to })) {
      unreadable += part.unreadable
      sum.count += part.records.length
      await insertRecords(
        db,
        part.records.map((record) => rowOf(record, end)),
      )
    }
    sum.unreadable += unreadable
    const leaseUntil = new Date(end.getTime() + LEASE_MS)
    await writeStretch(db, { kind, from, to, isComplete: unreadable === 0 }, leaseUntil)
    if (to >= end) break
    from = new Date(to.getTime() - overlapMs)
  }
  return sum
}

/** Nothing of it can charge anybody or says who somebody is: no token, no number, no name. */
const rowOf = (record: ReportRecord, now: Date): NewStoredRecord => ({
  record_key: recordKey(record),
  kind: record.kind,
  transaction_id: record.transactionId,
  gateway_id: record.gatewayId,
  terminal_id: record.terminalId.slice(0, 40),
  request_type: record.requestType.slice(0, 20),
  at: record.at,
  action_code: record.actionCode,
  response_text: record.responseText?.slice(0, 100) ?? null,
  approval_code: record.approvalCode,
  amount_cents: record.amountCents,
  status: record.status,
  completed_at: record.completedAt,
  correction: correctionOf(record),
  read_at: now,
  taken_in_at: null,
})

async function takeIn(context: Context, kind: ReadKind): Promise<number> {
  if (kind === 'achrejects') return takeInReturns(context)
  const taken = await takeInRecords(context, kind)
  await compareBooks(context, kind)
  await settleBySilence(context, kind)
  return taken
}

const ASKED_AT_ONCE = 200

/**
 * The gateway did not know these, and the report has now been read further: with one more answer "not
 * found" its silence may settle them.
 */
async function settleBySilence(context: Context, kind: 'credit' | 'ach'): Promise<void> {
  const ids = await listUnknownIds(context.db, KIND_OF[kind], ASKED_AT_ONCE)
  if (ids.length > 0) await resolvePayments(context, ids, { actor: 'report', isAsked: true })
}
