import { Hono, type Context as HonoContext } from 'hono'
import { ulid } from 'ulid'
import { z } from 'zod'
import { DOCUMENT_KIND_LABEL } from '../../views/customers/customer-words.tsx'
import { PayPanel, type PayView } from '../../views/customers/pay-panel.tsx'
import { money } from '../../views/format.ts'
import { ConsoleLayout } from '../../views/layout.tsx'
import { paymentHref } from '../../views/payments/payment-rows.tsx'
import type { Context } from '../context.ts'
import { findPaymentUnderWay } from '../db/payments.ts'
import { AMOUNT_CENTS_MAX } from '../domain/money.ts'
import { SKIP_LABEL } from '../domain/run.ts'
import { requireStaff } from '../middleware/guards.ts'
import { awayProblem, notFound } from '../middleware/http-problem.ts'
import type { OpenResult } from '../operations/open-payment.ts'
import { payForCustomer } from '../operations/pay-for-customer.ts'
import { type Document, SplynxError } from '../splynx/splynx.ts'
import { readSavedMethods } from './customer-account.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { id, readForm, readId, readQuery } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'

const target = z.object({ kind: z.enum(['invoice', 'proforma']), document: id })

const form = target.extend({
  method: z
    .string({ error: 'Choose what to charge.' })
    .regex(/^[1-9]\d{0,14}$/, 'Choose what to charge.')
    .transform(Number),
  cents: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number)
    .refine((cents) => cents <= AMOUNT_CENTS_MAX),
  request_key: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
})

type Refusal = Exclude<OpenResult, { kind: 'opened' } | { kind: 'repeated' }>

/** Not this payment but all of them have to wait. */
const isClosed = ({ kind }: Refusal): boolean => kind === 'gateway_away' || kind === 'safe_mode'

/** A clerk pays one document of a customer: look at it once more, then charge. */
export const customerPaymentRoutes = (context: Context) => {
  const { splynx, config } = context

  async function readDocument(
    customerId: number,
    { kind, document: documentId }: z.output<typeof target>,
  ) {
    const document = await splynx.findDocument(kind, documentId)
    if (document?.customerId !== customerId) notFound('The customer has no such document.')
    return document
  }

  async function show(
    c: HonoContext<StaffEnv>,
    document: Document,
    rest: Partial<Pick<PayView, 'problem' | 'errors' | 'methodId' | 'requestKey'>> = {},
    status: 200 | 409 | 422 | 503 = 200,
  ) {
    const { customerId } = document
    const [customer, methods] = await Promise.all([
      splynx.findCustomer(customerId),
      readSavedMethods(context, customerId),
    ])
    const name = customer?.name ?? `Customer ${customerId}`
    return c.html(
      <ConsoleLayout
        {...consoleProps(c, context)}
        title={`Pay ${DOCUMENT_KIND_LABEL[document.kind].toLowerCase()} ${document.number}`}
        lead={`For ${name}. Charge only what the customer has agreed to.`}
        crumbs={[
          { href: '/admin/customers', label: 'Customers' },
          { href: `/admin/customers/${customerId}`, label: name },
        ]}
        active="customers"
      >
        <PayPanel
          customerId={customerId}
          document={document}
          methods={methods}
          csrf={c.var.csrf}
          currency={config.CURRENCY}
          errors={{}}
          requestKey={ulid()}
          {...rest}
        />
      </ConsoleLayout>,
      status,
    )
  }

  return new Hono<StaffEnv>()
    .use(requireStaff('clerk'))

    .get('/new', async (c) => {
      const customerId = readId(c.req.param('id'))
      const reading = readQuery(c, target)
      if (!reading.ok) notFound('The customer has no such document.')
      const document = await readDocument(customerId, reading.data)
      const problem = await problemBefore(context, document)
      return problem ? show(c, document, { problem }, 409) : show(c, document)
    })

    .post('/', async (c) => {
      const customerId = readId(c.req.param('id'))
      const reading = await readForm(c, form)
      if (!reading.ok) return refuse(c, customerId, reading.values, reading.errors)
      const { kind, document: documentId, method, cents, request_key } = reading.data
      const result = await payForCustomer(context, {
        customerId,
        document: { kind, id: documentId },
        expectedCents: cents,
        methodId: method,
        actor: actorOf(c.var.staff),
        requestKey: request_key,
      }).catch(nothingCharged)
      if (result.kind === 'opened') return c.redirect(paymentHref(result.paymentId), 303)
      if (result.kind === 'repeated') {
        return redirectWithNotice(c, context, paymentHref(result.paymentId), REPEATED)
      }
      const document = await readDocument(customerId, reading.data)
      const chosen = { methodId: String(method), requestKey: request_key }
      if (result.kind === 'method_useless') {
        return show(c, document, { ...chosen, errors: { method: uselessWords(result) } }, 422)
      }
      const problem = problemOf(result, config.CURRENCY)
      return show(c, document, { ...chosen, problem }, isClosed(result) ? 503 : 409)
    })

  /** A form of ours that lacks its method is shown again; what we never made is not. */
  async function refuse(
    c: HonoContext<StaffEnv>,
    customerId: number,
    values: Readonly<Record<string, string>>,
    errors: Readonly<Record<string, string>>,
  ) {
    const { method, ...others } = errors
    const read = target.safeParse({ kind: values.kind, document: values.document })
    if (!method || Object.keys(others).length > 0 || !read.success) {
      const problem = { errors: { '': 'This form was incomplete. Look again, then charge.' } }
      if (!read.success) notFound('The customer has no such document.')
      return show(c, await readDocument(customerId, read.data), problem, 422)
    }
    const document = await readDocument(customerId, read.data)
    return show(c, document, { errors: { method }, requestKey: values.request_key }, 422)
  }
}

