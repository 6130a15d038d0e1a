import { join } from 'node:path'
import type { Redis } from 'ioredis'
import { type JournalFiles, openJournalFiles } from './files.ts'
import type { Journal } from './journal.ts'
import { appendToStream, streamKey, streamSource, trimStream } from './stream.ts'

interface Options {
  redis: Redis
  /** Empty: no files. */
  folder: string
  /** Whose journal it is, as MySQL says. */
  findInstallation(): Promise<string>
  now(): Date
  onTrouble(place: 'stream' | 'file', error: unknown): void
}

/** A Redis that is away makes every command wait for a moment, so it is left alone for a while. */
const REST_MS = 2_000
/**
 * So long it is believed whose journal it is. The database below a running process may be exchanged
 * for another one, and of several workers only one compares and would notice.
 */
const BELIEVED_MS = 5_000

export function createJournal(options: Options): Journal {
  const { redis, folder, now, onTrouble } = options
  let installation: { id: string; readAt: number } | undefined
  let reading: Promise<string> | undefined
  let files: { of: string; open: JournalFiles } | undefined
  let restsUntil = 0

  async function readAnew(): Promise<string> {
    const id = await options.findInstallation()
    installation = { id, readAt: now().getTime() }
    return id
  }

  /** Rejects when MySQL cannot be asked. */
  async function known(): Promise<string> {
    const isFresh = installation && Math.abs(now().getTime() - installation.readAt) <= BELIEVED_MS
    if (isFresh) return installation!.id
    reading ??= readAnew().finally(() => {
      reading = undefined
    })
    return reading
  }

  function filesOf(id: string): JournalFiles | undefined {
    if (folder === '') return undefined
    if (files?.of !== id) {
      void files?.open.close()
      files = { of: id, open: openJournalFiles(join(folder, id), now) }
    }
    return files.open
  }

  async function into(place: 'stream' | 'file', write: () => Promise<void>): Promise<boolean> {
    try {
      await write()
      return true
    } catch (error) {
      onTrouble(place, error)
      return false
    }
  }

  async function stream(messages: Parameters<Journal['note']>[0], id: string): Promise<boolean> {
    if (performance.now() < restsUntil) return false
    const isThere = await into('stream', () => appendToStream(redis, streamKey(id), messages))
    if (!isThere) restsUntil = performance.now() + REST_MS
    return isThere
  }

  return {
    async note(messages) {
      const sure = await known().catch(() => undefined)
      // Better under the name of a moment ago than nowhere; it is written once more from MySQL.
      const id = sure ?? installation?.id
      if (id === undefined) return false
      const [isInStream] = await Promise.all([
        stream(messages, id),
        filesOf(id) && into('file', () => filesOf(id)!.append(messages)),
      ])
      return isInStream && sure !== undefined
    },
    append: async (messages) => appendToStream(redis, streamKey(await known()), messages),
    async listSources() {
      // Read anew: whoever compares must not do so by what a database said that is gone.
      const id = await readAnew()
      const own = (await filesOf(id)?.listSources()) ?? []
      return [streamSource(redis, streamKey(id)), ...own]
    },
    async trim() {
      const id = await known()
      await filesOf(id)?.trim()
      await trimStream(redis, streamKey(id))
    },
    close: async () => files?.open.close(),
  }
}
