import { Hono, type Context as HonoContext } from 'hono'
import { ulid } from 'ulid'
import { z } from 'zod'
import { ConsoleLayout } from '../../views/layout.tsx'
import { UndoRun } from '../../views/runs/undo-page.tsx'
import type { Context } from '../context.ts'
import { readRunFigures } from '../db/run-figures.ts'
import { listUndosOf, readUndoProspect } from '../db/run-undos.ts'
import { findRun } from '../db/runs.ts'
import type { Run } from '../db/schema.ts'
import { hasRunEnded } from '../domain/run.ts'
import { unsettledSince, voidableUntil } from '../domain/run-undo.ts'
import { requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { type PlanUndoAnswer, planUndo } from '../operations/runs/plan-undo.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { checked, type FieldErrors, readForm, readId, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import { readUndoView } from './run-undo-view.ts'

const form = z.object({
  request_key: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
  count: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  cents: z
    .string()
    .regex(/^\d{1,13}$/)
    .transform(Number),
  reason: text(200, 'Say why, for the record.'),
  reopens: checked,
  confirm: checked,
})

/** Taking a run back as far as it has not settled: looked at first, then confirmed. */
export const runUndoRoutes = (context: Context) => {
  const find = async (c: HonoContext<StaffEnv>): Promise<Run> =>
    (await findRun(context.db, readId(c.req.param('id')))) ?? notFound('There is no such run.')

  return new Hono<StaffEnv>()
    .get('/:id/undo', requireStaff('manager'), async (c) => show(c, context, await find(c)))

    .post('/:id/undo', requireStaff('manager'), async (c) => {
      const run = await find(c)
      const reading = await readForm(c, form)
      if (!reading.ok) {
        return show(c, context, run, { errors: reading.errors, reason: reading.values.reason })
      }
      const { request_key: requestKey, count, cents, reason, reopens, confirm } = reading.data
      if (!confirm) {
        return show(c, context, run, { errors: { confirm: 'Switch this on to void.' }, reason })
      }
      const { role } = c.var.staff
      const answer = await planUndo(context, {
        ...{ runId: run.id, expected: { count, cents }, reopens, reason, requestKey },
        actor: actorOf(c.var.staff),
        role: role === 'admin' ? 'admin' : 'manager',
        address: c.var.address,
      })
      if (answer.kind === 'changed') {
        return show(c, context, run, { errors: { '': HAS_CHANGED }, reason }, 409)
      }
      const target = `/admin/runs/${run.id}/undo`
      return redirectWithNotice(c, context, target, NOTICE[answer.kind])
    })
}

const HAS_CHANGED =
  'What can be voided has changed since you looked. Nothing was voided: look at the figures again.'

const NOTICE = {
  planned: { tone: 'success', text: 'The voids are on their way to the gateway.' },
  repeated: { tone: 'info', text: 'This form was sent before. Here is what became of it.' },
  going_on: { tone: 'danger', text: 'The run has not ended. Cancel it first; then void.' },
  under_way: { tone: 'info', text: 'This run is being taken back already.' },
} as const satisfies Record<Exclude<PlanUndoAnswer['kind'], 'changed'>, unknown>

async function show(
  c: HonoContext<StaffEnv>,
  context: Context,
  run: Run,
  refused?: { errors: FieldErrors; reason?: string | undefined },
  status: 409 | 422 = 422,
): Promise<Response> {
  const { db, config, now } = context
  if (!hasRunEnded(run.status)) {
    return redirectWithNotice(c, context, `/admin/runs/${run.id}`, NOTICE.going_on)
  }
  const [prospect, figures, undos] = await Promise.all([
    readUndoProspect(db, run.id, unsettledSince(now())),
    readRunFigures(db, run.id),
    listUndosOf(db, run.id),
  ])
  return c.html(
    <ConsoleLayout
      title={`Take back run ${run.id}`}
      lead="Voids what has not settled yet. What has settled can only be refunded, one by one."
      crumbs={[
        { href: '/admin/runs', label: 'Runs' },
        { href: `/admin/runs/${run.id}`, label: `Run ${run.id}` },
      ]}
      active="runs"
      {...consoleProps(c, context)}
    >
      <UndoRun
        {...{ run, prospect, figures }}
        until={voidableUntil(now())}
        isUnderWay={undos.some(({ finished_at }) => finished_at === null)}
        undos={await Promise.all(undos.map((undo) => readUndoView(context, undo)))}
        errors={refused?.errors ?? {}}
        reason={refused?.reason ?? ''}
        requestKey={ulid(now().getTime())}
        csrf={c.var.csrf}
        currency={config.CURRENCY}
        zone={config.TZ}
      />
    </ConsoleLayout>,
    refused ? status : 200,
  )
}
