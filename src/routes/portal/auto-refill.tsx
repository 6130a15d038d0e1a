import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { money } from '../../../views/format.ts'
import { AutoRefillPage } from '../../../views/portal/auto-refill-page.tsx'
import { autoRefillVersion } from '../../../views/portal/consent.ts'
import type { Typed } from '../../../views/portal/method-choice.tsx'
import { wordsFor } from '../../../views/words/index.ts'
import type { Context } from '../../context.ts'
import { findAutoRefill } from '../../db/auto-refills.ts'
import { listMethods } from '../../db/methods.ts'
import { largestRefill } from '../../domain/refill-amounts.ts'
import { agreeToAutoRefill, stopAutoRefill } from '../../operations/refills/agree-to-auto-refill.ts'
import { actorOf, type CustomerEnv } from '../env.ts'
import { type FieldErrors, readForm } from '../forms.ts'
import { redirectWithNotice } from '../notices.ts'
import { customerProps } from '../page-props.ts'
import { amountText, amountWithin } from './amount-field.ts'
import { refillLimits } from './refill.tsx'
import { readTyped } from './typed.ts'

const ADDRESS = '/ippay/auto-refill'

/** Refilling the balance by itself: what was agreed to, and its end. */
export function autoRefillRoutes(context: Context) {
  const { db, config, now } = context
  type C = HonoContext<CustomerEnv>

  /** Fields are read by their limits; what is agreed to is read last, and never ticked again. */
  function form(c: C) {
    const { language, settings } = c.var
    const words = wordsFor(language)
    const limits = refillLimits(settings)
    const given = { currency: config.CURRENCY, language }
    const missing = words.refills.chooseMethod
    return z.object({
      threshold: amountWithin({ minCents: 1, maxCents: limits.maxCents }, given),
      amount: amountWithin({ minCents: limits.minCents, maxCents: largestRefill(limits) }, given),
      method: z
        .string({ error: missing })
        .regex(/^\d{1,15}$/, missing)
        .transform(Number),
      agree: z.literal('1', { error: words.refills.pleaseAgree }),
    })
  }

  async function show(
    c: C,
    { status, errors, typed }: { status: 200 | 422; errors?: FieldErrors; typed?: Typed },
  ) {
    const { customerId } = c.var.customer
    const [refill, methods] = await Promise.all([
      findAutoRefill(db, customerId),
      listMethods(db, customerId),
    ])
    const current = refill && {
      threshold: amountText(refill.threshold_cents, c.var.language),
      amount: amountText(refill.amount_cents, c.var.language),
      method: String(refill.method_id),
    }
    const limits = refillLimits(c.var.settings)
    return c.html(
      <AutoRefillPage
        page={customerProps(c, context)}
        currency={config.CURRENCY}
        zone={config.TZ}
        now={now()}
        typed={typed ?? current}
        range={{ minCents: limits.minCents, maxCents: largestRefill(limits) }}
        {...{ refill, methods, errors }}
      />,
      status,
    )
  }

  return new Hono<CustomerEnv>()
    .get('/', (c) => show(c, { status: 200 }))

    .post('/', async (c) => {
      const { customer, language, address } = c.var
      const reading = await readForm(c, form(c))
      const typed = await readTyped(c)
      if (!reading.ok) return show(c, { status: 422, errors: reading.errors, typed })
      const { threshold, amount, method } = reading.data
      const isAgreed = await agreeToAutoRefill(context, {
        customerId: customer.customerId,
        methodId: method,
        thresholdCents: threshold,
        amountCents: amount,
        consent: {
          version: autoRefillVersion(language),
          address,
          agent: c.req.header('User-Agent') ?? '',
        },
        actor: actorOf(customer),
      })
      const words = wordsFor(language)
      if (!isAgreed) {
        return show(c, { status: 422, errors: { method: words.forms.methodUseless }, typed })
      }
      const given = [amount, threshold].map((cents) => money(cents, config.CURRENCY, language))
      const rule = words.refills.rule(given[0]!, given[1]!)
      const text = `${words.refills.saved} ${rule}`
      return redirectWithNotice(c, context, ADDRESS, { tone: 'success', text })
    })

    .post('/stop', async (c) => {
      const { customer, language, address } = c.var
      const { customerId } = customer
      await stopAutoRefill(context, { customerId, actor: actorOf(customer), address })
      const text = wordsFor(language).refills.stopped
      return redirectWithNotice(c, context, ADDRESS, { tone: 'success', text })
    })
}
