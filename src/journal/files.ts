import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { JOURNAL_KEPT_MS, type JournalMessage, journalLine } from '../domain/journal.ts'
import type { JournalPage, JournalSource } from './journal.ts'
import { messagesOf } from './stream.ts'

const PAGE_BYTES = 256 * 1024
const NAME = /^(\d{4}-\d\d-\d\d)-[\w.-]+\.jsonl$/

/** The files of one installation in this host's folder. */
export interface JournalFiles {
  /** Resolves when the disk has them. */
  append(messages: readonly JournalMessage[]): Promise<void>
  listSources(): Promise<JournalSource[]>
  trim(): Promise<void>
  close(): Promise<void>
}

/**
 * One file for each process and day, only ever appended to. What comes while the disk is busy is
 * written together with one `fdatasync`.
 */
export function openJournalFiles(folder: string, now: () => Date): JournalFiles {
  // Nobody else writes to it: a host may restart a process under the same number.
  const suffix = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`
  let file: { day: string; handle: FileHandle } | undefined
  let waiting: { text: string; resolve(): void; reject(error: unknown): void }[] = []
  let writing: Promise<void> | undefined

  async function fileOfToday(): Promise<FileHandle> {
    const day = now().toISOString().slice(0, 10)
    if (file?.day === day) return file.handle
    await file?.handle.close()
    file = undefined
    await mkdir(folder, { recursive: true, mode: 0o750 })
    const handle = await open(join(folder, `${day}-${suffix}.jsonl`), 'a', 0o640)
    file = { day, handle }
    return handle
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        const handle = await fileOfToday()
        await handle.appendFile(batch.map(({ text }) => text).join(''))
        await handle.datasync()
        for (const { resolve } of batch) resolve()
      } catch (error) {
        // The next batch opens a file anew: a disk may be back by then.
        await file?.handle.close().catch(() => {})
        file = undefined
        for (const { reject } of batch) reject(error)
      }
    }
    writing = undefined
  }

  return {
    append: (messages) =>
      new Promise((resolve, reject) => {
        const text = messages.map((message) => `${journalLine(message)}\n`).join('')
        waiting.push({ text, resolve, reject })
        writing ??= writeAll()
      }),

    async listSources() {
      const names = await listNames(folder)
      return names.map((name) => fileSource(folder, name))
    },

    async trim() {
      const oldest = new Date(now().getTime() - JOURNAL_KEPT_MS).toISOString().slice(0, 10)
      for (const name of await listNames(folder)) {
        if (name.slice(0, 10) < oldest) await rm(join(folder, name), { force: true })
      }
    },

    async close() {
      await writing
      await file?.handle.close()
      file = undefined
    },
  }
}

async function listNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => NAME.test(name)).sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** A position is the number of bytes that were read; a line that is not whole waits for its rest. */
const fileSource = (folder: string, name: string): JournalSource => ({
  name: `file:${name}`,
  async readAfter(position) {
    const handle = await open(join(folder, name), 'r')
    try {
      const { size } = await handle.stat()
      const isLost = position !== null && Number(position) > size
      const from = isLost ? 0 : Number(position ?? 0)
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(PAGE_BYTES), 0, PAGE_BYTES, from)
      const end = buffer.lastIndexOf('\n', Math.max(bytesRead - 1, 0)) + 1
      const text = buffer.toString('utf8', 0, end)
      return {
        messages: messagesOf(text),
        position: String(from + end),
        isLast: end === 0 || from + bytesRead >= size,
        isLost,
      } satisfies JournalPage
    } finally {
      await handle.close()
    }
  },
})
