import { Hono, type Context as HonoContext } from 'hono'
import { ulid } from 'ulid'
import { z } from 'zod'
import { ChargeAgain } from '../../views/charge/charge-again-page.tsx'
import {
  ChargeAnnouncement,
  ChargePanel,
  type ChargeView,
} from '../../views/charge/charge-page.tsx'
import type { Confirmation } from '../../views/charge/confirm-form.tsx'
import { filterInWords } from '../../views/charge/filter-words.ts'
import { counted } from '../../views/format.ts'
import { ConsoleLayout } from '../../views/layout.tsx'
import type { Context } from '../context.ts'
import type { Run } from '../db/schema.ts'
import { CANARY_MAX, type RunFilter } from '../domain/run.ts'
import { isAtLeast, requireStaff } from '../middleware/guards.ts'
import {
  type ChargeAnswer,
  chargeSelection,
  findChargedBefore,
} from '../operations/charge-selection.ts'
import { listFilterChoices } from '../operations/filter-choices.ts'
import { judgeRun, limitsOf } from '../operations/runs/judge-run.ts'
import {
  type FullPreview,
  previewWithDifference,
} from '../operations/runs/preview-with-difference.ts'
import { SplynxError } from '../splynx/splynx.ts'
import { showDocuments, turnPage } from './charge-documents.tsx'
import { actorOf, isHtmx, type StaffEnv } from './env.ts'
import { checked, type Echo, type FieldErrors, id, optional, readForm, readQuery } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import {
  chargeHref,
  choiceFields,
  filterFields,
  filterPairs,
  hasFilter,
  periodChips,
  runFilter,
  usualFilter,
  withoutPairs,
} from './run-filter.ts'

/** What the button sends beside the filter. The whole of it is told once, not field by field. */
const confirmation = z.object({
  request_key: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
  previewed_count: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  previewed_cents: z
    .string()
    .regex(/^\d{1,13}$/)
    .transform(Number),
  confirm: checked,
  again: optional(id),
})

const canaryField = z.object({
  canary: optional(
    z
      .string()
      .trim()
      .regex(/^[1-9]\d{0,6}$/, 'Give a whole number, such as 20.')
      .transform(Number)
      .refine((value) => value <= CANARY_MAX, `At most ${CANARY_MAX}.`),
  ),
})

const CONFIRM_FIRST = 'Switch this on to charge.'
const LOOK_AGAIN = 'This form was incomplete. Look at the preview once more, then charge.'

