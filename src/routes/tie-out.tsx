import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { Button } from '../../views/components/button.tsx'
import { CsrfField } from '../../views/components/csrf-field.tsx'
import { day as dayInWords } from '../../views/format.ts'
import { ConsoleLayout } from '../../views/layout.tsx'
import { DayPanel } from '../../views/tie-out/day-panel.tsx'
import { DaysPanel } from '../../views/tie-out/days-panel.tsx'
import { tieOutHref } from '../../views/tie-out/words.ts'
import type { Context } from '../context.ts'
import { countDuplicates } from '../db/duplicates.ts'
import { readReturnRates } from '../db/returned-documents.ts'
import {
  countDifferences,
  countDifferencesOf,
  findDifference,
  listDifferences,
  sumDifferences,
} from '../db/tie-out-differences.ts'
import { findTieOut, listSums, listTieOutsBefore } from '../db/tie-outs.ts'
import { dayIn } from '../domain/banking-days.ts'
import { returnCodeOf } from '../domain/return-codes.ts'
import { RETURN_RATE_DAYS } from '../domain/returns.ts'
import { dayAfter } from '../domain/tie-out.ts'
import { isAtLeast, requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { explainDifference } from '../operations/tie-out/explain-difference.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { date, optional, readForm, readId, readQuery, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'

const DAYS_SHOWN = 31
const DIFFERENCES_SHOWN = 200
const DAY_MS = 24 * 3_600_000

const query = z.object({ before: optional(date) })
const explanation = z.object({
  note: text(200, 'Say why it is right, or what was done.').min(3, 'Say a little more.'),
})

/** Our ledger, IPpay's reports and Splynx, day by day. */
export const tieOutRoutes = (context: Context) => {
  const { db, config, now, bell } = context
  const today = () => dayIn(now(), config.TZ)

  const readDay = (c: HonoContext<StaffEnv>): string => {
    const reading = date.safeParse(c.req.param('day'))
    return reading.success && reading.data <= today() ? reading.data : notFound()
  }

  return new Hono<StaffEnv>()
    .get('/', async (c) => {
      const reading = readQuery(c, query)
      const before = reading.ok ? reading.data.before : undefined
      const since = new Date(now().getTime() - RETURN_RATE_DAYS * DAY_MS)
      const rows = await listTieOutsBefore(db, before ?? '9999-12-31', DAYS_SHOWN + 1)
      const shown = rows.slice(0, DAYS_SHOWN)
      const names = shown.map(({ day }) => day)
      const [sums, openCounts, rates, differenceCount, duplicateCount] = await Promise.all([
        listSums(db, names),
        countDifferencesOf(db, names),
        readReturnRates(db, since, (code) => returnCodeOf(code).countsTo),
        countDifferences(db),
        countDuplicates(db),
      ])
      const days = shown.map((tieOut) => ({
        tieOut,
        sums: sums.filter(({ day }) => day === tieOut.day),
        openCount: openCounts.get(tieOut.day) ?? 0,
      }))
      const yesterday = dayAfter(today(), -1)
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          title="Tie-out"
          lead="Every day our ledger, IPpay’s reports and Splynx are compared, to the cent."
          active="tie-out"
          actions={
            isAtLeast(c.var.staff.role, 'clerk') && (
              <CompareForm day={yesterday} label="Compare yesterday now" csrf={c.var.csrf} />
            )
          }
        >
          <DaysPanel
            {...{ days, rates, differenceCount, duplicateCount, currency: config.CURRENCY }}
            newerHref={before && '/admin/tie-out'}
            olderHref={
              rows.length > DAYS_SHOWN ? `/admin/tie-out?before=${names.at(-1)}` : undefined
            }
          />
        </ConsoleLayout>,
        reading.ok ? 200 : 422,
      )
    })

    .post('/differences/:id/explanation', requireStaff('clerk'), async (c) => {
      const id = readId(c.req.param('id'))
      const { day } = (await findDifference(db, id)) ?? notFound()
      const reading = await readForm(c, explanation)
      if (!reading.ok) {
        const words = reading.errors.note ?? 'Say why it is right.'
        return redirectWithNotice(c, context, tieOutHref(day), { tone: 'warning', text: words })
      }
      const isDone = await explainDifference(context, {
        ...{ id, note: reading.data.note },
        ...{ actor: actorOf(c.var.staff), address: c.var.address },
      })
      return redirectWithNotice(
        c,
        context,
        tieOutHref(day),
        isDone
          ? { tone: 'success', text: 'Explained, with your name.' }
          : { tone: 'info', text: 'It was explained before, or is not there any more.' },
      )
    })

    .get('/:day', async (c) => {
      const day = readDay(c)
      const [tieOut, sums, differences, counts] = await Promise.all([
        findTieOut(db, day),
        listSums(db, [day]),
        listDifferences(db, day, DIFFERENCES_SHOWN),
        sumDifferences(db, day),
      ])
      const all = counts.reduce((sum, { count }) => sum + count, 0)
      const openCount = (await countDifferencesOf(db, [day])).get(day) ?? 0
      const mayAct = isAtLeast(c.var.staff.role, 'clerk')
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          title={`Tie-out of ${dayInWords(day)}`}
          crumbs={[{ href: '/admin/tie-out', label: 'Tie-out' }]}
          active="tie-out"
          actions={mayAct && <CompareForm day={day} label="Compare again" csrf={c.var.csrf} />}
        >
          {tieOut?.calculated_at ? (
            <DayPanel
              {...{ tieOut, sums, differences, openCount, mayAct, csrf: c.var.csrf }}
              hiddenCount={all - differences.length}
              isOver={day < today()}
              splynxUrl={config.SPLYNX_URL}
              currency={config.CURRENCY}
              place={{ now: now(), zone: config.TZ }}
            />
          ) : (
            <p>This day has not been compared yet.</p>
          )}
        </ConsoleLayout>,
      )
    })

    .post('/:day/comparison', requireStaff('clerk'), async (c) => {
      const day = readDay(c)
      await bell.ring('tie-out-day', { day }, { onceAs: `tie-out-${day}` })
      const words = `${dayInWords(day)} is being compared. Look again in a minute.`
      return redirectWithNotice(c, context, tieOutHref(day), { tone: 'info', text: words })
    })
}

const CompareForm = ({ day, label, csrf }: { day: string; label: string; csrf: string }) => (
  <form method="post" action={`${tieOutHref(day)}/comparison`}>
    <CsrfField token={csrf} />
    <Button icon="refresh">{label}</Button>
  </form>
)
