import type { Context } from '../../context.ts'
import { markBehind } from '../../db/journal-marks.ts'
import type { JournalMessage } from '../../domain/journal.ts'
import { STREAM } from '../../journal/journal.ts'

// What could not be marked yet, per process: kept until MySQL takes it.
const unmarked = new WeakMap<Context['journal'], Date>()

/**
 * Notes messages in the journal outside MySQL: their claims are committed, and no byte has left. A
 * journal that cannot be written stops nobody from paying, because MySQL has the messages; it is
 * marked as behind and brought up to date from there. Never rejects.
 */
export async function noteMessages(
  { journal, db, log }: Pick<Context, 'journal' | 'db' | 'log'>,
  messages: readonly JournalMessage[],
): Promise<void> {
  const isNoted = await journal.note(messages)
  if (isNoted && !unmarked.has(journal)) return
  const since = earliest(isNoted ? [] : messages, unmarked.get(journal))
  unmarked.set(journal, since)
  try {
    await markBehind(db, STREAM, since)
    unmarked.delete(journal)
  } catch (error) {
    log.warn({ error }, 'the journal is behind, and that cannot be noted yet')
  }
}

const earliest = (messages: readonly JournalMessage[], known: Date | undefined): Date =>
  new Date(
    Math.min(
      known?.getTime() ?? Number.POSITIVE_INFINITY,
      ...messages.map(({ sentAt }) => sentAt.getTime()),
    ),
  )