/** Choosing what to charge, looking at it, and charging it. */
export const chargeRoutes = (context: Context) => {
  const listChoices = () => listFilterChoices(context)

  return new Hono<StaffEnv>()
    .get('/', async (c) => {
      const query = new URL(c.req.url).searchParams
      const isUsual = !hasFilter(query)
      const reading = isUsual ? usual(context) : readQuery(c, runFilter)
      const choice = readQuery(c, choiceFields)
      const names = await listChoices()
      if (!reading.ok) return show(c, context, { names, ...reading })
      const filter = reading.data
      if (!choice.ok) return show(c, context, { names, filter, errors: choice.errors })
      const { without } = choice.data
      if (!query.has('preview')) return show(c, context, { names, filter, without })
      return show(c, context, {
        names,
        filter,
        without,
        ...(await look(c, context, filter, without)),
      })
    })

    .get('/documents', (c) => showDocuments(c, context))
    .post('/documents', (c) => turnPage(c, context))

    .post('/', requireStaff('clerk'), async (c) => {
      const [reading, confirmed] = [await readForm(c, runFilter), await readForm(c, confirmation)]
      const [choice, canary] = [await readForm(c, choiceFields), await readForm(c, canaryField)]
      const names = await listChoices()
      if (!reading.ok) return show(c, context, { names, ...reading })
      const filter = reading.data
      const without = choice.ok ? choice.data.without : []
      const errors = { ...errorsOf(confirmed), ...(canary.ok ? {} : canary.errors) }
      if (!choice.ok) Object.assign(errors, { '': choice.errors.without ?? LOOK_AGAIN })
      if (!confirmed.ok || !canary.ok || Object.keys(errors).length > 0) {
        const values = canary.ok ? undefined : canary.values.canary
        const seen = await look(c, context, filter, without)
        return show(c, context, { names, filter, without, errors, canary: values, ...seen })
      }
      const { request_key: requestKey, previewed_count, previewed_cents, again } = confirmed.data
      const canaryCount = canary.data.canary
      const answer = await chargeSelection(context, {
        filter,
        actor: actorOf(c.var.staff),
        requestKey,
        previewed: { count: previewed_count, cents: previewed_cents },
        againAfter: again,
        exclusions: without,
        canaryCount,
      })
      if (answer.kind === 'charged_before') {
        const sent: [string, string][] = [
          ...filterPairs(filter),
          ...withoutPairs(without),
          ...(canaryCount === undefined
            ? []
            : [['canary', String(canaryCount)] as [string, string]]),
          ['request_key', requestKey],
          ['previewed_count', String(previewed_count)],
          ['previewed_cents', String(previewed_cents)],
          ['confirm', '1'],
        ]
        return askAgain(c, context, filterInWords(filter, names, context.config.CURRENCY), {
          run: answer.run,
          backHref: chargeHref(filter, { isPreview: true, without }),
          sent,
        })
      }
      return redirectWithNotice(
        c,
        context,
        `/admin/runs/${answer.runId}?previewed=${previewed_count}-${previewed_cents}`,
        startedNotice(answer),
      )
    })
}

const startedNotice = ({
  runId,
  isNew,
  isAwaitingApproval,
}: Extract<ChargeAnswer, { kind: 'started' }>) => {
  if (!isNew) {
    return {
      tone: 'info',
      text: `This form had started run ${runId} already. Here it is.`,
    } as const
  }
  return isAwaitingApproval
    ? ({ tone: 'info', text: `Run ${runId} waits for approval. Nothing is charged yet.` } as const)
    : ({ tone: 'success', text: `Run ${runId} has started.` } as const)
}

const usual = ({ now, config }: Context) =>
  ({ ok: true, data: usualFilter(now(), config.TZ) }) as const

function errorsOf(confirmed: { ok: boolean; data?: { confirm: boolean } }): FieldErrors {
  if (!confirmed.ok) return { '': LOOK_AGAIN }
  return confirmed.data?.confirm ? {} : { confirm: CONFIRM_FIRST }
}

interface Look {
  preview: FullPreview | null
  before?: Run
  /** Why a second person will have to agree. */
  approval: string | null
  isSplynxAway: boolean
}

async function look(
  c: HonoContext<StaffEnv>,
  context: Context,
  filter: RunFilter,
  without: readonly number[],
): Promise<Look> {
  try {
    const [preview, before, limits] = await Promise.all([
      previewWithDifference(context, { filter }, new Set(without)),
      findChargedBefore(context, filter),
      limitsOf(context, 'manual'),
    ])
    const asked = { source: 'manual', actor: actorOf(c.var.staff), sum: preview.charge } as const
    const approval = await judgeRun(context, limits, asked)
    return { preview, before, approval, isSplynxAway: false }
  } catch (error) {
    if (!(error instanceof SplynxError)) throw error
    context.log.warn({ error }, 'a preview failed')
    return { preview: null, approval: null, isSplynxAway: true }
  }
}

interface Shown extends Partial<Look> {
  names: ChargeView['names']
  /** Missing when what was asked for makes no sense; then there are `values` as they were typed. */
  filter?: RunFilter
  without?: readonly number[]
  values?: Echo
  errors?: FieldErrors
  /** As it was typed, when it makes no sense. */
  canary?: string
}

