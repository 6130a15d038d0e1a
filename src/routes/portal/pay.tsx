import { Hono, type Context as HonoContext } from 'hono'
import { ulid } from 'ulid'
import { z } from 'zod'
import { money } from '../../../views/format.ts'
import { type NotPayable, NotPayablePage } from '../../../views/portal/not-payable-page.tsx'
import { PayPage } from '../../../views/portal/pay-page.tsx'
import { paymentHref } from '../../../views/portal/words.ts'
import { wordsFor } from '../../../views/words/index.ts'
import type { Context } from '../../context.ts'
import { type CustomerPayment, findCustomerPayment } from '../../db/customer-payments.ts'
import { listMethods } from '../../db/methods.ts'
import { findPaymentByRequestKey, findPaymentUnderWay } from '../../db/payments.ts'
import { dayIn } from '../../domain/banking-days.ts'
import type { EntryLimits } from '../../middleware/entry-limits.ts'
import type { Settings } from '../../settings/definitions.ts'
import type { Document, DocumentKind } from '../../splynx/splynx.ts'
import type { CustomerEnv } from '../env.ts'
import { type FieldErrors, type Reading, readForm, readPaymentId } from '../forms.ts'
import { redirectWithNotice } from '../notices.ts'
import { customerProps } from '../page-props.ts'
import { amountText, amountWithin, type Range } from './amount-field.ts'
import { findOwnDocument, noDocument, readDocumentId } from './documents.ts'
import { fromSplynx } from './from-splynx.ts'
import { readMethodChoice } from './method-form.ts'
import { isOffered, kindOf } from './own-methods.ts'
import { explainRefusal, readRequestKey } from './refusals.ts'
import { sessionPayer, submitPayment } from './submit-payment.ts'
import { readTyped } from './typed.ts'

const dueForm = z.object({ dueCents: z.coerce.number().int().positive() })

/**
 * The part of a document that somebody may choose to pay; null where it is all or nothing. Splynx
 * knows no part of a proforma invoice.
 */
function partOf({ kind, dueCents }: Document, settings: Settings): Range | null {
  const { partialPayments, partialMinCents: minCents } = settings
  const isAllowed = partialPayments && kind === 'invoice' && dueCents > minCents
  return isAllowed ? { minCents, maxCents: dueCents } : null
}

