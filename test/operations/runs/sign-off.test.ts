import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { readRunFigures } from '../../../src/db/run-figures.ts'
import { findSignOff } from '../../../src/db/run-sign-offs.ts'
import { findRun } from '../../../src/db/runs.ts'
import type { Outcome } from '../../../src/domain/outcome.ts'
import { keptCents } from '../../../src/domain/run.ts'
import { APPROVED, declined, type Sent } from '../../../src/gateway/bogus.ts'
import { openRefund } from '../../../src/operations/refunds/open-refund.ts'
import { compareRun } from '../../../src/operations/runs/compare-run.ts'
import { readPace } from '../../../src/operations/runs/read-pace.ts'
import { hashRunCsv, runCsv } from '../../../src/operations/runs/run-csv.ts'
import { readRunPack, recordRunPack } from '../../../src/operations/runs/run-pack.ts'
import { runWorkbook } from '../../../src/operations/runs/run-workbook.ts'
import { isSignatureGood, signOffRun } from '../../../src/operations/runs/sign-off-run.ts'
import { startRun } from '../../../src/operations/start-run.ts'
import type { Settings } from '../../../src/settings/definitions.ts'
import { config, testContext } from '../../support/context.ts'
import { makeMethod, UNKNOWN } from '../../support/factories.ts'
import { settingsFor } from '../../support/settings.ts'

const FILTER = { documentKind: 'invoice', status: 'not_paid' } as const

const DUE = [1_000, 2_000, 3_000]

/** A run of 10.00, 20.00 and 30.00 with these outcomes, and one document without a method. */
async function setup(outcomes: Outcome[] = [], settings: Partial<Settings> = {}) {
  // By amount: which of them is sent first is nobody's promise.
  const outcomeOf = ({ amountCents = 0 }: Sent) => outcomes[DUE.indexOf(amountCents)] ?? APPROVED
  const context = testContext({
    script: { sales: DUE.map(() => outcomeOf) },
    changes: { settings: settingsFor(config, settings) },
  })
  for (const dueCents of DUE) {
    const name = '=HYPERLINK("http://bad","x")'
    const customer = context.splynx.addCustomer({ name })
    const document = context.splynx.addDocument({ dueCents, customerId: customer.id })
    await makeMethod(context, { customer_id: document.customerId })
  }
  context.splynx.addDocument({ dueCents: 500 })
  const { runId } = await startRun(context, {
    source: 'manual',
    filter: FILTER,
    actor: 'staff:ann',
  })
  await context.drain()
  const sign = (actor = 'staff:max', note: string | null = null) =>
    signOffRun(context, { runId, actor, note })
  return { context, runId, sign }
}

describe('signing off', () => {
  it('freezes the figures with a hash, once', async () => {
    const { context, runId, sign } = await setup([APPROVED, declined()])
    expect(await sign()).toBe('signed')
    expect(await sign('staff:bob')).toBe('signed_before')
    const signed = (await findSignOff(context.db, runId))!
    expect(signed).toMatchObject({ signed_by: 'staff:max' })
    expect(signed.figures).toEqual(await readRunFigures(context.db, runId))
    expect(isSignatureGood(signed)).toBe(true)
  })

  it('shows when somebody changed what was signed', async () => {
    const { context, runId, sign } = await setup()
    await sign()
    const signed = (await findSignOff(context.db, runId))!
    const figures = structuredClone(signed.figures)
    figures.totals.charged.cents += 1
    expect(isSignatureGood({ ...signed, figures })).toBe(false)
    expect(isSignatureGood({ ...signed, signed_by: 'staff:eve' })).toBe(false)
  })

  it('needs a note while an outcome is not known', async () => {
    const { context, runId, sign } = await setup([UNKNOWN])
    expect(await sign()).toBe('needs_note')
    expect(await findSignOff(context.db, runId)).toBeUndefined()
    expect(await sign('staff:max', 'The gateway was asked by phone')).toBe('signed')
  })

  it('is not for who started the run where runs are approved', async () => {
    const { sign } = await setup([], { runApprovalCents: 1_000_000 })
    expect(await sign('staff:ann')).toBe('own')
    expect(await sign('staff:max')).toBe('signed')
  })

  it('keeps the signed figures apart from what went back afterwards', async () => {
    const { context, runId, sign } = await setup()
    await sign()
    const payment = await context.db.selectFrom('payments').selectAll().executeTakeFirstOrThrow()
    await openRefund(context, {
      ...{ paymentId: payment.id, amountCents: payment.amount_cents, expectedKind: 'void' },
      ...{ reopens: true, reason: 'x', actor: 'staff:max', role: 'manager' },
      ...{ requestKey: 'R', address: '' },
    })
    await context.drain()
    const now = await readRunFigures(context.db, runId)
    const signed = (await findSignOff(context.db, runId))!.figures
    expect(now.totals).toEqual(signed.totals)
    expect(keptCents(signed) - keptCents(now)).toBe(payment.amount_cents)
    expect(now.reversals.voided).toEqual({ count: 1, cents: payment.amount_cents })
  })
})