/** The page, or for htmx the part that changes. */
function show(c: HonoContext<StaffEnv>, context: Context, shown: Shown) {
  const { names, filter, errors = {}, preview = null, isSplynxAway = false, without = [] } = shown
  const { config } = context
  const view: ChargeView = {
    values: filter ? filterFields(filter) : (shown.values ?? {}),
    errors,
    names,
    periods: periodChips(filter, context.now(), config.TZ),
    currency: config.CURRENCY,
    zone: config.TZ,
    preview,
    isSplynxAway,
    selection: filter ? filterInWords(filter, names, config.CURRENCY) : '',
    without,
    links: filter ? linksOf(filter, without) : null,
    confirmation:
      filter && isAtLeast(c.var.staff.role, 'clerk')
        ? confirmationOf(c, context, { ...shown, filter, without })
        : null,
  }
  c.header('Vary', 'HX-Request')
  const isWrong = Object.keys(errors).length > 0
  if (isHtmx(c)) {
    // htmx shows no other failure than 422.
    return c.html(
      <>
        <ChargePanel {...view} />
        <ChargeAnnouncement {...view} />
      </>,
      isWrong ? 422 : 200,
    )
  }
  return c.html(
    <ConsoleLayout
      title="Charge"
      lead="Choose documents, look at what would happen, then charge them all at once."
      active="charge"
      {...consoleProps(c, context)}
    >
      <ChargePanel {...view} />
    </ConsoleLayout>,
    isWrong ? 422 : isSplynxAway ? 503 : 200,
  )
}

function linksOf(filter: RunFilter, without: readonly number[]): ChargeView['links'] {
  const query = new URLSearchParams([...filterPairs(filter), ...withoutPairs(without)])
  return {
    charged: `/admin/charge/documents?${query}`,
    skipped: `/admin/charge/documents?${query}&show=skip`,
    tickAll: chargeHref(filter, { isPreview: true }),
  }
}

const confirmationOf = (
  c: HonoContext<StaffEnv>,
  context: Context,
  {
    filter,
    without,
    before,
    approval = null,
    canary = '',
  }: Shown & { filter: RunFilter; without: readonly number[] },
): Confirmation => ({
  csrf: c.var.csrf,
  requestKey: ulid(context.now().getTime()),
  fields: [...filterPairs(filter), ...withoutPairs(without)],
  noun: filter.documentKind === 'invoice' ? 'invoice' : 'proforma invoice',
  approval,
  canary,
  before: before ? { runId: before.id, words: beforeInWords(c, context, before) } : null,
})

/** `You charged this selection 12 minutes ago in run 7.` */
function beforeInWords(c: HonoContext<StaffEnv>, { now }: Context, run: Run): string {
  const isOwn = run.actor === actorOf(c.var.staff)
  const who = isOwn ? 'You' : run.source === 'auto' ? 'A schedule' : run.actor.replace('staff:', '')
  const minutes = Math.floor((now().getTime() - run.created_at.getTime()) / 60_000)
  const when = minutes === 0 ? 'a moment ago' : `${counted(minutes, 'minute')} ago`
  return run.status === 'awaiting_approval'
    ? `${who} asked for this selection ${when}: run ${run.id} waits for approval.`
    : `${who} charged this selection ${when} in run ${run.id}.`
}

function askAgain(
  c: HonoContext<StaffEnv>,
  context: Context,
  selection: string,
  { run, backHref, sent }: { run: Run; backHref: string; sent: [string, string][] },
) {
  return c.html(
    <ConsoleLayout
      title="Charge once more?"
      active="charge"
      crumbs={[{ href: '/admin/charge', label: 'Charge' }]}
      {...consoleProps(c, context)}
    >
      <ChargeAgain
        csrf={c.var.csrf}
        fields={sent}
        runId={run.id}
        words={beforeInWords(c, context, run)}
        selection={selection}
        backHref={backHref}
      />
    </ConsoleLayout>,
    409,
  )
}
