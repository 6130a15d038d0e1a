import type { Context } from '../../context.ts'
import { findReportCursor } from '../../db/report-cursors.ts'
import type { Attempt, ReportCursor } from '../../db/schema.ts'

/** What the reports say about a message of which they do not say what became of it. */
export type ReportWord =
  /** No reporting service is set up: nothing more can be learned there. */
  | 'none'
  /** Not read far enough past the message. */
  | 'unread'
  /** Read far past it, completely, and it is not there. */
  | 'silent'
  /** It is there, and what became of it is not clear. */
  | 'shown'

type Sent = Pick<Attempt, 'kind' | 'sent_at'>

/** Reads the cursors once, for any number of messages. */
export async function readReportSilence({
  db,
  reports,
  config,
}: Context): Promise<(message: Sent) => Exclude<ReportWord, 'shown'>> {
  if (!reports) return () => 'none'
  const [cards, bank] = await Promise.all([
    findReportCursor(db, 'credit'),
    findReportCursor(db, 'ach'),
  ])
  return (message) => {
    const cursor = message.kind === 'check' ? bank : cards
    return isSilent(cursor, message, config.REPORT_SILENCE_S * 1_000) ? 'silent' : 'unread'
  }
}

/** The gateway's clock and ours may differ by a little. */
const CLOCKS_MS = 15 * 60_000
/** A debit has all of the following day to appear. */
const DEBIT_SILENCE_MS = 48 * 3_600_000

function isSilent(cursor: ReportCursor | undefined, message: Sent, silenceMs: number): boolean {
  if (!cursor?.complete_from || !cursor.complete_until) return false
  const pastMs = message.kind === 'check' ? Math.max(silenceMs, DEBIT_SILENCE_MS) : silenceMs
  const sentMs = message.sent_at.getTime()
  return (
    cursor.complete_from.getTime() <= sentMs - Math.min(CLOCKS_MS, pastMs) &&
    cursor.complete_until.getTime() >= sentMs + pastMs
  )
}