/** One invoice or proforma invoice: what is due, and the form that pays it. */
export function payRoutes(context: Context, limits: EntryLimits) {
  const { db, splynx, config, now } = context
  type C = HonoContext<CustomerEnv>

  const findDocument = (c: C): Promise<Document> => {
    const kind = readKind(c.req.param('kind'))
    const looking = splynx.findDocument(kind, readDocumentId(c.req.param('id')))
    return findOwnDocument(c.var.customer.customerId, looking)
  }

  interface Shown {
    status?: 200 | 409 | 422 | 429 | 503
    errors?: FieldErrors
    notice?: string
    /** Of the same document, tried before: what was chosen then need not be chosen again. */
    before?: CustomerPayment
  }

  /** What is paid now. A part that is not offered any more must not become the whole unasked. */
  function readCents(c: C, document: Document): Promise<Reading<{ amount: number }>> {
    const language = c.var.language
    const { dueCents } = document
    const range = partOf(document, c.var.settings) ?? { minCents: dueCents, maxCents: dueCents }
    const amount = amountWithin(range, { currency: config.CURRENCY, language })
    return readForm(c, z.object({ amount: amount.default(dueCents) }))
  }

  async function findBefore(c: C, { kind, id }: Document): Promise<CustomerPayment | undefined> {
    const after = c.req.query('after')
    if (after === undefined) return undefined
    const { customerId } = c.var.customer
    const before = await findCustomerPayment(db, customerId, readPaymentId(after))
    return before?.purpose === kind && before.document_id === id ? before : undefined
  }

  async function show(c: C, document: Document, shown: Shown = {}) {
    const { status = 200, errors, notice, before } = shown
    const { language, settings } = c.var
    const amount = amountText(before?.amount_cents ?? document.dueCents, language)
    const page = customerProps(c, context)
    return c.html(
      <PayPage
        page={notice ? { ...page, notice: { tone: 'warning', text: notice } } : page}
        document={document}
        currency={config.CURRENCY}
        now={now()}
        today={dayIn(now(), config.TZ)}
        requestKey={ulid()}
        methods={await listMethods(db, c.var.customer.customerId)}
        part={partOf(document, settings)}
        notMethodId={before?.method_id}
        typed={status === 200 ? { amount } : { amount, ...(await readTyped(c)) }}
        errors={errors}
      />,
      status,
    )
  }

  const showAmountChanged = (c: C, document: Document, dueCents: number) =>
    show(
      c,
      { ...document, dueCents },
      {
        status: 409,
        notice: wordsFor(c.var.language).pay.amountChanged(
          money(dueCents, config.CURRENCY, c.var.language),
        ),
      },
    )

  const showNotPayable = (c: C, document: Document, because: NotPayable, status: 200 | 409) =>
    c.html(<NotPayablePage {...{ page: customerProps(c, context), document, because }} />, status)

  const toPaymentUnderWay = (c: C, paymentId: string) =>
    redirectWithNotice(c, context, paymentHref(paymentId), {
      tone: 'info',
      text: wordsFor(c.var.language).pay.alreadyUnderWay,
    })

  /** Null when it can be paid. */
  async function whyNotPayable({
    kind,
    id,
    status,
    dueCents,
  }: Document): Promise<NotPayable | null> {
    const underWay = await findPaymentUnderWay(db, kind, id)
    if (underWay) return { kind: 'under_way', paymentId: underWay.id }
    if (status === 'paid') return { kind: 'paid' }
    return status === 'not_paid' && dueCents > 0 ? null : { kind: 'not_open' }
  }

  return new Hono<CustomerEnv>()
    .get('/:kind/:id', async (c) => {
      const document = await findDocument(c)
      const because = await whyNotPayable(document)
      if (because) return showNotPayable(c, document, because, 200)
      return show(c, document, { before: await findBefore(c, document) })
    })

    .post('/:kind/:id', async (c) => {
      const { customerId } = c.var.customer
      const requestKey = await readRequestKey(c)
      // Sent before, perhaps long ago: the document may be paid by now, and by this very form.
      const earlier = await findPaymentByRequestKey(db, requestKey)
      if (earlier && (await findCustomerPayment(db, customerId, earlier.id))) {
        return c.redirect(paymentHref(earlier.id), 303)
      }
      const document = await findDocument(c)
      const because = await whyNotPayable(document)
      if (because?.kind === 'under_way') return toPaymentUnderWay(c, because.paymentId)
      if (because) return showNotPayable(c, document, because, 409)

      const due = await readForm(c, dueForm)
      if (!due.ok || due.data.dueCents !== document.dueCents) {
        return showAmountChanged(c, document, document.dueCents)
      }
      const [cents, choice] = [
        await readCents(c, document),
        await readMethodChoice(c, { now, ...c.var.settings }),
      ]
      if (!cents.ok && partOf(document, c.var.settings) === null) {
        return showAmountChanged(c, document, document.dueCents)
      }
      if (!cents.ok || !choice.ok) {
        const errors = { ...(cents.ok ? {} : cents.errors), ...(choice.ok ? {} : choice.errors) }
        return show(c, document, { status: 422, errors })
      }
      if (!isOffered(await listMethods(db, customerId), choice.data)) {
        return show(c, document, explainRefusal({ kind: 'method_useless' }, 'card', c.var.language))
      }

      const { kind, id } = document
      const result = await fromSplynx(
        submitPayment(context, limits, {
          payer: sessionPayer(c),
          target: { document: { kind, id } },
          expectedCents: cents.data.amount,
          requestKey,
          choice: choice.data,
        }),
      )
      switch (result.kind) {
        case 'opened':
        case 'repeated':
          return c.redirect(paymentHref(result.paymentId), 303)
        case 'under_way':
          return toPaymentUnderWay(c, result.paymentId)
        case 'amount_changed':
          return showAmountChanged(c, document, result.dueCents)
        case 'not_open':
          return showNotPayable(c, document, result, 409)
        default:
          return show(c, document, explainRefusal(result, kindOf(choice.data), c.var.language))
      }
    })
}

const readKind = (value: string | undefined): DocumentKind =>
  value === 'invoice' || value === 'proforma' ? value : noDocument()
