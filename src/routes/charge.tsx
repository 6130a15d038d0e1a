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
import type { RunFilter } from '../domain/run.ts'
import { isAtLeast, requireStaff } from '../middleware/guards.ts'
import { chargeSelection, findChargedBefore } from '../operations/charge-selection.ts'
import { listFilterChoices } from '../operations/filter-choices.ts'
import { previewRun, type RunPreview } from '../operations/preview-run.ts'
import { SplynxError } from '../splynx/splynx.ts'
import { actorOf, isHtmx, type StaffEnv } from './env.ts'
import { checked, type Echo, type FieldErrors, id, optional, readForm, readQuery } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import {
  chargeHref,
  filterFields,
  filterPairs,
  hasFilter,
  periodChips,
  runFilter,
  usualFilter,
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
      const names = await listChoices()
      if (!reading.ok) return show(c, context, { names, ...reading })
      const filter = reading.data
      if (!query.has('preview')) return show(c, context, { names, filter })
      return show(c, context, { names, filter, ...(await look(context, filter)) })
    })

    .post('/', requireStaff('clerk'), async (c) => {
      const [reading, confirmed] = [await readForm(c, runFilter), await readForm(c, confirmation)]
      const names = await listChoices()
      if (!reading.ok) return show(c, context, { names, ...reading })
      const filter = reading.data
      const errors = errorsOf(confirmed)
      if (!confirmed.ok || errors) {
        return show(c, context, {
          names,
          filter,
          errors: errors ?? {},
          ...(await look(context, filter)),
        })
      }
      const { request_key: requestKey, previewed_count, previewed_cents, again } = confirmed.data
      const answer = await chargeSelection(context, {
        filter,
        actor: actorOf(c.var.staff),
        requestKey,
        previewed: { count: previewed_count, cents: previewed_cents },
        againAfter: again,
      })
      if (answer.kind === 'charged_before') {
        const sent: [string, string][] = [
          ...filterPairs(filter),
          ['request_key', requestKey],
          ['previewed_count', String(previewed_count)],
          ['previewed_cents', String(previewed_cents)],
          ['confirm', '1'],
        ]
        return askAgain(c, context, filterInWords(filter, names, context.config.CURRENCY), {
          run: answer.run,
          filter,
          sent,
        })
      }
      const { runId, isNew } = answer
      return redirectWithNotice(
        c,
        context,
        `/admin/runs/${runId}?previewed=${previewed_count}-${previewed_cents}`,
        isNew
          ? { tone: 'success', text: `Run ${runId} has started.` }
          : { tone: 'info', text: `This form had started run ${runId} already. Here it is.` },
      )
    })
}

const usual = ({ now, config }: Context) =>
  ({ ok: true, data: usualFilter(now(), config.TZ) }) as const

function errorsOf(confirmed: { ok: boolean; data?: { confirm: boolean } }): FieldErrors | null {
  if (!confirmed.ok) return { '': LOOK_AGAIN }
  return confirmed.data?.confirm ? null : { confirm: CONFIRM_FIRST }
}

interface Look {
  preview: RunPreview | null
  before?: Run
  isSplynxAway: boolean
}

async function look(context: Context, filter: RunFilter): Promise<Look> {
  try {
    const [preview, before] = await Promise.all([
      previewRun(context, filter),
      findChargedBefore(context, filter),
    ])
    return { preview, before, isSplynxAway: false }
  } catch (error) {
    if (!(error instanceof SplynxError)) throw error
    context.log.warn({ error }, 'a preview failed')
    return { preview: null, isSplynxAway: true }
  }
}

interface Shown extends Partial<Look> {
  names: ChargeView['names']
  /** Missing when what was asked for makes no sense; then there are `values` as they were typed. */
  filter?: RunFilter
  values?: Echo
  errors?: FieldErrors
}

/** The page, or for htmx the part that changes. */
function show(c: HonoContext<StaffEnv>, context: Context, shown: Shown) {
  const { names, filter, errors = {}, preview = null, before, isSplynxAway = false } = shown
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
    confirmation:
      filter && isAtLeast(c.var.staff.role, 'clerk')
        ? confirmationOf(c, context, filter, before)
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

const confirmationOf = (
  c: HonoContext<StaffEnv>,
  context: Context,
  filter: RunFilter,
  before: Run | undefined,
): Confirmation => ({
  csrf: c.var.csrf,
  requestKey: ulid(context.now().getTime()),
  fields: filterPairs(filter),
  noun: filter.documentKind === 'invoice' ? 'invoice' : 'proforma invoice',
  before: before ? { runId: before.id, words: beforeInWords(c, context, before) } : null,
})

/** `You charged this selection 12 minutes ago in run 7.` */
function beforeInWords(c: HonoContext<StaffEnv>, { now }: Context, run: Run): string {
  const isOwn = run.actor === actorOf(c.var.staff)
  const who = isOwn ? 'You' : run.source === 'auto' ? 'A schedule' : run.actor.replace('staff:', '')
  const minutes = Math.floor((now().getTime() - run.created_at.getTime()) / 60_000)
  const when = minutes === 0 ? 'a moment ago' : `${counted(minutes, 'minute')} ago`
  return `${who} charged this selection ${when} in run ${run.id}.`
}

function askAgain(
  c: HonoContext<StaffEnv>,
  context: Context,
  selection: string,
  { run, filter, sent }: { run: Run; filter: RunFilter; sent: [string, string][] },
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
        backHref={chargeHref(filter, { isPreview: true })}
      />
    </ConsoleLayout>,
    409,
  )
}
