import { Readable } from 'node:stream'
import { Hono, type Context as HonoContext } from 'hono'
import { filterInWords } from '../../views/charge/filter-words.ts'
import { ConsoleLayout } from '../../views/layout.tsx'
import { RunPackPage } from '../../views/runs/pack-page.tsx'
import { packSheets } from '../../views/runs/pack-sheets.ts'
import { RunChart } from '../../views/runs/run-chart.tsx'
import type { Context } from '../context.ts'
import { findRun } from '../db/runs.ts'
import type { Run } from '../db/schema.ts'
import { hasRunEnded } from '../domain/run.ts'
import { requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { listFilterChoices } from '../operations/filter-choices.ts'
import { readPace } from '../operations/runs/read-pace.ts'
import { runCsv } from '../operations/runs/run-csv.ts'
import { readRunPack, recordRunPack } from '../operations/runs/run-pack.ts'
import { runWorkbook } from '../operations/runs/run-workbook.ts'
import { actorOf, isHtmx, type StaffEnv } from './env.ts'
import { readId } from './forms.ts'
import { consoleProps } from './page-props.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What can be taken away from a run: its result, its picture, and what an auditor asks for. */
export const runFileRoutes = (context: Context) => {
  const { db, config } = context
  const find = async (c: HonoContext<StaffEnv>): Promise<Run> =>
    (await findRun(db, readId(c.req.param('id')))) ?? notFound('There is no such run.')

  return new Hono<StaffEnv>()
    .get('/:id/result.csv', async (c) => {
      const { id } = await find(c)
      return file(
        c,
        Readable.from(bytesOf(runCsv(db, id, config.TZ))),
        `run-${id}.csv`,
        'text/csv; charset=utf-8',
      )
    })

    .get('/:id/result.xlsx', async (c) => {
      const { id } = await find(c)
      return file(c, runWorkbook(context, id), `run-${id}.xlsx`, XLSX)
    })

    .get('/:id/chart', async (c) => {
      const run = await find(c)
      const pace = await readPace(db, run.id)
      const isMoving = !hasRunEnded(run.status)
      const chart = <RunChart runId={run.id} pace={pace} isMoving={isMoving} zone={config.TZ} />
      c.header('Vary', 'HX-Request')
      return isHtmx(c) ? c.html(chart) : page(c, context, run, { title: 'Chart', body: chart })
    })

    .post('/:id/pack', requireStaff('clerk'), async (c) => {
      const run = await find(c)
      await recordRunPack(context, { run, actor: actorOf(c.var.staff) })
      return c.redirect(`/admin/runs/${run.id}/pack`, 303)
    })

    .get('/:id/pack', async (c) => {
      const run = await find(c)
      const [pack, selection] = await Promise.all([readRunPack(context, run), inWords(run)])
      const words = { selection, currency: config.CURRENCY, zone: config.TZ }
      const body = <RunPackPage pack={pack} {...words} />
      return page(c, context, run, { title: 'Auditor’s pack', body })
    })

    .get('/:id/pack.xlsx', async (c) => {
      const run = await find(c)
      const [pack, selection] = await Promise.all([readRunPack(context, run), inWords(run)])
      const words = { selection, currency: config.CURRENCY, zone: config.TZ }
      const book = runWorkbook(context, run.id, packSheets(pack, words))
      return file(c, book, `run-${run.id}-audit.xlsx`, XLSX)
    })

  async function inWords({ filter }: Run): Promise<string> {
    return filterInWords(filter, await listFilterChoices(context), config.CURRENCY)
  }
}

async function* bytesOf(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array, void> {
  for await (const piece of pieces) yield Buffer.from(piece)
}

function file(c: HonoContext<StaffEnv>, body: Readable, name: string, type: string): Response {
  c.header('Content-Type', type)
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  c.header('Cache-Control', 'no-store')
  return c.body(Readable.toWeb(body) as ReadableStream)
}

const page = (
  c: HonoContext<StaffEnv>,
  context: Context,
  run: Run,
  { title, body }: { title: string; body: unknown },
) =>
  c.html(
    <ConsoleLayout
      title={`${title} of run ${run.id}`}
      crumbs={[
        { href: '/admin/runs', label: 'Runs' },
        { href: `/admin/runs/${run.id}`, label: `Run ${run.id}` },
      ]}
      active="runs"
      {...consoleProps(c, context)}
    >
      {body as never}
    </ConsoleLayout>,
  )
