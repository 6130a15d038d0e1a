import { Hono } from 'hono'
import { z } from 'zod'
import { DuplicatesPanel } from '../../views/duplicates/duplicates-panel.tsx'
import { ConsoleLayout } from '../../views/layout.tsx'
import type { Context } from '../context.ts'
import { countDuplicatesByCertainty, listDuplicates } from '../db/duplicates.ts'
import { CERTAINTIES } from '../domain/duplicate.ts'
import { isAtLeast, requireStaff } from '../middleware/guards.ts'
import { dismissDuplicate } from '../operations/duplicates/dismiss-duplicate.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { id, optional, readForm, readId, readQuery, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'

const PAGE_SIZE = 25

const query = z.object({
  certainty: optional(z.enum(CERTAINTIES)),
  before: optional(id),
})
const dismissal = z.object({
  note: text(200, 'Say why both were meant.').min(3, 'Say a little more.'),
})

/** Payments that look like one that was made twice. */
export const duplicateRoutes = (context: Context) => {
  const { db, config, settings } = context
  return new Hono<StaffEnv>()
    .get('/', async (c) => {
      const reading = readQuery(c, query)
      const { certainty, before } = reading.ok ? reading.data : {}
      const [counts, rows, { duplicateDays }] = await Promise.all([
        countDuplicatesByCertainty(db),
        listDuplicates(db, certainty ? [certainty] : ['certain', 'likely'], {
          beforeId: before,
          size: PAGE_SIZE + 1,
        }),
        settings.of(null),
      ])
      const pairs = rows.slice(0, PAGE_SIZE)
      const filter: Record<string, string> = certainty ? { certainty } : {}
      const hrefOf = (more: Record<string, string>) =>
        `/admin/duplicates?${new URLSearchParams({ ...filter, ...more })}`
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          title="Maybe paid twice"
          lead={`Two payments of one customer and one amount within ${duplicateDays} days.`}
          crumbs={[{ href: '/admin/tie-out', label: 'Tie-out' }]}
          active="tie-out"
        >
          <DuplicatesPanel
            {...{ pairs, counts, certainty, currency: config.CURRENCY, zone: config.TZ }}
            newerHref={before === undefined ? undefined : hrefOf({})}
            olderHref={
              rows.length > PAGE_SIZE ? hrefOf({ before: String(pairs.at(-1)!.id) }) : undefined
            }
            mayAct={isAtLeast(c.var.staff.role, 'clerk')}
            csrf={c.var.csrf}
          />
        </ConsoleLayout>,
        reading.ok ? 200 : 422,
      )
    })

    .post('/:id/dismissal', requireStaff('clerk'), async (c) => {
      const target = '/admin/duplicates'
      const reading = await readForm(c, dismissal)
      if (!reading.ok) {
        const words = reading.errors.note ?? 'Say why both were meant.'
        return redirectWithNotice(c, context, target, { tone: 'warning', text: words })
      }
      const isDone = await dismissDuplicate(context, {
        ...{ id: readId(c.req.param('id')), note: reading.data.note },
        ...{ actor: actorOf(c.var.staff), address: c.var.address },
      })
      return redirectWithNotice(
        c,
        context,
        target,
        isDone
          ? { tone: 'success', text: 'Taken off the list, with your name.' }
          : { tone: 'info', text: 'It is not on the list any more.' },
      )
    })
}
