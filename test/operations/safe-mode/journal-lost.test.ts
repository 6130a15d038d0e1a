import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { findBehindSince, findInstallation } from '../../../src/db/journal-marks.ts'
import { isSafeMode } from '../../../src/db/safe-mode.ts'
import { createJournal } from '../../../src/journal/create-journal.ts'
import { type Journal, STREAM } from '../../../src/journal/journal.ts'
import { streamKey } from '../../../src/journal/stream.ts'
import { checkJournal } from '../../../src/operations/safe-mode/check-journal.ts'
import { switchSafeModeOn } from '../../../src/operations/safe-mode/enter-safe-mode.ts'
import { takeBackup } from '../../support/backup.ts'
import { flushRedis, testContext } from '../../support/context.ts'
import { openShop, send } from './support.ts'

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** The journal of a process that keeps files, or cannot write. */
function journalIn(folder: string): Journal {
  const { redis, db, now } = testContext()
  const journal = createJournal({
    redis,
    folder,
    findInstallation: () => findInstallation(db),
    now,
    onTrouble: () => {},
  })
  onTestFinished(() => journal.close())
  return journal
}

it('a flushed Redis alone is no restored backup, and the journal is written anew', async () => {
  const { context, sell, check } = openShop()
  await sell()
  await check()
  const backup = await takeBackup(context.db)
  const { payment } = await sell()
  await check()
  await flushRedis()
  expect(await check()).toBe('the database knows every message')
  expect(await isSafeMode(context.db)).toBe(false)

  await backup.restore()
  await check()
  expect(await isSafeMode(context.db)).toBe(true)
  const found = await context.db.selectFrom('forgotten_messages').selectAll().execute()
  expect(found.map(({ payment_id }) => payment_id)).toEqual([payment.id])
})

it('a flushed Redis that has taken new messages before anybody looked is no restored backup', async () => {
  const { context, sell, check } = openShop()
  await sell()
  await check()
  await flushRedis()
  await sell()
  await check()
  expect(await isSafeMode(context.db)).toBe(false)
})

it('an empty database beside an old Redis is a new installation', async () => {
  const { context, sell, check } = openShop()
  await sell()
  await check()
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = database() and table_name in ('payments', 'attempts', 'payment_events',
      'recordings', 'journal_marks')`.execute(context.db)
  await context.db.connection().execute(async (connection) => {
    await sql`set foreign_key_checks = 0`.execute(connection)
    for (const { name } of rows) await sql`delete from ${sql.table(name)}`.execute(connection)
    // What a migration does in a new database.
    await sql`update installation set uuid = uuid()`.execute(connection)
    await sql`set foreign_key_checks = 1`.execute(connection)
  })
  await checkJournal(testContext())
  expect(await isSafeMode(context.db)).toBe(false)
})

it('a file notices what a lost Redis cannot tell', async () => {
  const folder = newFolder()
  const { context, sell, statusOf } = openShop({ changes: { journal: journalIn(folder) } })
  const backup = await takeBackup(context.db)
  const { payment } = await sell()
  await backup.restore()
  await flushRedis()

  await checkJournal(testContext())
  expect(await isSafeMode(context.db)).toBe(false) // another host, which has no file
  await checkJournal(openShop({ changes: { journal: journalIn(folder) } }).context)
  expect(await isSafeMode(context.db)).toBe(true)
  expect(await statusOf(payment)).toBe('unknown')
})

it('a file of another installation says nothing', async () => {
  const folder = newFolder()
  const { context, sell } = openShop({ changes: { journal: journalIn(folder) } })
  const backup = await takeBackup(context.db)
  await sell()
  await backup.restore()
  await flushRedis()
  await sql`update installation set uuid = uuid()`.execute(context.db)
  await checkJournal(openShop({ changes: { journal: journalIn(folder) } }).context)
  expect(await isSafeMode(context.db)).toBe(false)
})

it('what was compared once is not read again', async () => {
  const { context, sell, check } = openShop({ changes: { journal: journalIn(newFolder()) } })
  await sell()
  await check()
  const readMarks = () =>
    context.db.selectFrom('journal_marks').selectAll().orderBy('source').execute()
  const marks = await readMarks()
  expect(marks.map(({ source }) => source.slice(0, 5))).toEqual(['file:', 'strea'])
  context.clock.forward(60_000)
  await check()
  expect(await readMarks()).toEqual(marks)
})

it('when all of it is lost nobody can notice, and a person switches it on', async () => {
  const { context, sell, check } = openShop()
  const backup = await takeBackup(context.db)
  await sell()
  await backup.restore()
  await flushRedis()
  await check()
  expect(await isSafeMode(context.db)).toBe(false)
  const command = { reason: 'the backup of last night was restored', actor: 'staff:ada' }
  expect(await switchSafeModeOn(context, command)).toBe(true)
  expect(await switchSafeModeOn(context, command)).toBe(false)
  expect(await isSafeMode(context.db)).toBe(true)
})

it('a journal that cannot be written stops nobody, and catches up from the database', async () => {
  const broken: Journal = { ...journalIn(''), note: async () => false }
  const { context, sell, statusOf, check } = openShop({ changes: { journal: broken } })
  const { payment } = await sell()
  expect(await statusOf(payment)).toBe('recorded')
  expect(await findBehindSince(context.db, STREAM)).not.toBeNull()
  const key = streamKey(await findInstallation(context.db))
  const holds = async () =>
    JSON.stringify(await context.redis.xrange(key, '-', '+')).includes(payment.id)
  expect(await holds()).toBe(false)
  await check()
  expect(await holds()).toBe(true)
  expect(await findBehindSince(context.db, STREAM)).toBeNull()
})

it('the message is in the journal before the gateway hears of it', async () => {
  const { context, order, gateway } = openShop()
  const key = streamKey(await findInstallation(context.db))
  let noted = ''
  const sale = gateway.sale
  gateway.sale = async (message) => {
    noted = JSON.stringify(await context.redis.xrange(key, '-', '+'))
    return sale(message)
  }
  const { payment } = await order()
  await send(context, payment)
  expect(noted).toContain(gateway.booked[0])
  expect(noted).toContain(payment.id)
  expect(noted).not.toMatch(/TOKEN|Lovelace|1111/)
})
