import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { isoDay } from '../../views/format.ts'
import { ConsoleLayout } from '../../views/layout.tsx'
import { HoldForm } from '../../views/retries/hold-page.tsx'
import type { Context } from '../context.ts'
import { findCustomerHolds, holdOf } from '../db/customer-holds.ts'
import type { CustomerHoldRow } from '../db/schema.ts'
import { isHeldOn } from '../domain/customer-hold.ts'
import { requireStaff } from '../middleware/guards.ts'
import { holdCustomer, liftHold } from '../operations/retries/hold-customer.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { date, type Echo, type FieldErrors, optional, readForm, readId, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'

const holdForm = (today: string) =>
  z
    .object({
      hold: z.enum(['paused', 'opted_out', 'none']),
      until: optional(date),
      reason: text(200, 'Say why.'),
    })
    .superRefine(({ hold, until }, context) => {
      if (hold !== 'paused' || (until !== undefined && until > today)) return
      const message = 'Choose a day after today.'
      context.addIssue({ code: 'custom', path: ['until'], message })
    })

/** Pauses or stops the automatic charges of one customer. */
export const customerHoldRoutes = (context: Context) => {
  const { db, config, now } = context

  async function show(
    c: HonoContext<StaffEnv>,
    given: { values?: Echo; errors?: FieldErrors } = {},
  ) {
    const customerId = readId(c.req.param('id'))
    const row = (await findCustomerHolds(db, [customerId])).get(customerId)
    const isHeld = row !== undefined && isHeldOn(holdOf(row), isoDay(now(), config.TZ))
    const { errors = {} } = given
    return c.html(
      <ConsoleLayout
        {...consoleProps(c, context)}
        title="Automatic charges"
        crumbs={[
          { href: '/admin/customers', label: 'Customers' },
          { href: `/admin/customers/${customerId}`, label: `Customer ${customerId}` },
        ]}
        active="customers"
      >
        <HoldForm
          {...{ customerId, isHeld, errors }}
          values={given.values ?? holdFields(isHeld ? row : undefined)}
          csrf={c.var.csrf}
        />
      </ConsoleLayout>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  return new Hono<StaffEnv>()
    .use(requireStaff('clerk'))
    .get('/', (c) => show(c))
    .post('/', async (c) => {
      const reading = await readForm(c, holdForm(isoDay(now(), config.TZ)))
      if (!reading.ok) return show(c, reading)
      const customerId = readId(c.req.param('id'))
      const { hold: kind, until = '', reason } = reading.data
      const asked = { customerId, actor: actorOf(c.var.staff), address: c.var.address }
      if (kind === 'none') await liftHold(context, { ...asked, reason })
      else {
        const hold = kind === 'paused' ? { kind, untilDay: until, reason } : { kind, reason }
        await holdCustomer(context, { ...asked, hold })
      }
      return redirectWithNotice(c, context, `/admin/customers/${customerId}`, {
        tone: 'success',
        text: SAVED[kind],
      })
    })
}

const holdFields = (row: CustomerHoldRow | undefined): Echo => ({
  hold: row?.kind ?? 'paused',
  until: row?.until_day ?? '',
  reason: '',
})

const SAVED = {
  paused: 'Runs leave the customer out until that day.',
  opted_out: 'Runs leave the customer out until somebody changes it.',
  none: 'Runs may charge the customer again.',
} as const
