import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { ConsoleLayout } from '../../views/layout.tsx'
import { CancelCard } from '../../views/payments/cancel-card.tsx'
import { paymentHref } from '../../views/payments/payment-rows.tsx'
import { RefundsPanel } from '../../views/refunds/refunds-panel.tsx'
import { SettleRefundForm } from '../../views/refunds/settle-refund-form.tsx'
import type { Context } from '../context.ts'
import { listRefunds } from '../db/refund-list.ts'
import { findRefund } from '../db/refunds.ts'
import { REFUND_STATUSES } from '../domain/refund.ts'
import { requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { cancelRefund } from '../operations/refunds/cancel-refund.ts'
import { askAboutRefund } from '../operations/refunds/resolve-refunds.ts'
import { REFUND_ANSWERS, settleRefund } from '../operations/refunds/settle-refund.ts'
import { cancelReason } from './cancel-reason.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { optional, readForm, readPaymentId, readQuery, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import { REFUND_ASKED, REFUND_CANCELLED, REFUND_SETTLED } from './refund-notices.ts'
import { soon } from './soon.ts'

const cursor = optional(z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/))
const query = z.object({
  status: optional(z.enum(REFUND_STATUSES)),
  before: cursor,
  after: cursor,
})

const verdict = z.object({
  answer: z.enum(REFUND_ANSWERS, 'Choose what happened.'),
  evidence: text(200, 'Say what you saw, and where.').min(10, 'Say a little more: what, where.'),
})

const PAGE_SIZE = 50

/** Every refund, and what a person can do about one that is not over. */
export const refundRoutes = (context: Context) => {
  const { db, config, now } = context

  const readRefund = async (c: HonoContext<StaffEnv>) =>
    (await findRefund(db, readPaymentId(c.req.param('id')))) ?? notFound('There is no such refund.')

  return new Hono<StaffEnv>()
    .get('/', async (c) => {
      const reading = readQuery(c, query)
      if (!reading.ok) return c.redirect('/admin/refunds')
      const { status, before, after } = reading.data
      const page = await listRefunds(db, status, {
        size: PAGE_SIZE,
        ...(before ? { olderThan: before } : after ? { newerThan: after } : {}),
      })
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          title="Refunds"
          crumbs={[{ href: '/admin/payments', label: 'Payments' }]}
          active="payments"
        >
          <RefundsPanel page={page} status={status} place={{ now: now(), zone: config.TZ }} />
        </ConsoleLayout>,
      )
    })

    .post('/:id/cancellation', requireStaff('clerk'), async (c) => {
      const { id, payment_id, status } = await readRefund(c)
      const reading = await readForm(c, cancelReason)
      if (!reading.ok && status === 'pending') {
        return c.html(
          <ConsoleLayout
            {...consoleProps(c, context)}
            title="Cancel the refund"
            crumbs={[{ href: paymentHref(payment_id), label: 'Payment' }]}
            active="payments"
          >
            <CancelCard
              title="Cancel the refund"
              lead="It has not been sent: the money stays."
              action={`/admin/refunds/${id}/cancellation`}
              csrf={c.var.csrf}
              {...reading}
            />
          </ConsoleLayout>,
          422,
        )
      }
      const act = { refundId: id, actor: actorOf(c.var.staff), address: c.var.address }
      const isCancelled =
        reading.ok && (await cancelRefund(context, { ...act, because: reading.data.reason }))
      const notice = REFUND_CANCELLED[isCancelled ? 'yes' : 'late']
      return redirectWithNotice(c, context, paymentHref(payment_id), notice)
    })

    .post('/:id/inquiry', requireStaff('clerk'), async (c) => {
      const { id, payment_id } = await readRefund(c)
      const asked = askAboutRefund(context, { refundId: id, actor: actorOf(c.var.staff) })
      const result = await soon(asked, c.var.log)
      const notice = REFUND_ASKED[result ?? 'asking']
      return redirectWithNotice(c, context, paymentHref(payment_id), notice)
    })

    .post('/:id/verdict', requireStaff('manager'), async (c) => {
      const refund = await readRefund(c)
      const reading = await readForm(c, verdict)
      if (!reading.ok) {
        return c.html(
          <ConsoleLayout
            {...consoleProps(c, context)}
            title="Settle the refund"
            crumbs={[{ href: paymentHref(refund.payment_id), label: 'Payment' }]}
            active="payments"
          >
            <SettleRefundForm refund={refund} csrf={c.var.csrf} {...reading} />
          </ConsoleLayout>,
          422,
        )
      }
      const result = await settleRefund(context, {
        refundId: refund.id,
        actor: actorOf(c.var.staff),
        address: c.var.address,
        ...reading.data,
      })
      const notice = REFUND_SETTLED[result.kind]
      return redirectWithNotice(c, context, paymentHref(refund.payment_id), notice)
    })
}
