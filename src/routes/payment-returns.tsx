import { Hono, type Context as HonoContext } from 'hono'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { ConsoleLayout } from '../../views/layout.tsx'
import { paymentHref } from '../../views/payments/payment-rows.tsx'
import { ConfirmReturn, NewReturn } from '../../views/returns/new-return.tsx'
import type { Context } from '../context.ts'
import { findListedPayments, type ListedPayment } from '../db/payment-list.ts'
import { findRefundUnderWay } from '../db/refunds.ts'
import { dayIn } from '../domain/banking-days.ts'
import { RETURN_CODES } from '../domain/return-codes.ts'
import { planReturn } from '../domain/returns.ts'
import { requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { enterReturn } from '../operations/returns/enter-return.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { date, type Echo, type FieldErrors, readForm, readPaymentId, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'

/** Returns that came by phone or mail, entered on the page of their payment. */
export const paymentReturnRoutes = (context: Context) => {
  const { db, config, settings, now } = context

  const form = z.object({
    return: z.string().refine((code) => RETURN_CODES.has(code), 'Choose the bank’s code.'),
    date: date.refine((day) => day <= dayIn(now(), config.TZ), 'This day is still to come.'),
    evidence: text(200, 'Say where it was seen or heard.').min(5, 'Say a little more.'),
  })

  /** Of a debit that a bank could send back. */
  async function readDebit(c: HonoContext): Promise<ListedPayment> {
    const [payment] = await findListedPayments(db, [readPaymentId(c.req.param('id'))])
    const isDebit = payment?.method_kind === 'bank' && payment.transaction_id !== null
    return payment && isDebit ? payment : notFound('There is no such debit.')
  }

  const page = (c: HonoContext<StaffEnv>, payment: ListedPayment) => ({
    ...consoleProps(c, context),
    title: `Record a return, ${payment.customer_name}`,
    heading: 'Record a return',
    crumbs: [
      { href: '/admin/payments', label: 'Payments' },
      { href: paymentHref(payment.id), label: payment.customer_name },
    ],
    active: 'payments' as const,
  })

  function ask(
    c: HonoContext<StaffEnv>,
    payment: ListedPayment,
    { errors = {}, values = {} }: { errors?: FieldErrors; values?: Echo } = {},
  ) {
    return c.html(
      <ConsoleLayout {...page(c, payment)}>
        <NewReturn payment={payment} csrf={c.var.csrf} errors={errors} values={values} />
      </ConsoleLayout>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  return new Hono<StaffEnv>()
    .get('/:id/returns/new', requireStaff('clerk'), async (c) => ask(c, await readDebit(c)))

    .post('/:id/returns/new', requireStaff('clerk'), async (c) => {
      const payment = await readDebit(c)
      const reading = await readForm(c, form)
      if (!reading.ok) return ask(c, payment, reading)
      const { return: code, date: day, evidence } = reading.data
      const refund = await findRefundUnderWay(db, payment.id)
      const plan = planReturn({
        code,
        attempt: { kind: 'check', isCurrent: true },
        status: payment.status,
        refund: refund ? 'under_way' : payment.refunded_cents > 0 ? 'part' : 'none',
      })
      return c.html(
        <ConsoleLayout {...page(c, payment)}>
          <ConfirmReturn
            {...{ payment, plan, csrf: c.var.csrf }}
            entered={{ code, day, evidence }}
            feeCents={(await settings.of(payment.partner_id)).returnFeeCents}
          />
        </ConsoleLayout>,
      )
    })

    .post('/:id/returns', requireStaff('clerk'), async (c) => {
      const payment = await readDebit(c)
      const reading = await readForm(c, form)
      if (!reading.ok) return ask(c, payment, reading)
      const { return: code, date: day, evidence } = reading.data
      const result = await enterReturn(context, {
        paymentId: payment.id,
        code,
        // Noon: a day whatever the zone of who reads it.
        returnedAt: DateTime.fromISO(`${day}T12:00:00`, { zone: config.TZ }).toJSDate(),
        evidence,
        actor: actorOf(c.var.staff),
        address: c.var.address,
      })
      switch (result.kind) {
        case 'taken':
          return redirectWithNotice(c, context, `/admin/returns/${result.returnId}`, {
            tone: 'success',
            text: 'The return is recorded.',
          })
        case 'known':
          return redirectWithNotice(c, context, `/admin/returns/${result.returnId}`, {
            tone: 'info',
            text: 'This return was known before. Nothing has changed.',
          })
        case 'not_yet':
          return redirectWithNotice(c, context, paymentHref(payment.id), {
            tone: 'warning',
            text: 'It is not known yet whether the debit was taken at all. Settle that first.',
          })
        case 'no_debit':
          return notFound('There is no such debit.')
      }
    })
}
