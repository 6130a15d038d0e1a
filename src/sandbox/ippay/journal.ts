import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'

const HEADER = '{"kind":"ippay-sandbox","format":1}'
const CHUNK_BYTES = 1024 * 1024

/** A state file that cannot be used; the message is one line for whoever named it. */
export class StateFileError extends Error {}

/**
 * The state file: one line for everything that happened, only ever added to, each with one write
 * before the answer is sent. So a process that is killed loses nothing that it answered for. (It is
 * not forced onto the disk: a power cut may cost the last lines.)
 */
export class Journal {
  readonly #path: string
  readonly #file: number
  /** Where the next line goes. */
  #end = 0
  #isOpen = true

  constructor(path: string) {
    this.#path = path
    try {
      // Made if it is not there, and left as it is if it is.
      this.#file = openSync(path, 'a+', 0o600)
    } catch (error) {
      throw new StateFileError(
        `cannot open ${path}: ${error instanceof Error ? error.message : error}`,
      )
    }
  }

  /**
   * All lines but the header, oldest first, once, before anything is written. Half a line at the end
   * is cut off: whoever wrote it died, and did not answer.
   */
  *read(): Generator<string> {
    const lines = this.#lines()
    const first = lines.next()
    // Anything else that somebody named by mistake stays as it is.
    const isOurs = first.done ? HEADER.startsWith(first.value) : first.value === HEADER
    if (!isOurs) throw new StateFileError(`${this.#path} is not a state file of this simulator`)
    if (!first.done) yield* lines
    ftruncateSync(this.#file, this.#end)
    if (first.done) this.write(HEADER)
  }

  write(line: string): void {
    const bytes = Buffer.from(`${line}\n`)
    try {
      for (let written = 0; written < bytes.length; ) {
        written += writeSync(this.#file, bytes, written)
      }
    } catch (error) {
      // A full disk: half a line would spoil the next one.
      ftruncateSync(this.#file, this.#end)
      throw error
    }
    this.#end += bytes.length
  }

  /** Forgets everything. */
  restart(): void {
    ftruncateSync(this.#file, 0)
    this.#end = 0
    this.write(HEADER)
  }

  /** More than once does no harm. */
  close(): void {
    if (this.#isOpen) closeSync(this.#file)
    this.#isOpen = false
  }

  /** Whole lines; at the end it returns what follows the last of them. */
  *#lines(): Generator<string, string> {
    const chunk = Buffer.alloc(CHUNK_BYTES)
    let rest: Buffer = Buffer.alloc(0)
    for (let at = 0; ; ) {
      const count = readSync(this.#file, chunk, 0, CHUNK_BYTES, at)
      if (count === 0) return rest.toString()
      at += count
      const bytes = Buffer.concat([rest, chunk.subarray(0, count)])
      let start = 0
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
        this.#end += end + 1 - start
        yield bytes.toString('utf8', start, end)
        start = end + 1
      }
      rest = bytes.subarray(start)
    }
  }
}
