import { Hono, type Context as HonoContext, type MiddlewareHandler } from 'hono'
import { ulid } from 'ulid'
import { z } from 'zod'
import { money } from '../../../views/format.ts'
import { type Closed, LinkClosedPage, LinkPayPage } from '../../../views/links/link-pages.tsx'
import { PaymentChange, PaymentPage } from '../../../views/portal/payment-page.tsx'
import { stateOf } from '../../../views/portal/payment-state.ts'
import { wordsFor } from '../../../views/words/index.ts'
import type { Context } from '../../context.ts'
import { findShownPayment } from '../../db/customer-payments.ts'
import { findMethod, listMethods } from '../../db/methods.ts'
import { findPaymentByRequestKey, findPaymentUnderWay } from '../../db/payments.ts'
import { dayIn } from '../../domain/banking-days.ts'
import { createEntryLimits } from '../../middleware/entry-limits.ts'
import { forgeryProtection } from '../../middleware/forgery.ts'
import { notFound } from '../../middleware/http-problem.ts'
import { createLinkLimits } from '../../middleware/link-limits.ts'
import { mayBeUsedBy } from '../../operations/sending/instruments.ts'
import type { Document } from '../../splynx/splynx.ts'
import { isMarkOf, markOf } from '../../vault/marks.ts'
import { type Env, isHtmx } from '../env.ts'
import { type FieldErrors, optional, readForm, readPaymentId, text } from '../forms.ts'
import { fromSplynx } from '../portal/from-splynx.ts'
import { readMethodChoice } from '../portal/method-form.ts'
import { isOffered, kindOf } from '../portal/own-methods.ts'
import { explainRefusal, type Refusal, readRequestKey } from '../portal/refusals.ts'
import { submitPayment } from '../portal/submit-payment.ts'
import { readTyped } from '../portal/typed.ts'
import { type LinkTarget, PLAIN_LINKS, readPlainLink, readSignedLink } from './targets.ts'

type C = HonoContext<Env>

const form = z.object({
  dueCents: z.coerce.number().int().positive(),
  customerNumber: optional(text(100)),
})

/**
 * Paying without a log-in, for whoever holds a link: the document, its amount and a masked method,
 * and nothing else. A customer who is logged in goes on to the pages of the account.
 */
