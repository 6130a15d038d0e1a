import { Hono, type Context as HonoContext } from 'hono'
import { ulid } from 'ulid'
import { z } from 'zod'
import { Money } from '../../views/components/figures.tsx'
import { Notice } from '../../views/components/notice.tsx'
import { StatusBadge } from '../../views/components/status-badge.tsx'
import { money } from '../../views/format.ts'
import { ConsoleLayout } from '../../views/layout.tsx'
import { CancelCard } from '../../views/payments/cancel-card.tsx'
import { certaintySentence } from '../../views/payments/certainty.tsx'
import { PaymentActions } from '../../views/payments/payment-actions.tsx'
import { PaymentDetails, stateOf } from '../../views/payments/payment-panel.tsx'
import { FollowedRows, paymentHref } from '../../views/payments/payment-rows.tsx'
import { PaymentsPanel } from '../../views/payments/payments-panel.tsx'
import { SettleForm } from '../../views/payments/settle-form.tsx'
import { RefundsLink } from '../../views/refunds/refunds-panel.tsx'
import { SettleRefundForm } from '../../views/refunds/settle-refund-form.tsx'
import { RetriesCard } from '../../views/retries/retries-card.tsx'
import type { Context } from '../context.ts'
import { listAttempts } from '../db/claims.ts'
import { listMailsOf } from '../db/mail-list.ts'
import { listEvents } from '../db/payment-events.ts'
import { findListedPayments, listPayments } from '../db/payment-list.ts'
import { findRecording } from '../db/recordings.ts'
import { listRefundsOf } from '../db/refunds.ts'
import { listReturnsOf } from '../db/returns.ts'
import type { Attempt } from '../db/schema.ts'
import { listUndoingsOf } from '../db/undoings.ts'
import { scrub } from '../gateway/scrub.ts'
import { isAtLeast, requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { askGateway } from '../operations/ask-gateway.ts'
import { cancelPayment } from '../operations/cancel-payment.ts'
import { retryUndoing } from '../operations/refunds/retry-undoing.ts'
import { retryRecording } from '../operations/retry-recording.ts'
import { ANSWERS, settleUnknown } from '../operations/settle-unknown.ts'
import { readNextTryOf } from './automatic-charges.ts'
import { cancelReason } from './cancel-reason.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { type Echo, type FieldErrors, optional, readForm, readPaymentId, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import { describeSearch, PAGE_SIZE, paymentsHref, readPaymentFilter } from './payment-filter.ts'
import { ASKED, CANCELLED, CARD_NUMBER, RECORDED, SETTLED, UNDONE } from './payment-notices.ts'
import { soon } from './soon.ts'

const verdict = z
  .object({
    answer: z.enum(ANSWERS, 'Choose what happened.'),
    approval: optional(
      z
        .string()
        .trim()
        .regex(/^[A-Za-z0-9]{1,10}$/, 'Give the code as the gateway shows it.'),
    ),
    evidence: text(200, 'Say what you saw, and where.').min(10, 'Say a little more: what, where.'),
  })
  .refine(({ answer, approval }) => answer !== 'charged' || approval !== undefined, {
    path: ['approval'],
    message: 'An approved payment has an approval code.',
  })

/** Messages whose approval came after the payment had been given up. */
const lateIdsOf = (attempts: readonly Attempt[]): string[] =>
  attempts.flatMap(({ transaction_id, late_at }) => (late_at ? transaction_id : []))

/** Every payment, and what a person can do about one. */
export const paymentRoutes = (context: Context) => {
  const { db, config, now } = context
  const place = () => ({ now: now(), zone: config.TZ })

  async function readPayment(c: HonoContext) {
    const id = readPaymentId(c.req.param('id'))
    const [payment] = await findListedPayments(db, [id])
    return payment ?? notFound('There is no such payment.')
  }

  async function readDetails(c: HonoContext<StaffEnv>) {
    const payment = await readPayment(c)
    const [attempts, events, recording, returns, refunds, undoings, mails] = await Promise.all([
      listAttempts(db, payment.id),
      listEvents(db, payment.id),
      findRecording(db, payment.id),
      listReturnsOf(db, payment.id),
      listRefundsOf(db, payment.id),
      listUndoingsOf(db, payment.id),
      listMailsOf(db, payment.id),
    ])
    const canSend = context.mail !== null && isAtLeast(c.var.staff.role, 'clerk')
    const sending = canSend ? { csrf: c.var.csrf, requestKey: ulid() } : null
    const given = { refunds, undoings, mails, sending }
    return { payment, attempts, events, recording, returns, ...given, place: place() }
  }

  async function show(
    c: HonoContext<StaffEnv>,
    { errors = {}, values = {} }: { errors?: FieldErrors; values?: Echo } = {},
  ) {
    const view = await readDetails(c)
    const { payment } = view
    const { role } = c.var.staff
    const unsure = view.refunds.find(({ status }) => status === 'unknown' || status === 'review')
    const waitingRefund = view.refunds.find(({ status }) => status === 'pending')
    const isOpen = payment.status === 'unknown' || payment.status === 'review'
    const amount = money(payment.amount_cents, payment.currency)
    const sentence = certaintySentence(payment, view.place)
    const { csrf } = c.var
    return c.html(
      <ConsoleLayout
        {...consoleProps(c, context)}
        title={`${amount}, ${payment.customer_name}`}
        heading={
          <>
            <Money cents={payment.amount_cents} currency={payment.currency} />{' '}
            <StatusBadge status={payment.status} />
          </>
        }
        lead={isOpen ? undefined : sentence}
        crumbs={[{ href: '/admin/payments', label: 'Payments' }]}
        actions={
          <PaymentActions {...view} lateIds={lateIdsOf(view.attempts)} csrf={csrf} role={role} />
        }
        active="payments"
      >
        {isOpen && <Notice tone="warning">{sentence}</Notice>}
        {unsure && (
          <Notice tone="warning">
            A refund of this payment is not certain. Nothing is given back again until it is.
          </Notice>
        )}
        <PaymentDetails {...view} />
        <RetriesCard
          {...(await readNextTryOf(context, payment))}
          customerId={payment.customer_id}
          canChange={isAtLeast(role, 'clerk')}
          currency={payment.currency}
          zone={config.TZ}
        />
        {payment.status === 'pending' && isAtLeast(role, 'clerk') && (
          <CancelCard
            title="Cancel the payment"
            lead="It has not been sent. Nothing is charged, and the document is open again."
            action={`${paymentHref(payment.id)}/cancellation`}
            {...{ csrf, errors, values }}
          />
        )}
        {waitingRefund && isAtLeast(role, 'clerk') && (
          <CancelCard
            title="Cancel the refund"
            lead="It has not been sent: the money stays."
            action={`/admin/refunds/${waitingRefund.id}/cancellation`}
            csrf={csrf}
          />
        )}
        {isOpen && isAtLeast(role, 'manager') && (
          <SettleForm paymentId={payment.id} csrf={csrf} errors={errors} values={values} />
        )}
        {unsure && isAtLeast(role, 'manager') && (
          <SettleRefundForm refund={unsure} csrf={csrf} errors={errors} values={values} />
        )}
      </ConsoleLayout>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  return new Hono<StaffEnv>()
    .get('/', async (c) => {
      const typed = c.req.query('q') ?? ''
      if (scrub(typed) !== typed)
        return redirectWithNotice(c, context, '/admin/payments', CARD_NUMBER)
      const read = await readPaymentFilter(c, context)
      const page = read.ok ? await listPayments(db, read.filter, read.page) : null
      const { values } = read
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          title="Payments"
          active="payments"
          actions={<RefundsLink />}
        >
          <PaymentsPanel
            values={values}
            errors={read.ok ? {} : read.errors}
            page={page}
            understood={read.ok ? describeSearch(read.filter) : undefined}
            newerHref={page?.newerThan && paymentsHref(values, { after: page.newerThan })}
            olderHref={page?.olderThan && paymentsHref(values, { before: page.olderThan })}
            place={place()}
          />
        </ConsoleLayout>,
        read.ok ? 200 : 422,
      )
    })

    .get('/rows', async (c) => {
      const ids = (c.req.query('ids') ?? '').split(',')
      if (ids.length > PAGE_SIZE) notFound()
      const payments = await findListedPayments(db, ids.map(readPaymentId))
      return c.html(<FollowedRows payments={payments} place={place()} />)
    })

    .get('/:id', (c) => show(c))

    .get('/:id/details', async (c) => {
      const view = await readDetails(c)
      // The heading and what can be done have changed with it.
      if (c.req.query('was') !== stateOf(view)) c.header('HX-Refresh', 'true')
      return c.html(<PaymentDetails {...view} />)
    })

    .post('/:id/cancellation', requireStaff('clerk'), async (c) => {
      const { id, run_id, status } = await readPayment(c)
      const reading = await readForm(c, cancelReason)
      if (!reading.ok && status === 'pending') return show(c, reading)
      const isCancelled =
        reading.ok &&
        (await cancelPayment(context, {
          paymentId: id,
          runId: run_id,
          actor: actorOf(c.var.staff),
          because: reading.data.reason,
        }))
      return redirectWithNotice(
        c,
        context,
        paymentHref(id),
        CANCELLED[isCancelled ? 'yes' : 'late'],
      )
    })

    .post('/:id/inquiry', requireStaff('clerk'), async (c) => {
      const { id } = await readPayment(c)
      const asked = askGateway(context, { paymentId: id, actor: actorOf(c.var.staff) })
      const result = await soon(asked, c.var.log)
      return redirectWithNotice(c, context, paymentHref(id), ASKED[result ?? 'asking'])
    })

    .post('/:id/recording', requireStaff('clerk'), async (c) => {
      const { id } = await readPayment(c)
      const told = retryRecording(context, { paymentId: id, actor: actorOf(c.var.staff) })
      const result = await soon(told, c.var.log)
      return redirectWithNotice(c, context, paymentHref(id), RECORDED[result ?? 'telling'])
    })

    .post('/:id/undoing', requireStaff('clerk'), async (c) => {
      const { id } = await readPayment(c)
      const told = retryUndoing(context, { paymentId: id, actor: actorOf(c.var.staff) })
      const result = await soon(told, c.var.log)
      return redirectWithNotice(c, context, paymentHref(id), UNDONE[result ?? 'telling'])
    })

    .post('/:id/verdict', requireStaff('manager'), async (c) => {
      const reading = await readForm(c, verdict)
      if (!reading.ok) return show(c, reading)
      const { id } = await readPayment(c)
      const { answer, approval, evidence } = reading.data
      const result = await settleUnknown(context, {
        paymentId: id,
        actor: actorOf(c.var.staff),
        answer,
        ...(answer === 'charged' ? { approvalCode: approval } : {}),
        evidence,
      })
      return redirectWithNotice(c, context, paymentHref(id), SETTLED[result.kind])
    })
}