const REPEATED = {
  tone: 'info',
  text: 'This form had been sent before. Here is the payment it made; there is no second one.',
} as const

function nothingCharged(error: unknown): never {
  if (!(error instanceof SplynxError)) throw error
  const problem = awayProblem(
    'Splynx does not answer at the moment. Nothing was charged. Please try again in a minute.',
  )
  problem.cause = error
  throw problem
}

const uselessWords = ({ reason, detail }: Extract<Refusal, { kind: 'method_useless' }>): string =>
  detail ? `${SKIP_LABEL[reason]}: ${detail}.` : `${SKIP_LABEL[reason]}.`

type Problem = NonNullable<PayView['problem']>

/** What can be said before anybody presses the button. */
async function problemBefore({ db, config }: Context, document: Document): Promise<Problem | null> {
  const underWay = await findPaymentUnderWay(db, document.kind, document.id)
  if (underWay) return problemOf({ kind: 'under_way', paymentId: underWay.id }, config.CURRENCY)
  const isOpen = document.status === 'not_paid' && document.dueCents > 0
  return isOpen ? null : problemOf({ kind: 'not_open' }, config.CURRENCY)
}

function problemOf(
  refusal: Exclude<Refusal, { kind: 'method_useless' }>,
  currency: string,
): Problem {
  switch (refusal.kind) {
    case 'under_way':
      return {
        tone: 'warning',
        stays: true,
        title: 'A payment for this document is already under way',
        text: (
          <p>
            Nothing more was charged.{' '}
            <a href={paymentHref(refusal.paymentId)}>Look at the payment</a>
          </p>
        ),
      }
    case 'amount_changed':
      return {
        tone: 'warning',
        stays: false,
        title: `Only ${money(refusal.dueCents, currency)} is due now`,
        text: 'Nothing was charged. Check the new amount below and confirm again.',
      }
    case 'not_open':
      return {
        tone: 'warning',
        stays: true,
        title: 'This document is not open',
        text: 'It is paid, pending or deleted in Splynx, so there is nothing to charge.',
      }
    case 'customer_useless':
      return {
        tone: 'danger',
        stays: true,
        title: 'This customer cannot be charged',
        text: 'The customer is disabled in Splynx or gone. Nothing was charged.',
      }
    case 'safe_mode':
      return {
        tone: 'warning',
        stays: false,
        title: 'Safe mode is on',
        text: 'Nothing was charged. Payments are possible again when a manager has released it.',
      }
    case 'gateway_away':
      return {
        tone: 'danger',
        stays: false,
        title: 'The gateway does not answer at the moment',
        text: 'Nothing was charged. Please try again in a few minutes.',
      }
  }
}
