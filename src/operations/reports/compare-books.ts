import type { Context } from '../../context.ts'
import { insertMismatches } from '../../db/mismatches.ts'
import { findReportCursor, writeCompared } from '../../db/report-cursors.ts'
import { listMissing } from '../../db/report-records.ts'

/** Whatever is booked late is there by then. */
const SHOWN_WITHIN_MS = 48 * 3_600_000
const MISSING_AT_ONCE = 500

/**
 * Looks for approvals of ours that the report of their kind does not show after two days, and tells
 * people. Only as far as the report was read completely.
 */
export async function compareBooks(context: Context, kind: 'credit' | 'ach'): Promise<number> {
  const { db, now } = context
  const cursor = await findReportCursor(db, kind)
  if (!cursor?.complete_from || !cursor.complete_until) return 0
  const to = new Date(cursor.complete_until.getTime() - SHOWN_WITHIN_MS)
  const from = latest(cursor.compared_until ?? cursor.complete_from, cursor.complete_from)
  if (to <= from) return 0
  const message = kind === 'ach' ? 'check' : 'sale'
  const missing = await listMissing(db, { kind: message, from, to }, MISSING_AT_ONCE)
  await insertMismatches(
    db,
    missing.map((attempt) => ({
      kind: 'missing',
      reference: attempt.transaction_id,
      payment_id: attempt.payment_id,
      request_type: message.toUpperCase(),
      amount_cents: attempt.amount_cents,
      at: attempt.sent_at,
      found_at: now(),
    })),
  )
  // More than that has not been looked at yet; the next time goes on from there. One of the same
  // moment is found again then, which changes nothing.
  const isAll = missing.length < MISSING_AT_ONCE
  const last = missing.at(-1)?.sent_at ?? to
  await writeCompared(db, kind, isAll ? to : new Date(last.getTime() - 1))
  return missing.length
}

const latest = (a: Date, b: Date): Date => (a > b ? a : b)
