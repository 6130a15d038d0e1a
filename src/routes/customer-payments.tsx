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
import { createEntryLimits } from '../middleware/entry-limits.ts'
import { requireStaff } from '../middleware/guards.ts'
import { awayProblem, notFound } from '../middleware/http-problem.ts'
import type { OpenResult } from '../operations/open-payment.ts'
import { settingsOfCustomer } from '../operations/partner-of.ts'
import { payForCustomer } from '../operations/pay-for-customer.ts'
import { type Document, SplynxError } from '../splynx/splynx.ts'
import { readSavedMethods } from './customer-account.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { id, readForm, readId, readQuery } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import { readPhoneCard, takePhonePayment } from './phone-payment.ts'
import { explainRefusal } from './portal/refusals.ts'
import { readTyped } from './portal/typed.ts'

const NEW_CARD = 'new_card'

const target = z.object({ kind: z.enum(['invoice', 'proforma']), document: id })

const form = target.extend({
  method: z
    .string({ error: 'Choose what to charge.' })
    .regex(/^([1-9]\d{0,14}|new_card)$/, 'Choose what to charge.'),
  cents: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number)
    .refine((cents) => cents <= AMOUNT_CENTS_MAX),
  request_key: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
})

/** What the clerk asks for. */
type Asked = z.output<typeof form>
type PhoneTaking = Awaited<ReturnType<typeof takePhonePayment>>
type Refusal = Exclude<OpenResult, { kind: 'opened' } | { kind: 'repeated' }>

/** Not this payment but all of them have to wait. */
const isClosed = ({ kind }: Refusal): boolean => kind === 'gateway_away' || kind === 'safe_mode'

/** A clerk pays one document of a customer: look at it once more, then charge. */
export const customerPaymentRoutes = (context: Context) => {
  const { splynx, config } = context
  const limits = createEntryLimits(context.redis)

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
    rest: Partial<Pick<PayView, 'problem' | 'errors' | 'methodId' | 'requestKey' | 'typed'>> = {},
    status: 200 | 409 | 422 | 429 | 503 = 200,
  ) {
    const { customerId } = document
    const [customer, methods, { cardZip }] = await Promise.all([
      splynx.findCustomer(customerId),
      readSavedMethods(context, customerId),
      settingsOfCustomer(context, customerId),
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
          zip={cardZip}
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
      const payment = {
        ...{ customerId, document: { kind, id: documentId } },
        ...{ expectedCents: cents, requestKey: request_key },
      }
      if (method === NEW_CARD) {
        const card = await readPhoneCard(c, context, customerId)
        if (!card.ok) return showAgain(c, reading.data, { status: 422, errors: card.errors })
        const taking = takePhonePayment(c, context, limits, { ...payment, ...card.data })
        return answer(c, reading.data, await taking.catch(nothingCharged))
      }
      const actor = actorOf(c.var.staff)
      const paying = payForCustomer(context, { ...payment, methodId: Number(method), actor })
      return answer(c, reading.data, await paying.catch(nothingCharged))
    })

  async function answer(c: HonoContext<StaffEnv>, asked: Asked, result: PhoneTaking) {
    switch (result.kind) {
      case 'opened':
        return c.redirect(paymentHref(result.paymentId), 303)
      case 'repeated':
        return redirectWithNotice(c, context, paymentHref(result.paymentId), REPEATED)
      case 'refused':
      case 'failed':
      case 'too_many':
        return showAgain(c, asked, explainRefusal(result, 'card', 'en'))
      case 'method_useless':
        return showAgain(c, asked, { status: 422, errors: { method: uselessWords(result) } })
      default:
        return showAgain(c, asked, {
          status: isClosed(result) ? 503 : 409,
          problem: problemOf(result, config.CURRENCY),
        })
    }
  }

  /** With what was chosen, and of a card that was typed what may be seen again. */
  async function showAgain(
    c: HonoContext<StaffEnv>,
    asked: Asked,
    {
      status,
      ...rest
    }: Pick<PayView, 'problem'> &
      Partial<Pick<PayView, 'errors'>> & { status: 409 | 422 | 429 | 503 },
  ) {
    const customerId = readId(c.req.param('id'))
    const { method: methodId, request_key } = asked
    // A corrected card is another form: what the first one came to is remembered for a moment.
    const kept = methodId === NEW_CARD ? { typed: await readTyped(c) } : { requestKey: request_key }
    return show(c, await readDocument(customerId, asked), { methodId, ...kept, ...rest }, status)
  }

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
    case 'over_daily_limit':
      return {
        tone: 'warning',
        stays: true,
        title: 'That is more than may be added to the balance in a day',
        text: 'Nothing was charged.',
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
