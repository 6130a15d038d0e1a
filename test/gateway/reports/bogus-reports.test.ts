import { expect, it } from 'vitest'
import { createBogusReports, reportRecord } from '../../../src/gateway/reports/bogus-reports.ts'
import { ReportError } from '../../../src/gateway/reports/reports.ts'

const at = (day: string) => new Date(`2026-02-${day}T12:00:00Z`)
const FEBRUARY = { from: at('01'), to: at('28') }

it('reports what it was given, by kind and by the day of settlement or return', async () => {
  const sale = reportRecord({ kind: 'credit', at: at('02'), transactionId: 'A' })
  const late = reportRecord({ kind: 'achrejects', at: at('02'), completedAt: at('20') })
  const reports = createBogusReports([sale, late])
  expect((await reports.read('credit', FEBRUARY)).records).toEqual([sale])
  expect((await reports.read('achrejects', { from: at('01'), to: at('19') })).records).toEqual([])
  expect((await reports.read('achrejects', { from: at('20'), to: at('20') })).records).toEqual([
    late,
  ])
  expect(reports.asked.map(({ kind }) => kind)).toEqual(['credit', 'achrejects', 'achrejects'])
})

it('fails once with each failure, and then answers again', async () => {
  const reports = createBogusReports()
  reports.failures.push('the service is away')
  await expect(reports.read('credit', FEBRUARY)).rejects.toThrow(
    new ReportError('the service is away'),
  )
  reports.records.push(reportRecord({ kind: 'credit', at: at('02') }))
  reports.unreadable = 1
  const parts = []
  for await (const part of reports.parts('credit', FEBRUARY)) parts.push(part)
  expect(parts).toMatchObject([{ records: [{ kind: 'credit' }], unreadable: 1 }])
  await reports.close()
})
