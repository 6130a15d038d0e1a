import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { filterInWords } from '../../views/charge/filter-words.ts'
import { ConsoleLayout } from '../../views/layout.tsx'
import { ApproveRun } from '../../views/runs/approve-page.tsx'
import type { Context } from '../context.ts'
import { findExclusions } from '../db/run-exclusions.ts'
import { findRun } from '../db/runs.ts'
import type { Run } from '../db/schema.ts'
import { growthAllowed, hasGrown } from '../domain/run-approval.ts'
import { requireStaff } from '../middleware/guards.ts'
import { HttpProblem, notFound } from '../middleware/http-problem.ts'
import { listFilterChoices } from '../operations/filter-choices.ts'
import { type ApproveAnswer, approveRun } from '../operations/runs/approve-run.ts'
import { limitsOf } from '../operations/runs/judge-run.ts'
import {
  type FullPreview,
  previewWithDifference,
} from '../operations/runs/preview-with-difference.ts'
import { type SignOffAnswer, signOffRun } from '../operations/runs/sign-off-run.ts'
import { SplynxError } from '../splynx/splynx.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { checked, optional, readForm, readId, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'

const approveForm = z.object({
  seen_count: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  seen_cents: z
    .string()
    .regex(/^\d{1,13}$/)
    .transform(Number),
  confirm: checked,
})

const signOffForm = z.object({ note: optional(text(500)) })

/** What a second person says about a run: before it begins, and when it is over. */
export const runApprovalRoutes = (context: Context) => {
  const find = async (c: HonoContext<StaffEnv>): Promise<Run> =>
    (await findRun(context.db, readId(c.req.param('id')))) ?? notFound('There is no such run.')

  return new Hono<StaffEnv>()
    .get('/:id/approve', requireStaff('manager'), async (c) => {
      const run = await find(c)
      if (run.status !== 'awaiting_approval') return c.redirect(`/admin/runs/${run.id}`, 303)
      return showApproval(c, context, run)
    })

    .post('/:id/approve', requireStaff('manager'), async (c) => {
      const run = await find(c)
      const reading = await readForm(c, approveForm)
      if (!reading.ok || !reading.data.confirm) {
        if (run.status !== 'awaiting_approval') return c.redirect(`/admin/runs/${run.id}`, 303)
        return showApproval(c, context, run, 'Switch this on to approve.')
      }
      const { seen_count: count, seen_cents: cents } = reading.data
      const approval = { runId: run.id, actor: actorOf(c.var.staff), seen: { count, cents } }
      const answer = await approveRun(context, approval)
      const target = `/admin/runs/${run.id}`
      return redirectWithNotice(
        c,
        context,
        answer === 'approved' ? `${target}?previewed=${count}-${cents}` : target,
        APPROVE_NOTICE[answer],
      )
    })

    .post('/:id/sign-off', requireStaff('manager'), async (c) => {
      const run = await find(c)
      const reading = await readForm(c, signOffForm)
      const note = reading.ok ? (reading.data.note ?? null) : null
      const answer = reading.ok
        ? await signOffRun(context, { runId: run.id, actor: actorOf(c.var.staff), note })
        : 'needs_note'
      return redirectWithNotice(
        c,
        context,
        `/admin/runs/${run.id}#control-totals`,
        SIGN_OFF_NOTICE[answer],
      )
    })
}

const APPROVE_NOTICE = {
  approved: { tone: 'success', text: 'The run is approved and has started.' },
  own: { tone: 'danger', text: 'You asked for this run: somebody else has to approve it.' },
  not_waiting: { tone: 'info', text: 'This run does not wait for approval any more.' },
} as const satisfies Record<ApproveAnswer, unknown>

const SIGN_OFF_NOTICE = {
  signed: { tone: 'success', text: 'The control totals are signed off.' },
  signed_before: { tone: 'info', text: 'This run was signed off before. Nothing was changed.' },
  going_on: { tone: 'danger', text: 'This run has not ended yet. Nothing was signed.' },
  needs_note: {
    tone: 'danger',
    text: 'Something is not decided: say in a short note, on one line, why you sign all the same.',
  },
  own: { tone: 'danger', text: 'You started this run: somebody else has to sign it off.' },
} as const satisfies Record<SignOffAnswer, unknown>

async function showApproval(
  c: HonoContext<StaffEnv>,
  context: Context,
  run: Run,
  error?: string,
): Promise<Response> {
  const { db, config } = context
  const [preview, names, limits] = await Promise.all([
    look(context, run),
    listFilterChoices(context),
    limitsOf(context, run.source),
  ])
  const asked =
    run.asked_count === null || run.asked_cents === null
      ? null
      : { count: run.asked_count, cents: run.asked_cents }
  const actor = actorOf(c.var.staff)
  return c.html(
    <ConsoleLayout
      title={`Approve run ${run.id}?`}
      lead={`${filterInWords(run.filter, names, config.CURRENCY)}. Nothing has been charged.`}
      crumbs={[
        { href: '/admin/runs', label: 'Runs' },
        { href: `/admin/runs/${run.id}`, label: `Run ${run.id}` },
      ]}
      active="runs"
      {...consoleProps(c, context)}
    >
      <ApproveRun
        {...{ run, preview, names, asked, error }}
        leftOut={(await findExclusions(db, run.id)).size}
        grownBy={
          asked && hasGrown(limits, asked, preview.charge)
            ? {
                cents: preview.charge.cents - asked.cents,
                allowed: growthAllowed(limits, asked.cents),
              }
            : null
        }
        isOwn={run.actor === actor || run.asked_by === actor}
        csrf={c.var.csrf}
        currency={config.CURRENCY}
        zone={config.TZ}
      />
    </ConsoleLayout>,
    error ? 422 : 200,
  )
}

async function look(context: Context, run: Run): Promise<FullPreview> {
  const { filter, schedule_id: scheduleId } = run
  try {
    const without = await findExclusions(context.db, run.id)
    return await previewWithDifference(context, { filter, scheduleId }, without)
  } catch (error) {
    if (!(error instanceof SplynxError)) throw error
    throw new HttpProblem(
      503,
      'Splynx does not answer, so there is nothing to look at before approving.',
    )
  }
}
