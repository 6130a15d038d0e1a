import type { Context } from '../../context.ts'
import {
  clearBehind,
  findBehindSince,
  listMessagesSince,
  markBehind,
} from '../../db/journal-marks.ts'
import { STREAM } from '../../journal/journal.ts'

/** How much of a journal that was lost is written anew: an older backup is hardly ever restored. */
const WRITTEN_ANEW_MS = 8 * 24 * 60 * 60_000
/** Claims are committed a moment after the time that they carry. */
const OVERLAP_MS = 5 * 60_000
const PAGE = 500

/**
 * Writes what the stream lacks from MySQL: after Redis was away or flushed. A message that is noted
 * twice does no harm.
 */
export async function catchUp(context: Context, { isLost }: { isLost: boolean }): Promise<void> {
  const { db, journal, config, log, now } = context
  if (isLost) await markBehind(db, STREAM, new Date(now().getTime() - WRITTEN_ANEW_MS))
  const behindSince = await findBehindSince(db, STREAM)
  if (behindSince === null) return
  const options = { ofEnvironment: config.IPPAY_TERMINAL_ID, limit: PAGE }
  let after = { sentAt: new Date(behindSince.getTime() - OVERLAP_MS), transactionId: '' }
  let written = 0
  for (;;) {
    const messages = await listMessagesSince(db, after, options)
    if (messages.length > 0) await journal.append(messages)
    written += messages.length
    if (messages.length < PAGE) break
    after = messages.at(-1)!
  }
  await clearBehind(db, STREAM, behindSince)
  log.info({ written }, 'the journal was brought up to date from the database')
}
