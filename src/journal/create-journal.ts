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

export function createJournal(options: Options): Journal {
  const { redis, folder, now, onTrouble } = options
  let installation: string | undefined
  let files: { of: string; open: JournalFiles } | undefined
  let restsUntil = 0

  const known = async () => {
    installation ??= await options.findInstallation()
    return installation
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
      const id = await known().catch(() => undefined)
      if (id === undefined) return false
      const [isInStream] = await Promise.all([
        stream(messages, id),
        filesOf(id) && into('file', () => filesOf(id)!.append(messages)),
      ])
      return isInStream
    },
    append: async (messages) => appendToStream(redis, streamKey(await known()), messages),
    async listSources() {
      // Read anew: whoever compares must not do so by what a database said that is gone.
      installation = await options.findInstallation()
      const own = (await filesOf(installation)?.listSources()) ?? []
      return [streamSource(redis, streamKey(installation)), ...own]
    },
    async trim() {
      const id = await known()
      await filesOf(id)?.trim()
      await trimStream(redis, streamKey(id))
    },
    close: async () => files?.open.close(),
  }
}
