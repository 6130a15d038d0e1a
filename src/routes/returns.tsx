import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { Button } from '../../views/components/button.tsx'
import { CsrfField } from '../../views/components/csrf-field.tsx'
import { ConsoleLayout } from '../../views/layout.tsx'
import { ReturnPanel } from '../../views/returns/return-panel.tsx'
import { ReturnsPanel } from '../../views/returns/returns-panel.tsx'
import type { Context } from '../context.ts'
import { readOpenMismatches } from '../db/mismatches.ts'
import { listReportCursors } from '../db/report-cursors.ts'
import { findReturnFee } from '../db/return-fees.ts'
import { readReturnRates } from '../db/returned-documents.ts'
import { findListedReturn, listReturns, readOpenReturns } from '../db/returns.ts'
import { returnCodeOf } from '../domain/return-codes.ts'
import { RETURN_RATE_DAYS } from '../domain/returns.ts'
import { isAtLeast, requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { askForReports } from '../operations/reports/ask-for-reports.ts'
import {
  finishMismatch,
  finishReturnTask,
  MAY_ALLOW_AGAIN,
} from '../operations/returns/finish-task.ts'
import { actorOf, type StaffEnv } from './env.ts'
import {
  checked,
  type Echo,
  type FieldErrors,
  optional,
  readForm,
  readId,
  readPaymentId,
  readQuery,
  text,
} from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'

const PAGE_SIZE = 50
const MISMATCHES_SHOWN = 20
const DAY_MS = 24 * 3_600_000

const query = z.object({
  code: optional(z.string().regex(/^[RC]\d\d$/, 'This is no code of a return.')),
  open: optional(z.literal('1')),
  before: optional(z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'This page does not exist.')),
})

const note = text(200, 'Say what was done.').min(3, 'Say a little more.')
const completion = z.object({ note, allow: checked })

/** Debits that came back, and where the gateway's books and ours differ. */
export const returnRoutes = (context: Context) => {
  const { db, config, now, reports } = context
  const place = () => ({ now: now(), zone: config.TZ })
  const done = (c: HonoContext<StaffEnv>, target: string, isDone: boolean) =>
    redirectWithNotice(
      c,
      context,
      target,
      isDone
        ? { tone: 'success', text: 'Stored, with your name.' }
        : { tone: 'info', text: 'Somebody had done this before.' },
    )

  async function show(
    c: HonoContext<StaffEnv>,
    { errors = {}, values = {} }: { errors?: FieldErrors; values?: Echo } = {},
  ) {
    const returned = (await findListedReturn(db, readPaymentId(c.req.param('id')))) ?? notFound()
    const { code, task } = returned
    return c.html(
      <ConsoleLayout
        {...consoleProps(c, context)}
        title={`${code}, ${returned.customer_name ?? 'not known here'}`}
        crumbs={[{ href: '/admin/returns', label: 'Returns' }]}
        active="returns"
      >
        <ReturnPanel
          {...{ returned, errors, values, currency: config.CURRENCY, csrf: c.var.csrf }}
          fee={await findReturnFee(db, returned.id)}
          mayAct={isAtLeast(c.var.staff.role, 'clerk')}
          mayAllowAgain={
            returned.is_stopped === 1 && task !== null && MAY_ALLOW_AGAIN.includes(task)
          }
          place={place()}
        />
      </ConsoleLayout>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  return new Hono<StaffEnv>()
    .get('/', async (c) => {
      const reading = readQuery(c, query)
      const { code, open, before } = reading.ok ? reading.data : {}
      const since = new Date(now().getTime() - RETURN_RATE_DAYS * DAY_MS)
      const [rows, todo, rates, mismatches, cursors] = await Promise.all([
        listReturns(db, { code, isOpen: open === '1' }, { before, size: PAGE_SIZE + 1 }),
        readOpenReturns(db, 0),
        readReturnRates(db, since, (of) => returnCodeOf(of).countsTo),
        readOpenMismatches(db, MISMATCHES_SHOWN),
        reports ? listReportCursors(db) : null,
      ])
      const returns = rows.slice(0, PAGE_SIZE)
      const filter = { ...(code && { code }), ...(open && { open }) }
      const mayAct = isAtLeast(c.var.staff.role, 'clerk')
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          title="Returns"
          lead="Debits of bank accounts that came back, and what is to do about them."
          active="returns"
          actions={mayAct && reports && <ReadNow csrf={c.var.csrf} />}
        >
          <ReturnsPanel
            {...{ returns, filter, rates, mismatches, cursors, mayAct }}
            openCount={todo.count}
            newerHref={before && returnsHref(filter)}
            olderHref={
              rows.length > PAGE_SIZE
                ? returnsHref({ ...filter, before: returns.at(-1)!.id })
                : undefined
            }
            currency={config.CURRENCY}
            csrf={c.var.csrf}
            place={place()}
          />
        </ConsoleLayout>,
        reading.ok ? 200 : 422,
      )
    })

    .post('/reading', requireStaff('clerk'), async (c) => {
      await askForReports(context)
      const text = 'The reports are being read. What is new will stand here in a moment.'
      return redirectWithNotice(c, context, '/admin/returns', { tone: 'info', text })
    })

    .post('/mismatches/:id', requireStaff('clerk'), async (c) => {
      const reading = await readForm(c, z.object({ note }))
      const target = '/admin/returns#mismatches'
      if (!reading.ok) {
        const words = reading.errors.note ?? 'Say what you found.'
        return redirectWithNotice(c, context, target, { tone: 'warning', text: words })
      }
      const isDone = await finishMismatch(context, {
        id: readId(c.req.param('id')),
        note: reading.data.note,
        actor: actorOf(c.var.staff),
        address: c.var.address,
      })
      return done(c, target, isDone)
    })

    .get('/:id', (c) => show(c))

    .post('/:id/completion', requireStaff('clerk'), async (c) => {
      const reading = await readForm(c, completion)
      if (!reading.ok) return show(c, reading)
      const returnId = readPaymentId(c.req.param('id'))
      const isDone = await finishReturnTask(context, {
        returnId,
        note: reading.data.note,
        allowsAgain: reading.data.allow,
        actor: actorOf(c.var.staff),
        address: c.var.address,
      })
      return done(c, `/admin/returns/${returnId}`, isDone)
    })
}

function returnsHref(filter: Record<string, string>): string {
  const text = new URLSearchParams(filter).toString()
  return text ? `/admin/returns?${text}` : '/admin/returns'
}

const ReadNow = ({ csrf }: { csrf: string }) => (
  <form method="post" action="/admin/returns/reading">
    <CsrfField token={csrf} />
    <Button icon="refresh">Read the reports now</Button>
  </form>
)
