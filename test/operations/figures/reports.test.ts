import { expect, it } from 'vitest'
import type { ReportSection } from '../../../src/domain/report.ts'
import { reportWorkbook, sectionCsv } from '../../../src/operations/figures/export-report.ts'
import { readReport } from '../../../src/operations/figures/read-report.ts'
import { recordPayments } from '../../../src/operations/record-payments.ts'
import { sumUpDays } from '../../../src/operations/tie-out/sum-up-days.ts'
import { type TestContext, testContext } from '../../support/context.ts'
import {
  claim,
  learn,
  makeApproved,
  makeMethod,
  makePayment,
  makeUnknown,
} from '../../support/factories.ts'

const DECLINED = {
  kind: 'declined',
  category: 'soft',
  reply: { actionCode: '051', responseText: 'DECLINED', approvalCode: null },
} as const

async function decline(context: TestContext, changes: Parameters<typeof makePayment>[1] = {}) {
  const payment = await makePayment(context, changes)
  await learn(context, await claim(context, payment), DECLINED)
  return payment
}

const read = (context: TestContext, partnerId?: number) =>
  readReport(context, { from: '2026-11-20', to: '2026-11-25', partnerId }, (id) => `Partner ${id}`)

const section = (sections: readonly ReportSection[], id: string) =>
  sections.find((one) => one.id === id)!

it('days, brands, partners, declines, recovery and what waits are what the payments say', async () => {
  const context = testContext()
  const card = await makeMethod(context, { brand: 'visa' })
  const bank = await makeMethod(context, { kind: 'bank' })
  const first = await makePayment(context, { method: card, amount_cents: 1_000 })
  await makeApproved(context, first)
  await recordPayments(context, [first.id])
  await makeApproved(
    context,
    await makePayment(context, { method: bank, amount_cents: 2_000, partner_id: 2 }),
  )
  const lost = await decline(context, { method: card, amount_cents: 300 })
  const document = { document_id: 88, document_number: 'D88' }
  await decline(context, { method: card, amount_cents: 400, ...document })
  context.clock.forward(60_000)
  await makeApproved(
    context,
    await makePayment(context, { method: card, amount_cents: 400, ...document }),
  )
  await makeUnknown(context, { method: card, amount_cents: 500 })
  expect(lost.id).toBeTruthy()
  expect(await sumUpDays(context)).toBe('1 days, 0 left, 0 runs')

  const sections = await read(context)
  const day = section(sections, 'days').rows.find(([name]) => name === '2026-11-24')
  expect(day).toEqual(['2026-11-24', 3, 1_400, 2_000, 3_400, 0, 0, 3_400])
  expect(section(sections, 'days').rows).toHaveLength(6)
  expect(section(sections, 'brands').rows).toEqual([
    ['Bank account', 1, 2_000, 0, 2_000],
    ['Visa', 2, 1_400, 0, 1_400],
  ])
  expect(section(sections, 'partners').rows).toEqual([
    ['Partner 2', 1, 2_000, 0, 2_000],
    ['Partner 1', 2, 1_400, 0, 1_400],
  ])
  const declines = section(sections, 'declines')
  expect(declines.columns[2]?.heading).toMatch(/^051 /)
  expect(declines.rows.find(([name]) => name === '2026-11-24')).toEqual(['2026-11-24', 2, 2])
  const recovery = section(sections, 'recovery').rows.find(([name]) => name === '2026-11-24')
  expect(recovery).toEqual(['2026-11-24', 2, 1, 0.5, 700, 400])
  expect(section(sections, 'waiting').rows[0]).toEqual(['Under an hour', 0, 0, 1, 500, 2, 2_400])
  expect(section(sections, 'not-recovered').rows[0]).toEqual(['Up to 7 days', 1, 300])

  // Of one partner alone.
  const ofTwo = section(await read(context, 2), 'partners').rows
  expect(ofTwo).toEqual([['Partner 2', 1, 2_000, 0, 2_000]])
})

it('a day that is summed up again has the figures of now, not both', async () => {
  const context = testContext()
  const method = await makeMethod(context)
  const payment = await decline(context, { method, amount_cents: 300 })
  await sumUpDays(context)
  await context.db
    .updateTable('payments')
    .set({ status: 'pending', transaction_id: null, look_at: context.now() } as never)
    .where('id', '=', payment.id)
    .execute()
  context.clock.forward(10 * 60_000)
  await makeApproved(context, payment)
  await sumUpDays(context)
  const sections = await read(context)
  const row = (id: string) => section(sections, id).rows.find(([name]) => name === '2026-11-24')
  expect(row('recovery')).toEqual(['2026-11-24', 1, 1, 1, 300, 300])
  expect(row('days')).toEqual(['2026-11-24', 1, 300, 0, 300, 0, 0, 300])
})

const HOSTILE: ReportSection = {
  ...{ id: 'x', title: 'Money by partner', lead: '' },
  picture: { kind: 'bars', unit: 'money', categories: [], series: [] },
  columns: [
    { heading: 'Partner', kind: 'text' },
    { heading: 'Taken', kind: 'money' },
    { heading: 'Rate', kind: 'share' },
  ],
  rows: [['=HYPERLINK("http://x")', -1_234, null]],
}

it('a CSV file holds numbers as numbers and no formula', () => {
  expect(sectionCsv(HOSTILE)).toBe(
    '\ufeffPartner,Taken,Rate\r\n"\'=HYPERLINK(""http://x"")",-12.34,\r\n',
  )
})

it('a workbook has a sheet for each table, with numbers as numbers and no formula', async () => {
  const context = testContext()
  const chunks: Buffer[] = []
  for await (const chunk of reportWorkbook(context.log, [HOSTILE])) chunks.push(chunk as Buffer)
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  await book.xlsx.load(Buffer.concat(chunks) as never)
  const sheet = book.getWorksheet('Money by partner')!
  expect(sheet.getRow(2).getCell(1).value).toBe('=HYPERLINK("http://x")')
  expect(sheet.getRow(2).getCell(1).formula).toBeUndefined()
  expect(sheet.getRow(2).getCell(2).value).toBe(-12.34)
})
