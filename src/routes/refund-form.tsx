import { Hono, type Context as HonoContext } from 'hono'
import { ulid } from 'ulid'
import { z } from 'zod'
import { ConsoleLayout } from '../../views/layout.tsx'
import { paymentHref } from '../../views/payments/payment-rows.tsx'
import { RefundConfirmation } from '../../views/refunds/refund-confirmation.tsx'
import { RefundForm } from '../../views/refunds/refund-form.tsx'
import { kindOf, problemWords } from '../../views/refunds/refund-words.ts'
import type { Context } from '../context.ts'
import { findRefundable, findRefundUnderWay, type Refundable } from '../db/refunds.ts'
import { AMOUNT_CENTS_MAX, decimalOfCents } from '../domain/money.ts'
import { planRefund, REFUND_KINDS, type RefundKind } from '../domain/refund.ts'
import { requireStaff } from '../middleware/guards.ts'
import { openRefund, problemOfRefund, refundLimitsOf } from '../operations/refunds/open-refund.ts'
import { actorOf, type StaffEnv } from './env.ts'
import {
  amount,
  type Echo,
  type FieldErrors,
  optional,
  readForm,
  readPaymentId,
  text,
} from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import { NOTHING_LEFT, OPENED } from './refund-notices.ts'

const originalId = optional(z.string().regex(/^[0-9A-Z]{18}$/))

const wishes = z.object({
  amount,
  reason: text(200, 'Say why the money goes back.').min(5, 'Say a little more.'),
  reopens: z.enum(['yes', 'no'], 'Choose one.').optional(),
  original: originalId,
})

/** What the second page adds: nothing that a person types. */
const confirmed = wishes.extend({
  kind: z.enum(REFUND_KINDS),
  request_key: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
})

/** Giving money of one payment back: the form, one more look, and the deed. */
export const refundFormRoutes = (context: Context) => {
  const { db, config, now } = context
  const place = () => ({ now: now(), zone: config.TZ })

  const read = (c: HonoContext<StaffEnv>, original?: string) =>
    findRefundable(db, readPaymentId(c.req.param('id')), original)

  /** Where there is nothing to give back, or somebody does so already, the payment's page says it. */
  async function turnAway(c: HonoContext<StaffEnv>, refundable: Refundable | undefined) {
    const paymentId = readPaymentId(c.req.param('id'))
    const underWay = await findRefundUnderWay(db, paymentId)
    if (underWay) return redirectWithNotice(c, context, paymentHref(paymentId), OPENED.under_way)
    if (refundable) return null
    return redirectWithNotice(c, context, paymentHref(paymentId), NOTHING_LEFT)
  }

  async function showForm(
    c: HonoContext<StaffEnv>,
    { payment, facts, isLate, original }: Refundable,
    { errors = {}, values = {} }: { errors?: FieldErrors; values?: Echo } = {},
  ) {
    const { role } = c.var.staff
    const limits = await refundLimitsOf(context, payment)
    const ownCents = role === 'clerk' || role === 'manager' ? limits[role] : AMOUNT_CENTS_MAX
    const limitCents = ownCents < AMOUNT_CENTS_MAX ? ownCents : null
    const leftCents = facts.takenCents - facts.spokenForCents
    return c.html(
      <ConsoleLayout
        {...consoleProps(c, context)}
        title="Void or refund"
        crumbs={[
          { href: '/admin/payments', label: 'Payments' },
          { href: paymentHref(payment.id), label: payment.customer_name },
        ]}
        active="payments"
      >
        <RefundForm
          {...{ payment, facts, limitCents, errors, values }}
          lateOriginalId={isLate ? original.transaction_id : null}
          plan={planRefund(facts, leftCents, place())}
          csrf={c.var.csrf}
          place={place()}
        />
      </ConsoleLayout>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  return new Hono<StaffEnv>()
    .get('/new', requireStaff('clerk'), async (c) => {
      const asked = originalId.safeParse(c.req.query('original') ?? '')
      const refundable = await read(c, asked.data)
      const elsewhere = await turnAway(c, refundable)
      return elsewhere ?? showForm(c, refundable!)
    })

    .post('/confirmation', requireStaff('clerk'), async (c) => {
      const reading = await readForm(c, wishes)
      const original = reading.ok ? reading.data.original : reading.values.original
      const refundable = await read(c, originalId.safeParse(original ?? '').data)
      const elsewhere = await turnAway(c, refundable)
      if (elsewhere) return elsewhere
      if (!reading.ok) return showForm(c, refundable!, reading)
      const { facts, payment, isLate } = refundable!
      const { reason, amount: amountCents } = reading.data
      const values = {
        amount: decimalOfCents(amountCents),
        reason,
        reopens: reading.data.reopens ?? '',
      }
      const { role } = c.var.staff
      const limits = await refundLimitsOf(context, payment)
      const problem = problemOfRefund(context, refundable!, { amountCents, role, limits })
      if (problem) {
        const words = problemWords(problem, payment.currency, place())
        return showForm(c, refundable!, { errors: { amount: words }, values })
      }
      const kind = kindOf(planRefund(facts, amountCents, place()))!
      const title = kind === 'void' ? 'Void this payment?' : 'Give this money back?'
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          title={title}
          crumbs={[
            { href: '/admin/payments', label: 'Payments' },
            { href: paymentHref(payment.id), label: payment.customer_name },
          ]}
          active="payments"
        >
          <RefundConfirmation
            {...{ payment, kind, amountCents, reason }}
            isWhole={amountCents === facts.takenCents}
            isReopened={isReopened(refundable!, kind, reading.data.reopens)}
            lateOriginalId={isLate ? refundable!.original.transaction_id : null}
            csrf={c.var.csrf}
            requestKey={ulid(now().getTime())}
          />
        </ConsoleLayout>,
      )
    })

    .post('/', requireStaff('clerk'), async (c) => {
      const reading = await readForm(c, confirmed)
      const paymentId = readPaymentId(c.req.param('id'))
      const asked = reading.ok ? reading.data.original : undefined
      const refundable = await read(c, asked)
      if (!reading.ok) {
        return (await turnAway(c, refundable)) ?? showForm(c, refundable!, reading)
      }
      const { amount: amountCents, kind, reason, reopens, request_key } = reading.data
      const result = await openRefund(context, {
        paymentId,
        ...(asked ? { originalId: asked } : {}),
        amountCents,
        expectedKind: kind,
        reopens: refundable ? isReopened(refundable, kind, reopens) : false,
        reason,
        actor: actorOf(c.var.staff),
        role: c.var.staff.role,
        requestKey: request_key,
        address: c.var.address,
      })
      if (
        result.kind === 'whole_only' ||
        result.kind === 'above_limit' ||
        result.kind === 'plan_changed'
      ) {
        const words = problemWords(result, config.CURRENCY, place())
        return showForm(c, refundable!, { errors: { amount: words }, values: { reason } })
      }
      return redirectWithNotice(c, context, paymentHref(paymentId), OPENED[result.kind])
    })
}

/** Where there is no document to pay again nobody is asked: a refill that is voided is undone whole. */
function isReopened(
  { payment, isLate }: Refundable,
  kind: RefundKind,
  answer: 'yes' | 'no' | undefined,
): boolean {
  if (isLate) return false
  if (payment.purpose === 'refill' || answer === undefined) return kind === 'void'
  return answer === 'yes'
}
