import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type JournalMessage, journalLine, readJournalLine } from '../../src/domain/journal.ts'
import { createJournal } from '../../src/journal/create-journal.ts'
import { openJournalFiles } from '../../src/journal/files.ts'
import { appendToStream, streamKey, streamSource, trimStream } from '../../src/journal/stream.ts'
import { testRedis } from '../support/redis.ts'

const { redis, flush } = await testRedis()
const DAY_MS = 86_400_000

let number = 0
const message = (changes: Partial<JournalMessage> = {}): JournalMessage => ({
  transactionId: String(++number).padStart(18, '0'),
  kind: 'sale',
  paymentId: '01KAZZZZZZZZZZZZZZZZZZZZZZ',
  customerId: 7,
  purpose: 'invoice',
  documentId: 12,
  documentNumber: '2026000012',
  amountCents: 4999,
  methodId: 3,
  fingerprint: 'f'.repeat(32),
  channel: 'run',
  runId: 4,
  terminal: 'TESTTERMINAL',
  sentAt: new Date('2026-11-24T15:00:00.123Z'),
  refund: null,
  ...changes,
})
const idsOf = (messages: JournalMessage[]) => messages.map(({ transactionId }) => transactionId)

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

function openFiles(folder = newFolder(), at = '2026-11-24T15:00:00Z') {
  let now = new Date(at)
  const files = openJournalFiles(folder, () => now)
  onTestFinished(() => files.close())
  return { folder, files, moveTo: (date: string) => (now = new Date(date)) }
}

it.each([
  message(),
  message({ purpose: 'refill', documentId: null, documentNumber: null, runId: null }),
  message({
    kind: 'credit',
    refund: { id: 'R'.repeat(26), originalId: 'O'.repeat(18), reopens: true },
  }),
])('a line says all that it was told', (one) => {
  expect(readJournalLine(journalLine(one))).toEqual(one)
})

it('a line that was cut off says nothing', () => {
  const line = journalLine(message())
  for (const length of [0, 1, 20, line.length - 1]) {
    expect(readJournalLine(line.slice(0, length))).toBeNull()
  }
})

it('a stream is read on from where it was read, page by page', async () => {
  await flush()
  const key = streamKey('one')
  const sent = Array.from({ length: 120 }, () => [message(), message()])
  for (const batch of sent) await appendToStream(redis, key, batch)
  const source = streamSource(redis, key)
  const read: string[] = []
  for (let position: string | null = null; ; ) {
    const page = await source.readAfter(position)
    read.push(...idsOf(page.messages))
    position = page.position
    if (page.isLast) {
      expect(await source.readAfter(position)).toMatchObject({ messages: [], isLost: false })
      break
    }
  }
  expect(read).toEqual(idsOf(sent.flat()))
})

it('a stream that was lost says so and is read from its beginning', async () => {
  await flush()
  const key = streamKey('two')
  const source = streamSource(redis, key)
  await appendToStream(redis, key, [message()])
  const { position } = await source.readAfter(null)
  await flush()
  expect(await source.readAfter(position)).toMatchObject({ isLost: true, position: null })
  const after = message()
  await appendToStream(redis, key, [after])
  const page = await source.readAfter(position)
  expect([page.isLost, idsOf(page.messages)]).toEqual([true, [after.transactionId]])
})

it('what is younger than a hundred days stays when the stream is trimmed', async () => {
  await flush()
  const key = streamKey('three')
  const now = Date.now()
  for (let at = 0; at < 300; at++) await redis.xadd(key, `${now - 101 * DAY_MS + at}-0`, 'm', 'old')
  await appendToStream(redis, key, [message()])
  await trimStream(redis, key)
  const left = await redis.xrange(key, '-', '+')
  expect(left.length).toBeLessThan(300)
  expect(left.at(-1)?.[1][1]).not.toBe('old')
})

it('messages that come together are in one file and in order', async () => {
  const { folder, files } = openFiles()
  const sent = Array.from({ length: 30 }, () => [message(), message()])
  await Promise.all(sent.map((batch) => files.append(batch)))
  const sources = await files.listSources()
  expect(readdirSync(folder)).toHaveLength(1)
  const page = await sources[0]!.readAfter(null)
  expect(idsOf(page.messages)).toEqual(idsOf(sent.flat()))
  expect(await sources[0]!.readAfter(page.position)).toMatchObject({ messages: [], isLast: true })
})