const textOf = async (pieces: AsyncIterable<string>) => {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

describe('files of a run', () => {
  it('name every document, and nothing in them is calculated', async () => {
    const { context, runId } = await setup([APPROVED, declined()])
    const csv = await textOf(runCsv(context.db, runId, config.TZ))
    const lines = csv.trimEnd().split('\r\n')
    expect(lines).toHaveLength(5)
    expect(lines[0]).toMatch(/^\ufeffDocument,Document ID,Customer ID,Customer,/)
    expect(csv.match(/"'=HYPERLINK/g)).toHaveLength(3)
    expect(csv).toContain(',10.00,charged,')
    expect(csv).toContain(',20.00,declined,')
    expect(csv).toContain(',5.00,skipped,')
  })

  it('hash to what the pack puts on record, once', async () => {
    const { context, runId } = await setup()
    const run = (await findRun(context.db, runId))!
    const csv = await textOf(runCsv(context.db, runId, config.TZ))
    const sha256 = createHash('sha256').update(csv).digest('hex')
    expect(await hashRunCsv(context.db, runId, config.TZ)).toEqual({ sha256, count: 4 })
    await recordRunPack(context, { run, actor: 'staff:max' })
    await recordRunPack(context, { run, actor: 'staff:bob' })
    const pack = await readRunPack(context, run)
    expect(pack.firstMade).toMatchObject({ sha256, by: 'staff:max' })
    expect(pack.events.filter(({ action }) => action === 'run.pack_made')).toHaveLength(1)
  })

  it('are a workbook with numbers, times and no formula, its headings frozen', async () => {
    const { context, runId } = await setup([APPROVED, declined()])
    const { default: excel } = await import('exceljs')
    const book = new excel.Workbook()
    const notes = {
      name: 'Notes',
      rows: [
        ['What', 'Value'],
        ['Run', runId],
      ],
    }
    const file = await buffer(runWorkbook(context, runId, { before: [notes] }))
    await book.xlsx.load(file as unknown as ArrayBuffer)
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Notes', 'Documents'])
    const sheet = book.getWorksheet('Documents')!
    expect(sheet.rowCount).toBe(5)
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    const row = sheet.getRow(2)
    expect(row.getCell(4).value).toBe('=HYPERLINK("http://bad","x")')
    expect(row.getCell(4).type).toBe(excel.ValueType.String)
    expect(row.getCell(6).value).toBe(10)
    expect(row.getCell(6).numFmt).toBe('#,##0.00')
    expect(row.getCell(19).value).toBeInstanceOf(Date)
    sheet.eachRow((each) =>
      each.eachCell((cell) => expect(cell.type).not.toBe(excel.ValueType.Formula)),
    )
  })
})

it('outcomes over time add up to what was tried', async () => {
  const { context, runId } = await setup([APPROVED, declined(), UNKNOWN])
  const pace = (await readPace(context.db, runId))!
  const sum = (name: 'approved' | 'declined' | 'unknown') =>
    pace.buckets.reduce((all, bucket) => all + bucket[name], 0)
  expect([sum('approved'), sum('declined'), sum('unknown')]).toEqual([1, 1, 1])
})

it('the next month is held against this one, customer by customer', async () => {
  const { context, runId } = await setup()
  const [first, second, third] = [...context.splynx.customers.keys()]
  const now = new Map([
    [first!, 1_100],
    [second!, 9_000],
    [777, 400],
  ])
  const difference = await compareRun(context, { filter: FILTER, scheduleId: null }, now)
  expect(difference).toMatchObject({
    before: { id: runId },
    added: { count: 1, cents: 400, first: [{ customerId: 777 }] },
    gone: { count: 1, cents: 3_000, first: [{ customerId: third }] },
    changed: { count: 1, cents: 7_000, first: [{ customerId: second, beforeCents: 2_000 }] },
  })
})
