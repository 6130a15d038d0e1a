import { Hono, type Context as HonoContext } from 'hono'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { HandOver, type HandOverView } from '../../views/home/hand-over.tsx'
import { MethodsAtRisk } from '../../views/home/methods-at-risk.tsx'
import { ConsoleLayout } from '../../views/layout.tsx'
import type { Context } from '../context.ts'
import { listExpiringDefaults, listLastDisabled } from '../db/open-work/of-methods.ts'
import { listWorkers } from '../db/open-work/owners.ts'
import { findWork } from '../db/open-work/read-work.ts'
import { endOfDay, isWorkKind } from '../domain/work.ts'
import { requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { assignWork, workOptionsOf } from '../operations/assign-work.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { date, optional, readForm, readReturn, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'

const assignment = z.object({
  owner: optional(text(100)),
  dueOn: optional(date),
  note: optional(text(200)),
  back: z.string().optional(),
})

const NOTICE = {
  assigned: { tone: 'success', text: 'Noted.' },
  no_such_work: { tone: 'info', text: 'That is done already.' },
  no_such_person: { tone: 'warning', text: 'This person cannot do it. Choose somebody else.' },
} as const

const LISTED_MAX = 500

/** Who looks after open work, and the lists that no other page has. */
export const workRoutes = (context: Context) => {
  const { db, config, now } = context
  const layout = { crumbs: [{ href: '/admin', label: 'Today' }], active: 'home' } as const

  async function show(
    c: HonoContext<StaffEnv>,
    work: ReturnType<typeof readWorkId>,
    again: Pick<HandOverView, 'errors' | 'values'> = {},
  ) {
    const [item, people] = await Promise.all([
      findWork(db, workOptionsOf(context), work),
      listWorkers(db),
    ])
    if (!item) return redirectWithNotice(c, context, '/admin', NOTICE.no_such_work)
    const back = again.values?.back ?? c.req.query('back')
    return c.html(
      <ConsoleLayout {...consoleProps(c, context)} {...layout} title="Hand over">
        <HandOver
          {...{ item, people, ...again }}
          back={readReturn(back, '/admin', '/admin')}
          currency={config.CURRENCY}
          csrf={c.var.csrf}
          place={{ now: now(), zone: config.TZ }}
        />
      </ConsoleLayout>,
      again.errors ? 422 : 200,
    )
  }

  return new Hono<StaffEnv>()
    .get('/methods/expiring', async (c) => {
      const month = DateTime.fromFormat(c.req.query('month') ?? '', 'yyyy-MM', { zone: config.TZ })
      if (!month.isValid) return notFound()
      const ends = { year: month.year, month: month.month }
      const methods = await listExpiringDefaults(db, ends, { now: now(), limit: LISTED_MAX })
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          {...layout}
          title={`Cards that end with ${month.setLocale('en-US').toFormat('LLLL yyyy')}`}
          lead="Default cards of customers whom runs charge."
        >
          <MethodsAtRisk
            methods={methods}
            isFull={methods.length === LISTED_MAX}
            zone={config.TZ}
          />
        </ConsoleLayout>,
      )
    })

    .get('/methods/disabled', async (c) => {
      const methods = await listLastDisabled(db, { now: now(), limit: LISTED_MAX })
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          {...layout}
          title="Customers who can be charged no more"
          lead="Runs charged them before, and their last card or account was disabled in the last 60 days."
        >
          <MethodsAtRisk
            methods={methods}
            isFull={methods.length === LISTED_MAX}
            zone={config.TZ}
          />
        </ConsoleLayout>,
      )
    })

    .get('/:kind/:subject', requireStaff('clerk'), (c) => show(c, readWorkId(c)))

    .post('/:kind/:subject/taking', requireStaff('clerk'), async (c) => {
      const owner = c.var.staff.login
      const work = { ...readWorkId(c), owner, givenBy: actorOf(c.var.staff) }
      const reading = await readForm(c, z.object({ back: z.string().optional() }))
      const result = await assignWork(context, work)
      const back = reading.ok ? reading.data.back : undefined
      return redirectWithNotice(c, context, readReturn(back, '/admin', '/admin'), NOTICE[result])
    })

    .post('/:kind/:subject', requireStaff('clerk'), async (c) => {
      const work = readWorkId(c)
      const reading = await readForm(c, assignment)
      if (!reading.ok) return show(c, work, reading)
      const { owner = null, dueOn, note = null, back } = reading.data
      const result = await assignWork(context, {
        ...work,
        owner,
        dueAt: dueOn ? endOfDay(dueOn, config.TZ) : null,
        note,
        givenBy: actorOf(c.var.staff),
      })
      return redirectWithNotice(c, context, readReturn(back, '/admin', '/admin'), NOTICE[result])
    })
}

function readWorkId(c: HonoContext<StaffEnv>) {
  const { kind = '', subject = '' } = c.req.param() as Record<string, string>
  return isWorkKind(kind) && /^[\w-]{1,40}$/.test(subject) ? { kind, subject } : notFound()
}
