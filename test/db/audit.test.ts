import { beforeEach, describe, expect, it } from 'vitest'
import { recordAudit, verifyAudit } from '../../src/db/audit.ts'
import { transact } from '../../src/db/transact.ts'
import { testDatabase } from '../support/database.ts'

const { db, truncate } = await testDatabase()

beforeEach(truncate)

const record = (subject: string, details?: Record<string, unknown>) =>
  recordAudit(db, {
    at: new Date('2026-11-25T10:00:00.123Z'),
    actor: 'staff:clerk',
    action: 'run.started',
    subject,
    details,
    address: '10.0.0.1',
  })

const lines = () => db.selectFrom('audit_events').selectAll().orderBy('id').execute()

it('an empty trail is whole', async () => {
  expect(await verifyAudit(db)).toMatchObject({ ok: true, count: 0 })
})

it('each line carries the hash of the one before, over several pages of reading', async () => {
  for (let run = 1; run <= 5; run += 1) await record(`run:${run}`, { amountCents: run, ä: '€' })
  const all = await lines()
  expect(all.map((line) => line.previous_hash)).toEqual([
    '0'.repeat(64),
    ...all.slice(0, -1).map((line) => line.hash),
  ])
  expect(await verifyAudit(db, 2)).toEqual({ ok: true, count: 5, lastHash: all.at(-1)!.hash })
})

it('many lines at once all get in, one behind the other', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, at) => record(`run:${at}`)))
  expect(await verifyAudit(db)).toMatchObject({ ok: true, count: 30 })
})

it('a line goes with its change: a change that is undone leaves none', async () => {
  await expect(
    transact(db, async (trx) => {
      await recordAudit(trx, {
        at: new Date(),
        actor: 'clock',
        action: 'run.started',
        subject: 'run:1',
      })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await lines()).toEqual([])
})

it('keeps no card number', async () => {
  await record('run:1', { note: 'the card 4111 1111 1111 1111' })
  expect((await lines())[0]!.details).not.toContain('4111')
})

describe('finds', () => {
  beforeEach(async () => {
    for (let run = 1; run <= 4; run += 1) await record(`run:${run}`)
  })

  it('a line that was changed', async () => {
    const [, second] = await lines()
    await db
      .updateTable('audit_events')
      .set({ actor: 'staff:other' } as never)
      .where('id', '=', second!.id)
      .execute()
    expect(await verifyAudit(db)).toMatchObject({ ok: false, id: second!.id })
  })

  it('a line that was taken out', async () => {
    const [, second, third] = await lines()
    await db.deleteFrom('audit_events').where('id', '=', second!.id).execute()
    expect(await verifyAudit(db)).toMatchObject({ ok: false, id: third!.id })
  })

  it('a first line that was taken out', async () => {
    const [first, second] = await lines()
    await db.deleteFrom('audit_events').where('id', '=', first!.id).execute()
    expect(await verifyAudit(db)).toMatchObject({ ok: false, id: second!.id })
  })
})
