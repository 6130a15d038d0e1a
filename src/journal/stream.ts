import type { Redis } from 'ioredis'
import {
  JOURNAL_KEPT_MS,
  type JournalMessage,
  journalLine,
  readJournalLine,
} from '../domain/journal.ts'
import { type JournalPage, type JournalSource, STREAM } from './journal.ts'

/** An entry holds all messages of a batch: one command each, however many there are. */
const FIELD = 'm'
const ENTRIES_PER_PAGE = 50
/** Age alone trims it as a rule. This bounds what a flood can take of Redis' memory. */
const ENTRIES_MAX = 300_000

/** The stream of one installation. Its keys share the hash tag of the queues. */
export const streamKey = (installation: string): string => `{ippay}:journal:${installation}`

export async function appendToStream(
  redis: Redis,
  key: string,
  messages: readonly JournalMessage[],
): Promise<void> {
  await redis.xadd(key, '*', FIELD, messages.map(journalLine).join('\n'))
}

export const streamSource = (redis: Redis, key: string): JournalSource => ({
  name: STREAM,
  async readAfter(position) {
    // A stream that was flushed has lost the entry that was read last.
    const isLost = position !== null && (await redis.xrange(key, position, position)).length === 0
    const from = position === null || isLost ? '-' : `(${position}`
    const entries = await redis.xrange(key, from, '+', 'COUNT', ENTRIES_PER_PAGE)
    return {
      messages: entries.flatMap(([, fields]) => messagesOf(fields[1])),
      position: entries.at(-1)?.[0] ?? (isLost ? null : position),
      isLast: entries.length < ENTRIES_PER_PAGE,
      isLost,
    } satisfies JournalPage
  },
})

export const messagesOf = (text: string | undefined): JournalMessage[] =>
  (text ?? '').split('\n').flatMap((line) => readJournalLine(line) ?? [])

/** By Redis' own clock, which the ids of entries are made of. */
export async function trimStream(redis: Redis, key: string): Promise<void> {
  const [seconds] = await redis.time()
  await redis.xtrim(key, 'MINID', '~', Number(seconds) * 1_000 - JOURNAL_KEPT_MS)
  await redis.xtrim(key, 'MAXLEN', '~', ENTRIES_MAX)
}
