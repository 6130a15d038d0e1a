import type { Context } from '../../context.ts'
import { findReportCursor } from '../../db/report-cursors.ts'
import { findFirstSentAt, findRecords } from '../../db/report-records.ts'
import type { NewDifference, StoredRecord } from '../../db/schema.ts'
import { listUsedTerminals } from '../../db/terminals.ts'
import { findClosedMismatches } from '../../db/tie-out-differences.ts'
import type { Bounds, SentEntry } from '../../db/tie-out-entries.ts'
import { type LegResult, writeDifferences } from '../../db/tie-outs.ts'
import { addTo, compareCopies, noSums, type Sums } from '../../domain/tie-out.ts'
import {
  eachReturnPart,
  eachSentPart,
  isOwnReturn,
  lineOf,
  methodOf,
  ofReturn,
  ofSent,
} from './ledger.ts'
import { onlyAtGateway } from './only-at-gateway.ts'

const REPORTS = { credit: 'cards', ach: 'bank debits', achrejects: 'returned debits' } as const

/** Whether the reports have been read completely over these moments; else why not. */
export async function gatewayReadiness(
  { db, reports }: Context,
  { from, to }: Bounds,
): Promise<LegResult> {
  if (!reports) return { state: 'none', note: 'No reporting service of IPpay is set up' }
  for (const kind of ['credit', 'ach', 'achrejects'] as const) {
    const cursor = await findReportCursor(db, kind)
    const name = `IPpay’s report of ${REPORTS[kind]}`
    if (!cursor?.complete_from || !cursor.complete_until) {
      return { state: 'waiting', note: `${name} has not been read yet` }
    }
    if (cursor.complete_from > from) {
      return { state: 'waiting', note: `${name} has been read since a later day only` }
    }
    if (cursor.complete_until < to) {
      const why = cursor.last_error ? `: ${cursor.last_error}` : ''
      return { state: 'waiting', note: `${name} has not been read to the end of the day${why}` }
    }
  }
  return { state: 'compared' }
}

/** Adds up our ledger, and the gateway's where its reports are there, storing what differs. */
export async function compareWithGateway(
  context: Context,
  day: string,
  bounds: Bounds,
): Promise<{ leg: LegResult; ledger: Sums; gateway: Sums }> {
  const { db, config, now } = context
  const leg = await gatewayReadiness(context, bounds)
  const isCompared = leg.state === 'compared'
  const ledger = noSums()
  const gateway = noSums()
  const store = async (rows: NewDifference[]) =>
    writeDifferences(db, day, await withKnownNotes(context, rows), now())

  for await (const part of eachSentPart(db, bounds)) {
    const records = isCompared ? await findRecords(db, part.map(namedBy)) : new Map()
    const differences: NewDifference[] = []
    for (const entry of part) {
      const line = lineOf(entry)
      addTo(ledger, methodOf(entry), line, entry.amount_cents)
      if (!isCompared) continue
      const copies = compareCopies(entry.amount_cents, bookingsOf(entry, records))
      if (copies.theirsCents !== null) addTo(gateway, methodOf(entry), line, copies.theirsCents)
      if (copies.differs) differences.push(ofSent(entry, `gateway_${copies.differs}`, copies))
    }
    await store(differences)
  }

  for await (const part of eachReturnPart(db, bounds)) {
    const differences: NewDifference[] = []
    for (const entry of part) {
      if (!isOwnReturn(entry)) {
        if (!isCompared || entry.kind !== null) continue
        const theirs = entry.amount_cents ?? 0
        addTo(gateway, 'bank', 'returned', theirs)
        differences.push(ofReturn(entry, 'gateway_only', { ours: null, theirs }))
        continue
      }
      const ours = entry.amount_cents
      addTo(ledger, 'bank', 'returned', ours)
      if (!isCompared) continue
      if (entry.reported_at) addTo(gateway, 'bank', 'returned', ours)
      else differences.push(ofReturn(entry, 'gateway_missing', { ours, theirs: null }))
    }
    await store(differences)
  }

  if (isCompared) {
    const [firstSentAt, terminals] = await Promise.all([
      findFirstSentAt(db),
      listUsedTerminals(db, config.IPPAY_TERMINAL_ID),
    ])
    for await (const found of onlyAtGateway(db, bounds, { firstSentAt, terminals })) {
      for (const { method_kind, line, theirs_cents } of found) {
        addTo(gateway, method_kind, line, theirs_cents ?? 0)
      }
      await store(found)
    }
  }
  return { leg, ledger, gateway }
}

/** A void stands in the report under the number of what it voids. */
const namedBy = ({ kind, original_id, transaction_id }: SentEntry): string =>
  kind === 'void' ? (original_id ?? transaction_id) : transaction_id

/** What the gateway booked under a message, once for each number of its own. */
function bookingsOf(
  entry: SentEntry,
  records: ReadonlyMap<string, StoredRecord[]>,
): (number | null)[] {
  const booked = (records.get(namedBy(entry)) ?? []).filter((record) => isSame(entry, record))
  // It is whole or not at all, and cannot move money twice.
  if (entry.kind === 'void') return booked.length > 0 ? [entry.amount_cents] : []
  const byNumber = new Map(booked.map((record) => [record.gateway_id, record.amount_cents]))
  return [...byNumber.values()]
}

const isSame = ({ kind }: SentEntry, { request_type, action_code }: StoredRecord): boolean =>
  kind === 'void'
    ? ['VOID', 'REVERSEAUTH'].includes(request_type) && ['000', '400'].includes(action_code ?? '')
    : request_type === kind.toUpperCase() && action_code === '000'

/** What somebody found out on the page of returns need not be found out again. */
async function withKnownNotes({ db }: Context, rows: NewDifference[]): Promise<NewDifference[]> {
  const known = await findClosedMismatches(
    db,
    rows.map(({ reference }) => reference),
  )
  return rows.map((row) => {
    const note = known.get(row.reference)
    return note
      ? { ...row, explained_at: note.at, explained_by: note.by, explanation: note.note }
      : row
  })
}
