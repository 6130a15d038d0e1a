import { Hono, type Context as HonoContext } from 'hono'
import { ulid } from 'ulid'
import { z } from 'zod'
import { money } from '../../../views/format.ts'
import { type NotPayable, NotPayablePage } from '../../../views/portal/not-payable-page.tsx'
import { PayPage } from '../../../views/portal/pay-page.tsx'
import { paymentHref } from '../../../views/portal/words.ts'
import type { Context } from '../../context.ts'
import { findCustomerPayment } from '../../db/customer-payments.ts'
import { listMethods } from '../../db/methods.ts'
import { findPaymentByRequestKey, findPaymentUnderWay } from '../../db/payments.ts'
import { dayIn } from '../../domain/banking-days.ts'
import type { EntryLimits } from '../../middleware/entry-limits.ts'
import type { Document, DocumentKind } from '../../splynx/splynx.ts'
import type { CustomerEnv } from '../env.ts'
import { type FieldErrors, readForm } from '../forms.ts'
import { redirectWithNotice } from '../notices.ts'
import { customerProps } from '../page-props.ts'
import { findOwnDocument, noDocument, readDocumentId } from './documents.ts'
import { fromSplynx } from './from-splynx.ts'
import { readMethodChoice } from './method-form.ts'
import { isOffered, kindOf } from './own-methods.ts'
import { explainRefusal, readRequestKey } from './refusals.ts'
import { sessionPayer, submitPayment } from './submit-payment.ts'
import { readTyped } from './typed.ts'

const amountForm = z.object({ dueCents: z.coerce.number().int().positive() })

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
  }

  async function show(c: C, document: Document, shown: Shown = {}) {
    const { status = 200, errors, notice } = shown
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
        typed={status === 200 ? undefined : await readTyped(c)}
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
        notice: `The amount has changed: ${money(dueCents, config.CURRENCY)} is due now. Nothing was charged. Please check it and pay again.`,
      },
    )

  const showNotPayable = (c: C, document: Document, because: NotPayable, status: 200 | 409) =>
    c.html(<NotPayablePage {...{ page: customerProps(c, context), document, because }} />, status)

  const toPaymentUnderWay = (c: C, paymentId: string) =>
    redirectWithNotice(c, context, paymentHref(paymentId), {
      tone: 'info',
      text: 'This was being paid already, so nothing new was charged. Here is that payment.',
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
      return because ? showNotPayable(c, document, because, 200) : show(c, document)
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

      const amount = await readForm(c, amountForm)
      if (!amount.ok || amount.data.dueCents !== document.dueCents) {
        return showAmountChanged(c, document, document.dueCents)
      }
      const choice = await readMethodChoice(c, context)
      if (!choice.ok) return show(c, document, { status: 422, errors: choice.errors })
      if (!isOffered(await listMethods(db, customerId), choice.data)) {
        return show(c, document, explainRefusal({ kind: 'method_useless' }, 'card'))
      }

      const { kind, id } = document
      const result = await fromSplynx(
        submitPayment(context, limits, {
          payer: sessionPayer(c),
          target: { document: { kind, id } },
          expectedCents: document.dueCents,
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
          return show(c, document, explainRefusal(result, kindOf(choice.data)))
      }
    })
}

const readKind = (value: string | undefined): DocumentKind =>
  value === 'invoice' || value === 'proforma' ? value : noDocument()