it('a large file is read page by page, and no line is lost between them', async () => {
  const { folder, files } = openFiles()
  const sent = Array.from({ length: 5_000 }, () => message())
  writeFileSync(
    join(folder, '2026-11-23-host-1-abc.jsonl'),
    sent.map((one) => `${journalLine(one)}\n`).join(''),
  )
  const [source] = await files.listSources()
  const read: string[] = []
  let pages = 0
  for (let position: string | null = null; ; pages++) {
    const page = await source!.readAfter(position)
    read.push(...idsOf(page.messages))
    position = page.position
    if (page.isLast) break
  }
  expect(read).toEqual(idsOf(sent))
  expect(pages).toBeGreaterThan(1)
})

it('a line that is not whole yet waits for its rest', async () => {
  const { folder, files } = openFiles()
  const [first, second] = [message(), message()]
  const path = join(folder, '2026-11-24-host-1-abc.jsonl')
  const half = journalLine(second).slice(0, 40)
  writeFileSync(path, `${journalLine(first)}\n${half}`)
  const [source] = await files.listSources()
  const page = await source!.readAfter(null)
  expect([idsOf(page.messages), page.isLast]).toEqual([[first.transactionId], true])
  appendFileSync(path, `${journalLine(second).slice(40)}\n`)
  expect(idsOf((await source!.readAfter(page.position)).messages)).toEqual([second.transactionId])
})

it('each day has a file, and after a hundred days it goes', async () => {
  const { folder, files, moveTo } = openFiles()
  await files.append([message()])
  moveTo('2026-11-25T00:00:01Z')
  await files.append([message()])
  expect(readdirSync(folder).map((name) => name.slice(0, 10))).toEqual(['2026-11-24', '2026-11-25'])
  moveTo('2027-03-04T12:00:00Z') // a hundred days after the first one
  await files.trim()
  expect(readdirSync(folder)).toHaveLength(2)
  moveTo('2027-03-05T12:00:00Z')
  await files.trim()
  expect(readdirSync(folder).map((name) => name.slice(0, 10))).toEqual(['2026-11-25'])
})

it('a folder that cannot be written is told to whoever asked', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'taken'), '')
  const { files } = openFiles(join(folder, 'taken'))
  await expect(files.append([message()])).rejects.toThrow()
  await expect(files.append([message()])).rejects.toThrow()
})

describe('a process that goes on while its database is exchanged for another', () => {
  /** Its database says whose it is, or nothing. */
  async function setup() {
    await flush()
    let now = new Date('2026-11-24T15:00:00Z')
    let answer: string | Error = 'before'
    const questions = { asked: 0 }
    const journal = createJournal({
      redis,
      folder: '',
      async findInstallation() {
        questions.asked++
        if (answer instanceof Error) throw answer
        return answer
      },
      now: () => now,
      onTrouble: () => {},
    })
    onTestFinished(() => journal.close())
    return {
      journal,
      questions,
      say: (next: string | Error) => (answer = next),
      forward: (ms: number) => (now = new Date(now.getTime() + ms)),
      countIn: (installation: string) => redis.xlen(streamKey(installation)),
    }
  }

  it('notes under the new one soon, without having compared anything', async () => {
    const { journal, say, forward, countIn } = await setup()
    expect(await journal.note([message()])).toBe(true)
    say('after')
    forward(6_000)
    expect(await journal.note([message()])).toBe(true)
    expect([await countIn('before'), await countIn('after')]).toEqual([1, 1])
  })

  it('asks once in a while and not for every message', async () => {
    const { journal, questions, forward } = await setup()
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: 10 }, () => journal.note([message()])))
      forward(1_000)
    }
    expect(questions.asked).toBe(1)
  })

  it('keeps the message when it cannot ask, and says that the stream is behind', async () => {
    const { journal, say, forward, countIn } = await setup()
    await journal.note([message()])
    say(new Error('the database is away'))
    forward(6_000)
    expect(await journal.note([message()])).toBe(false)
    expect(await countIn('before')).toBe(2)
  })
})
