import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { kindInWords, limitsInWords, periodInWords } from '../../views/charge/filter-words.ts'
import { counted } from '../../views/format.ts'
import { ConsoleLayout } from '../../views/layout.tsx'
import { CancelRun } from '../../views/runs/cancel-run.tsx'
import { RunContent, RunHeading, RunRefresh } from '../../views/runs/run-page.tsx'
import { hasEnded, type RunView } from '../../views/runs/run-view.ts'
import { RunList } from '../../views/runs/runs-page.tsx'
import type { Context } from '../context.ts'
import { readRunTotals, readTotalsOfRuns } from '../db/run-totals.ts'
import { findRun, listRuns } from '../db/runs.ts'
import type { Run } from '../db/schema.ts'
import { requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { askAboutRun } from '../operations/ask-about-run.ts'
import { type FilterChoices, listFilterChoices } from '../operations/filter-choices.ts'
import { cancelRun, pauseRun, resumeRun } from '../operations/move-run.ts'
import { declinedFilter } from '../operations/runs/declined-filter.ts'
import { cancelReason } from './cancel-reason.ts'
import { actorOf, isHtmx, type StaffEnv } from './env.ts'
import {
  type Echo,
  type FieldErrors,
  id,
  optional,
  readForm,
  readId,
  readQuery,
  text,
} from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import { runApprovalRoutes } from './run-approval.tsx'
import { runFileRoutes } from './run-files.tsx'
import { chargeHref } from './run-filter.ts'
import { runUndoRoutes } from './run-undo.tsx'
import { changesSince, type RunQuery, readRunView, runQuery } from './run-view.ts'

const RUNS_PER_PAGE = 25

const listQuery = z.object({
  source: z.enum(['manual', 'auto']).optional().catch(undefined),
  before: id.optional().catch(undefined),
})

const pauseForm = z.object({ reason: optional(text(200)) })

/** Every run there was, and one of them as it goes on. */
export const runRoutes = (context: Context) => {
  const { db } = context
  const listChoices = () => listFilterChoices(context)

  const find = async (c: HonoContext<StaffEnv>): Promise<Run> =>
    (await findRun(db, readId(c.req.param('id')))) ?? notFound('There is no such run.')

  const showCancel = async (
    c: HonoContext<StaffEnv>,
    run: Run,
    refused?: { errors: FieldErrors; values: Echo },
  ) =>
    c.html(
      <ConsoleLayout
        title={`Cancel run ${run.id}?`}
        crumbs={[
          { href: '/admin/runs', label: 'Runs' },
          { href: `/admin/runs/${run.id}`, label: `Run ${run.id}` },
        ]}
        active="runs"
        {...consoleProps(c, context)}
      >
        <CancelRun
          runId={run.id}
          totals={await readRunTotals(db, run.id)}
          isSelecting={run.selected_at === null}
          csrf={c.var.csrf}
          currency={context.config.CURRENCY}
          reason={refused?.values.reason}
          error={refused?.errors.reason}
        />
      </ConsoleLayout>,
      refused ? 422 : 200,
    )

  return new Hono<StaffEnv>()
    .route('/', runApprovalRoutes(context))
    .route('/', runUndoRoutes(context))
    .route('/', runFileRoutes(context))
    .get('/', async (c) => showList(c, context, await listChoices()))

    .get('/:id', async (c) => {
      const run = await find(c)
      const query = readRunQuery(c)
      const view = await readRunView(c, context, { run, query, names: await listChoices() })
      c.header('Vary', 'HX-Request')
      if (isHtmx(c)) return c.html(<RunRefresh view={view} changed={changesSince(query, view)} />)
      return showRun(c, context, view)
    })

    .post('/:id/pause', requireStaff('clerk'), async (c) => {
      const run = await find(c)
      const reading = await readForm(c, pauseForm)
      if (!reading.ok) {
        const query = readRunQuery(c)
        const view = await readRunView(c, context, { run, query, names: await listChoices() })
        const { reason: value = '' } = reading.values
        const refused = { value, error: reading.errors.reason ?? 'This is not understood.' }
        return showRun(c, context, { ...view, refreshHref: null, refused }, 422)
      }
      const command = { runId: run.id, actor: actorOf(c.var.staff), reason: reading.data.reason }
      return answer(c, context, run, {
        isDone: await pauseRun(context, command),
        done: 'The run is paused. What is at the gateway ends; nothing new is sent.',
      })
    })

    .post('/:id/resume', requireStaff('clerk'), async (c) => {
      const run = await find(c)
      const command = { runId: run.id, actor: actorOf(c.var.staff) }
      return answer(c, context, run, {
        isDone: await resumeRun(context, command),
        done: 'The run goes on.',
      })
    })

    .get('/:id/cancel', requireStaff('clerk'), async (c) => {
      const run = await find(c)
      return hasEnded(run) ? c.redirect(`/admin/runs/${run.id}`, 303) : showCancel(c, run)
    })

    .post('/:id/cancel', requireStaff('clerk'), async (c) => {
      const run = await find(c)
      const reading = await readForm(c, cancelReason)
      if (!reading.ok && !hasEnded(run)) return showCancel(c, run, reading)
      const reason = reading.ok ? reading.data.reason : ''
      const command = { runId: run.id, actor: actorOf(c.var.staff), reason }
      return answer(c, context, run, {
        isDone: reading.ok && (await cancelRun(context, command)),
        done: 'The run is cancelled. Nothing more of it is sent.',
      })
    })

    .get('/:id/declined', async (c) => {
      const run = await find(c)
      return c.redirect(chargeHref(await declinedFilter(context, run), { isPreview: true }), 303)
    })

    .post('/:id/ask', requireStaff('clerk'), async (c) => {
      const run = await find(c)
      const asked = await askAboutRun(context, { runId: run.id, actor: actorOf(c.var.staff) })
      const target = `/admin/runs/${run.id}`
      if (asked === 0) {
        const notice = { tone: 'info', text: 'Every outcome of this run is known.' } as const
        return redirectWithNotice(c, context, target, notice)
      }
      return redirectWithNotice(c, context, `${target}?asked=${context.now().getTime()}`, {
        tone: 'info',
        text: `The gateway is being asked about ${counted(asked, 'outcome')}.`,
      })
    })
}

/** Whatever makes no sense in the address counts as not said. */
function readRunQuery(c: HonoContext<StaffEnv>): RunQuery {
  const reading = readQuery(c, runQuery)
  return reading.ok ? reading.data : runQuery.parse({})
}

const showRun = (
  c: HonoContext<StaffEnv>,
  context: Context,
  view: RunView,
  status: 200 | 422 = 200,
) =>
  c.html(
    <ConsoleLayout
      title={`Run ${view.run.id}`}
      heading={<RunHeading run={view.run} />}
      crumbs={[{ href: '/admin/runs', label: 'Runs' }]}
      active="runs"
      {...consoleProps(c, context)}
    >
      <RunContent {...view} />
    </ConsoleLayout>,
    status,
  )

interface Answered {
  isDone: boolean
  done: string
}

/** Somebody else, or the run itself, may have been faster; then the page shows how it stands. */
async function answer(
  c: HonoContext<StaffEnv>,
  context: Context,
  run: Run,
  { isDone, done }: Answered,
): Promise<Response> {
  const target = `/admin/runs/${run.id}`
  if (isDone) return redirectWithNotice(c, context, target, { tone: 'success', text: done })
  const status = (await findRun(context.db, run.id))?.status ?? run.status
  const words = `Nothing was changed: this run is ${status}.`
  return redirectWithNotice(c, context, target, { tone: 'info', text: words })
}

async function showList(
  c: HonoContext<StaffEnv>,
  context: Context,
  names: FilterChoices | null,
): Promise<Response> {
  const { db, config } = context
  const reading = readQuery(c, listQuery)
  const { source, before } = reading.ok ? reading.data : {}
  const found = await listRuns(db, { source, beforeId: before, limit: RUNS_PER_PAGE + 1 })
  const runs = found.slice(0, RUNS_PER_PAGE)
  const totals = await readTotalsOfRuns(
    db,
    runs.map((run) => run.id),
  )
  const hrefOf = (query: Record<string, string | number | undefined>) => {
    const pairs = Object.entries(query).filter(([, value]) => value !== undefined)
    const search = new URLSearchParams(
      pairs.map(([name, value]): [string, string] => [name, String(value)]),
    )
    return search.size > 0 ? `/admin/runs?${search}` : '/admin/runs'
  }
  return c.html(
    <ConsoleLayout
      title="Runs"
      lead="Every time that many documents were charged at once."
      active="runs"
      {...consoleProps(c, context)}
    >
      <RunList
        rows={runs.map((run) => ({
          run,
          totals: totals.get(run.id)!,
          selection: {
            first: kindInWords(run.filter),
            second: [
              periodInWords(run.filter),
              ...limitsInWords(run.filter, names, config.CURRENCY),
            ].join(' · '),
          },
        }))}
        sources={[
          { label: 'All', href: hrefOf({}), active: source === undefined },
          { label: 'Manual', href: hrefOf({ source: 'manual' }), active: source === 'manual' },
          { label: 'Auto', href: hrefOf({ source: 'auto' }), active: source === 'auto' },
        ]}
        isFiltered={source !== undefined || before !== undefined}
        previous={before === undefined ? undefined : hrefOf({ source })}
        next={
          found.length > RUNS_PER_PAGE ? hrefOf({ source, before: runs.at(-1)!.id }) : undefined
        }
        currency={config.CURRENCY}
        zone={config.TZ}
      />
    </ConsoleLayout>,
  )
}
