import type { Context } from '../../context.ts'
import { findForgotten, findMarks, type Mark, writeMarks } from '../../db/journal-marks.ts'
import { isSafeMode, pauseRunsForSafeMode } from '../../db/safe-mode.ts'
import { transact } from '../../db/transact.ts'
import type { JournalMessage } from '../../domain/journal.ts'
import { type JournalSource, STREAM } from '../../journal/journal.ts'
import { catchUp } from './catch-up.ts'
import { enterAfterRestore } from './enter-safe-mode.ts'
import { placeMessages } from './place-messages.ts'

/**
 * Compares what the journal has noted since the last time with the database. A claim is committed
 * before its message is noted, so a message that the database does not know means that MySQL has gone
 * back in time: then nothing may be sent any more, and the gateway is asked about every message that
 * was forgotten. Rejects when MySQL or Redis cannot be read.
 */
export async function checkJournal(context: Context): Promise<string> {
  const { db, journal, now } = context
  const sources = await journal.listSources()
  const marks = await findMarks(
    db,
    sources.map(({ name }) => name),
  )
  const found: Found = { messages: [], marks: [], lost: [] }
  for (const source of sources) await readSource(context, source, marks, found)
  if (found.messages.length > 0) await enterAfterRestore(context, found)
  await catchUp(context, { isLost: found.lost.includes(STREAM) })
  await journal.trim()

  if (!(await isSafeMode(db))) return 'the database knows every message'
  // One may have been started by a process that had not seen it yet.
  await pauseRunsForSafeMode(db, now())
  const placed = await placeMessages(context)
  return `safe mode: ${found.messages.length} found, ${placed} placed`
}

interface Found {
  /** Those that the database has forgotten. */
  messages: JournalMessage[]
  /** Of the sources that have them; they are written with the entering. */
  marks: Mark[]
  /** Sources whose last position is gone. */
  lost: string[]
}

async function readSource(
  { db, log, now }: Context,
  source: JournalSource,
  marks: ReadonlyMap<string, string | null>,
  found: Found,
): Promise<void> {
  let position = marks.get(source.name) ?? null
  for (;;) {
    const page = await source.readAfter(position)
    if (page.isLost) {
      found.lost.push(source.name)
      log.warn({ source: source.name }, 'the journal has lost what it had; it begins anew')
    }
    if (page.messages.length > 0 || page.position !== position) {
      const mark = { source: source.name, position: page.position }
      // In one transaction: a database that is exchanged in between must not get the mark.
      const forgotten = await transact(db, async (trx) => {
        const missing = await findForgotten(trx, page.messages)
        const isClean = missing.length === 0 && !hasMark(found, source)
        if (isClean) await writeMarks(trx, [mark], now())
        return missing
      })
      found.messages.push(...forgotten)
      if (forgotten.length > 0 || hasMark(found, source)) setMark(found, mark)
      position = page.position
    }
    if (page.isLast) return
  }
}

const hasMark = ({ marks }: Found, { name }: JournalSource): boolean =>
  marks.some(({ source }) => source === name)

function setMark(found: Found, mark: Mark): void {
  found.marks = [...found.marks.filter(({ source }) => source !== mark.source), mark]
}
