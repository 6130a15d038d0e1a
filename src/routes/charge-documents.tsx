import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import { type DocumentsView, PreviewDocuments } from '../../views/charge/documents-page.tsx'
import { filterInWords } from '../../views/charge/filter-words.ts'
import { ConsoleLayout } from '../../views/layout.tsx'
import type { Context } from '../context.ts'
import { EXCLUSIONS_MAX, type RunFilter } from '../domain/run.ts'
import { HttpProblem } from '../middleware/http-problem.ts'
import { listFilterChoices } from '../operations/filter-choices.ts'
import { listPreviewed } from '../operations/runs/list-previewed.ts'
import { SplynxError } from '../splynx/splynx.ts'
import type { StaffEnv } from './env.ts'
import { id, many, optional, readForm, readQuery } from './forms.ts'
import { consoleProps } from './page-props.ts'
import { chargeHref, choiceFields, filterPairs, runFilter, withoutPairs } from './run-filter.ts'

// Every document of a preview by name, page by page, to be ticked off one by one. What is ticked off
// travels in the address, so that going back and forth and a second window work as people expect.

const PER_PAGE = 50
/** Pages that "Previous" finds its way back through. */
const TRAIL_MAX = 100

const ids = z
  .string()
  .regex(/^(\d{1,10}(,\d{1,10})*)?$/)
  .transform((text) => (text === '' ? [] : text.split(',').map(Number)))

const placeFields = z.object({
  show: z.enum(['charge', 'skip']).catch('charge').default('charge'),
  /** Where the pages before this one began; the last one is this page's. */
  trail: ids.catch([0]).default([0]),
})
type Place = z.output<typeof placeFields>

const ticks = z.object({
  shown: ids.catch([]).default([]),
  keep: many(id, PER_PAGE),
  go: z.enum(['next', 'previous', 'done']).catch('done').default('done'),
  next: optional(id),
})

interface Chosen {
  filter: RunFilter
  without: readonly number[]
}

/** What was asked for makes no sense: the Charge page says what is wrong with it, field by field. */
const backToCharge = (c: HonoContext<StaffEnv>) =>
  c.redirect(`/admin/charge${new URL(c.req.url).search}`, 303)

export async function showDocuments(c: HonoContext<StaffEnv>, context: Context) {
  const [reading, choice] = [readQuery(c, runFilter), readQuery(c, choiceFields)]
  const place = readQuery(c, placeFields)
  if (!reading.ok || !choice.ok || !place.ok) return backToCharge(c)
  const { without } = choice.data
  return showPage(c, context, { filter: reading.data, without }, place.data)
}

/** Takes what is ticked on one page along to the next one. Changes nothing but the address. */
export async function turnPage(c: HonoContext<StaffEnv>, context: Context) {
  const [reading, choice] = [await readForm(c, runFilter), await readForm(c, choiceFields)]
  const [place, ticked] = [await readForm(c, placeFields), await readForm(c, ticks)]
  if (!reading.ok || !choice.ok || !place.ok || !ticked.ok) return c.redirect('/admin/charge', 303)
  const filter = reading.data
  const { shown, keep, go, next } = ticked.data
  const kept = new Set(keep)
  const others = choice.data.without.filter((one) => !shown.includes(one))
  const without = [...others, ...shown.filter((one) => !kept.has(one))].sort((a, b) => a - b)
  if (without.length > EXCLUSIONS_MAX) {
    const chosen = { filter, without: choice.data.without }
    return showPage(c, context, chosen, place.data, without.length)
  }
  if (go === 'done') return c.redirect(chargeHref(filter, { isPreview: true, without }), 303)
  const { trail, show } = place.data
  const isForward = go === 'next' && next !== undefined
  const moved = isForward ? [...trail, next].slice(-TRAIL_MAX) : trail.slice(0, -1)
  return c.redirect(hrefOf({ filter, without }, { show, trail: moved }), 303)
}

function hrefOf({ filter, without }: Chosen, { show, trail }: Place): string {
  const query = new URLSearchParams([...filterPairs(filter), ...withoutPairs(without)])
  if (show === 'skip') query.set('show', show)
  if (trail.length > 1) query.set('trail', trail.join(','))
  return `/admin/charge/documents?${query}`
}

async function showPage(
  c: HonoContext<StaffEnv>,
  context: Context,
  chosen: Chosen,
  place: Place,
  tooMany?: number,
) {
  const { config } = context
  const { filter, without } = chosen
  const page = { show: place.show, afterId: place.trail.at(-1) ?? 0, limit: PER_PAGE }
  const [{ documents, hasMore }, names] = await Promise.all([
    listPreviewed(context, filter, page).catch(refuse),
    listFilterChoices(context),
  ])
  const last = documents.at(-1)?.documentId
  const hrefFor = (trail: number[]) => hrefOf(chosen, { ...place, trail })
  const view: DocumentsView = {
    ...{ documents, without: new Set(without), show: place.show },
    ...{ currency: config.CURRENCY, zone: config.TZ, csrf: c.var.csrf },
    selection: filterInWords(filter, names, config.CURRENCY),
    fields: [
      ...filterPairs(filter),
      ...withoutPairs(without),
      ['show', place.show],
      ['trail', place.trail.join(',')],
    ],
    tabs: (['charge', 'skip'] as const).map((show) => ({
      label: show === 'charge' ? 'To be charged' : 'Skipped',
      href: hrefOf(chosen, { show, trail: [0] }),
      active: show === place.show,
    })),
    hasPrevious: place.trail.length > 1,
    next: hasMore ? last : undefined,
    previousHref: place.trail.length > 1 ? hrefFor(place.trail.slice(0, -1)) : undefined,
    nextHref: hasMore && last ? hrefFor([...place.trail, last].slice(-TRAIL_MAX)) : undefined,
    backHref: chargeHref(filter, { isPreview: true, without }),
    tooMany: tooMany === undefined ? null : { asked: tooMany, max: EXCLUSIONS_MAX },
  }
  return c.html(
    <ConsoleLayout
      title="Documents of the preview"
      lead={`${view.selection}. Nothing has been charged.`}
      active="charge"
      crumbs={[{ href: view.backHref, label: 'Charge' }]}
      {...consoleProps(c, context)}
    >
      <PreviewDocuments {...view} />
    </ConsoleLayout>,
    tooMany === undefined ? 200 : 422,
  )
}

function refuse(error: unknown): never {
  if (!(error instanceof SplynxError)) throw error
  throw new HttpProblem(503, 'Splynx does not answer. Nothing was charged: try again in a minute.')
}
