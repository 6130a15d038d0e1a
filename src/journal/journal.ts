import type { JournalMessage } from '../domain/journal.ts'

/**
 * What was about to be sent to the gateway, kept outside MySQL: in a stream of Redis and, where a
 * folder is named, in files of this host. It is a second net. MySQL is the truth as long as it is
 * whole; the journal tells when it has gone back in time.
 */
export interface Journal {
  /**
   * Notes messages whose claims are committed, before the first byte leaves. True when the stream
   * has them; false when it does not, whether or not a file does: then the stream is behind and is
   * brought up to date from MySQL. Never rejects, because the journal stops nobody from paying.
   */
  note(messages: readonly JournalMessage[]): Promise<boolean>
  /** The same, and rejects when the stream cannot be written. */
  append(messages: readonly JournalMessage[]): Promise<void>
  /** Everything there is to read. Rejects when Redis is away; files of other hosts are not seen. */
  listSources(): Promise<JournalSource[]>
  /** Forgets what is too old and too much. */
  trim(): Promise<void>
  close(): Promise<void>
}

export interface JournalSource {
  readonly name: string
  /** What was noted behind a position, at most a page; from the beginning without one. */
  readAfter(position: string | null): Promise<JournalPage>
}

export interface JournalPage {
  messages: JournalMessage[]
  /** Where the next page begins. */
  position: string | null
  isLast: boolean
  /** The position is not there any more, so this is the first page of all that is left. */
  isLost: boolean
}

/** Its name in `journal_marks`. */
export const STREAM = 'stream'