export function linkRoutes(context: Context) {
  const { db, splynx, config, now } = context
  const entryLimits = createEntryLimits(context.redis)
  const limits = createLinkLimits(context)

  const visitOf = (c: C, { kind, id }: Document) => ({
    document: { kind, id },
    address: c.var.address,
  })

  const close = (c: C, because: Closed, status: 200 | 409 | 410 = 200) =>
    c.html(<LinkClosedPage because={because} csrf={c.var.csrf} language={c.var.language} />, status)

  const toPayment = (c: C, id: string) =>
    c.redirect(`/ippay/link-payment/${id}/${markOf(config.APP_KEYS, 'link-payment', id)}`, 303)

  /** Null when it can be paid. */
  async function whyClosed({ kind, id, status, dueCents }: Document): Promise<Closed | null> {
    if (await findPaymentUnderWay(db, kind, id)) return 'under_way'
    if (status === 'paid') return 'paid'
    return status === 'not_paid' && dueCents > 0 ? null : 'not_open'
  }

  /** The default alone: what else the customer has is nobody's business. */
  async function listOffered({ document, mayUseSaved }: LinkTarget) {
    const methods = mayUseSaved ? await listMethods(db, document.customerId) : []
    return methods.filter(
      (method) =>
        method.is_default === 1 && method.status === 'active' && mayBeUsedBy(method, 'link'),
    )
  }

  interface Shown {
    status?: Refusal['status'] | 200
    errors?: FieldErrors
  }

  async function show(c: C, target: LinkTarget, { status = 200, errors }: Shown = {}) {
    const { document, href } = target
    const declines = await limits.countDeclines(visitOf(c, document))
    return c.html(
      <LinkPayPage
        action={href}
        csrf={c.var.csrf}
        zip={target.settings.cardZip}
        document={document}
        currency={config.CURRENCY}
        now={now()}
        today={dayIn(now(), config.TZ)}
        requestKey={ulid()}
        methods={await listOffered(target)}
        typed={status === 200 ? undefined : await readTyped(c)}
        errors={errors}
        asksWho={declines > 0}
        language={c.var.language}
      />,
      status,
    )
  }

  const showAmountChanged = (c: C, target: LinkTarget, dueCents: number) => {
    const { language } = c.var
    const words = wordsFor(language).pay.amountChanged(money(dueCents, config.CURRENCY, language))
    const changed = { ...target, document: { ...target.document, dueCents } }
    return show(c, changed, { status: 409, errors: { '': words } })
  }

  async function isCustomer({ customerId }: Document, answer: string): Promise<boolean> {
    const customer = await fromSplynx(splynx.findCustomer(customerId))
    const said = answer.toLowerCase()
    return said === String(customerId) || said === customer?.login.toLowerCase()
  }

  async function open(c: C, target: LinkTarget): Promise<Response> {
    const because = await whyClosed(target.document)
    return because ? close(c, because) : show(c, target)
  }

  async function pay(c: C, target: LinkTarget): Promise<Response> {
    const requestKey = await readRequestKey(c)
    const { document } = target
    const { kind, id, customerId } = document
    // Sent before, or a moment ago by the other half of a double click: it leads to the same payment,
    // and only for who had that form.
    const because = await whyClosed(document)
    const earlier = await findPaymentByRequestKey(db, requestKey)
    if (earlier?.customer_id === customerId && earlier.channel === 'link') {
      return toPayment(c, earlier.id)
    }
    if (because) return close(c, because, 409)

    const visit = visitOf(c, document)
    await limits.mayPay(visit)
    const reading = await readForm(c, form)
    if (!reading.ok || reading.data.dueCents !== document.dueCents) {
      return showAmountChanged(c, target, document.dueCents)
    }
    if ((await limits.countDeclines(visit)) > 0) {
      await limits.countAnswer(visit)
      if (!(await isCustomer(document, reading.data.customerNumber ?? ''))) {
        return show(c, target, {
          status: 422,
          errors: { customerNumber: wordsFor(c.var.language).links.wrongCustomerNumber },
        })
      }
    }
    const choice = await readMethodChoice(c, { now, ...target.settings })
    if (!choice.ok) return show(c, target, { status: 422, errors: choice.errors })
    if (!isOffered(await listOffered(target), choice.data)) {
      return show(c, target, explainRefusal({ kind: 'method_useless' }, 'card', c.var.language))
    }
    const result = await fromSplynx(
      submitPayment(context, entryLimits, {
        payer: {
          customerId,
          channel: 'link',
          actor: `link:${kind}:${id}`,
          address: c.var.address,
          agent: c.req.header('User-Agent') ?? '',
          language: c.var.language,
        },
        target: { document: { kind, id } },
        expectedCents: document.dueCents,
        requestKey,
        // Nothing is kept for a customer who may not be the one who pays.
        choice: choice.data.kind === 'saved' ? choice.data : { ...choice.data, isSaved: false },
        mayUse: async (methodId) => {
          const method = await findMethod(db, methodId)
          return method !== undefined && (await limits.mayUseCard(method.fingerprint))
        },
      }),
    )
    switch (result.kind) {
      case 'opened':
      case 'repeated':
        await limits.remember(c.var.address, result.paymentId)
        return toPayment(c, result.paymentId)
      case 'under_way':
        return close(c, 'under_way', 409)
      case 'amount_changed':
        return showAmountChanged(c, target, result.dueCents)
      case 'not_open':
        return close(c, 'not_open', 409)
      default:
        return show(c, target, explainRefusal(result, kindOf(choice.data), c.var.language))
    }
  }

  const countLook: MiddlewareHandler<Env> = async (c, next) => {
    await limits.countLook(c.var.address)
    await next()
  }

  const routes = new Hono<Env>()
  const forms = forgeryProtection(context)
  for (const path of ['/link/*', '/link-payment/*', ...PLAIN_LINKS.map(({ path }) => path)]) {
    routes.use(path, forms)
  }
  for (const link of PLAIN_LINKS) {
    routes.get(link.path, async (c, next) => {
      // The pages of the account show more, and offer every method.
      if (c.var.session) return next()
      await limits.countLook(c.var.address)
      return open(c, await readPlainLink(context, c, link))
    })
    routes.post(link.path, countLook, async (c) => pay(c, await readPlainLink(context, c, link)))
  }

  return routes
    .get('/link/:token', countLook, async (c) => {
      const target = await readSignedLink(context, c.req.param('token'))
      return target === 'expired' ? close(c, 'expired', 410) : open(c, target)
    })
    .post('/link/:token', countLook, async (c) => {
      const target = await readSignedLink(context, c.req.param('token'))
      return target === 'expired' ? close(c, 'expired', 410) : pay(c, target)
    })

    .get('/link-payment/:id/:mark', async (c) => {
      const id = readPaymentId(c.req.param('id'))
      if (!isMarkOf(config.APP_KEYS, 'link-payment', id, c.req.param('mark'))) notFound()
      const payment = (await findShownPayment(db, id)) ?? notFound()
      const { purpose, document_id } = payment
      const follow = c.req.path
      const payAgain = `/ippay/direct-pay-${purpose}-by-id?item_id=${document_id}`
      const { CURRENCY: currency, TZ: zone } = config
      const { language } = c.var
      const props = { payment, hrefs: { follow, payAgain }, currency, zone, now: now(), language }
      if (!isHtmx(c))
        return c.html(<PaymentPage page={{ csrf: c.var.csrf, zip: 'off', language }} {...props} />)
      if (stateOf(payment, props).phase === c.req.query('seen')) return c.body(null, 204)
      return c.html(<PaymentChange {...props} />)
    })
}
