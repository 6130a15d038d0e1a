import { Readable } from 'node:stream'
import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { ButtonLink } from '../../views/components/button.tsx'
import { ConsoleLayout } from '../../views/layout.tsx'
import { ReportsPanel } from '../../views/reports/reports-panel.tsx'
import type { Context } from '../context.ts'
import { findLastReading, type ReportFilter } from '../db/report-figures.ts'
import { dayIn } from '../domain/banking-days.ts'
import { dayAfter } from '../domain/tie-out.ts'
import { notFound } from '../middleware/http-problem.ts'
import { reportWorkbook, sectionCsv } from '../operations/figures/export-report.ts'
import { readReport } from '../operations/figures/read-report.ts'
import { listFilterChoices } from '../operations/filter-choices.ts'
import type { StaffEnv } from './env.ts'
import { date, id, optional, type Reading, readQuery } from './forms.ts'
import { consoleProps } from './page-props.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DAYS_SHOWN = 30
/** Two years: longer periods say nothing that years beside each other do not say better. */
const DAYS_MAX = 731
const DAY_MS = 24 * 3_600_000

const query = z
  .object({ from: optional(date), to: optional(date), partner: optional(id) })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ['to'],
    message: 'The last day is before the first.',
  })
  .refine(({ from, to }) => !from || !to || daysBetween(from, to) < DAYS_MAX, {
    path: ['from'],
    message: 'Choose two years at most.',
  })

const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / DAY_MS

/** Money, declines and runs over time, as pictures and as numbers. */
export const reportRoutes = (context: Context) => {
  const { db, config, log, now } = context
  const today = () => dayIn(now(), config.TZ)

  function filterOf(reading: Reading<z.output<typeof query>>): ReportFilter {
    const { from, to, partner } = reading.ok ? reading.data : {}
    const last = to ?? today()
    const first = from ?? dayAfter(last, 1 - DAYS_SHOWN)
    return {
      // Without an end, a beginning far back would ask for more than two years.
      from: daysBetween(first, last) < DAYS_MAX ? first : dayAfter(last, 1 - DAYS_MAX),
      to: last,
      ...(partner ? { partnerId: partner } : {}),
    }
  }

  async function read(c: HonoContext<StaffEnv>) {
    const reading = readQuery(c, query)
    const filter = filterOf(reading)
    const partners = (await listFilterChoices(context))?.partners ?? []
    const names = new Map(partners.map(({ id, name }) => [id, name]))
    const nameOf = (partnerId: number) =>
      partnerId === 0 ? 'Not known' : (names.get(partnerId) ?? `Partner ${partnerId}`)
    const sections = await readReport(context, filter, nameOf)
    return { reading, filter, partners, sections }
  }

  return new Hono<StaffEnv>()
    .get('/', async (c) => {
      const [{ reading, filter, partners, sections }, readAt] = await Promise.all([
        read(c),
        findLastReading(db),
      ])
      const { from, to, partnerId } = filter
      const values = { from, to, ...(partnerId ? { partner: String(partnerId) } : {}) }
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          title="Reports"
          lead="Money, declines and runs over time, with the numbers beside each picture."
          active="reports"
          actions={
            <ButtonLink href={`/admin/reports/report.xlsx?${new URLSearchParams(values)}`}>
              Download as Excel file
            </ButtonLink>
          }
        >
          <ReportsPanel
            {...{ sections, partners, readAt, currency: config.CURRENCY, zone: config.TZ }}
            values={reading.ok ? values : { ...values, ...reading.values }}
            errors={reading.ok ? {} : reading.errors}
            presets={presetsOf(today())}
          />
        </ConsoleLayout>,
        reading.ok ? 200 : 422,
      )
    })

    .get('/report.xlsx', async (c) => {
      const { filter, sections } = await read(c)
      const name = `report-${filter.from}-${filter.to}.xlsx`
      return file(c, reportWorkbook(log, sections), { name, type: XLSX })
    })

    .get('/:file{[a-z-]+\\.csv}', async (c) => {
      const { filter, sections } = await read(c)
      const name = c.req.param('file').replace(/\.csv$/, '')
      const section = sections.find(({ id }) => id === name) ?? notFound()
      return file(c, sectionCsv(section), {
        name: `${section.id}-${filter.from}-${filter.to}.csv`,
        type: 'text/csv; charset=utf-8',
      })
    })
}

function presetsOf(today: string) {
  const last = (days: number) => ({ from: dayAfter(today, 1 - days), to: today })
  return [
    { label: '7 days', ...last(7) },
    { label: '30 days', ...last(30) },
    { label: '90 days', ...last(90) },
    { label: '12 months', ...last(365) },
    { label: 'This year', from: `${today.slice(0, 4)}-01-01`, to: today },
  ]
}

function file(
  c: HonoContext<StaffEnv>,
  body: Readable | string,
  { name, type }: { name: string; type: string },
): Response {
  c.header('Content-Type', type)
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  c.header('Cache-Control', 'no-store')
  return c.body(typeof body === 'string' ? body : (Readable.toWeb(body) as ReadableStream))
}
