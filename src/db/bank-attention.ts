import type { Db } from './connect.ts'
import { readOpenMismatches } from './mismatches.ts'
import { listReportCursors } from './report-cursors.ts'
import { type ListedReturn, readOpenReturns } from './returns.ts'
import type { ReportCursor } from './schema.ts'

/** What the bank and the gateway's reports leave for people to do. */
export interface BankAttention {
  returns: { count: number; first: readonly ListedReturn[] }
  mismatches: number
  /** A report that has failed for too long. */
  failing: ReportCursor | null
}

const RETURNS_SHOWN = 5

export async function readBankAttention(
  db: Db,
  { now, warnMs }: { now: Date; warnMs: number },
): Promise<BankAttention> {
  const [returns, mismatches, cursors] = await Promise.all([
    readOpenReturns(db, RETURNS_SHOWN),
    readOpenMismatches(db, 0),
    listReportCursors(db),
  ])
  const tooLongAgo = now.getTime() - warnMs
  const failing = cursors.find(
    (cursor) => cursor.failing_since && cursor.failing_since.getTime() <= tooLongAgo,
  )
  return { returns, mismatches: mismatches.count, failing: failing ?? null }
}
