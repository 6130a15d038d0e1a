import { Hono, type Context as HonoContext } from 'hono'
import { ulid } from 'ulid'
import { z } from 'zod'
import { money } from '../../../views/format.ts'
import type { Typed } from '../../../views/portal/method-choice.tsx'
import { RefillPage } from '../../../views/portal/refill-page.tsx'
import { paymentHref } from '../../../views/portal/words.ts'
import { wordsFor } from '../../../views/words/index.ts'
import type { Context } from '../../context.ts'
import { findAutoRefill } from '../../db/auto-refills.ts'
import { listMethods } from '../../db/methods.ts'
import { findPaymentByRequestKey } from '../../db/payments.ts'
import { parseAmount } from '../../domain/money.ts'
import { largestRefill, type RefillLimits, usualAmounts } from '../../domain/refill-amounts.ts'
import type { EntryLimits } from '../../middleware/entry-limits.ts'
import type { Settings } from '../../settings/definitions.ts'
import type { CustomerEnv } from '../env.ts'
import { type FieldErrors, readForm } from '../forms.ts'
import { customerProps } from '../page-props.ts'
import { amountText, amountWithin } from './amount-field.ts'
import { fromSplynx } from './from-splynx.ts'
import { readMethodChoice } from './method-form.ts'
import { isOffered, kindOf } from './own-methods.ts'
import { explainRefusal, type Refusal, readRequestKey } from './refusals.ts'
import { sessionPayer, submitPayment } from './submit-payment.ts'
import { readTyped } from './typed.ts'

export const refillLimits = (settings: Settings): RefillLimits => ({
  minCents: settings.refillMinCents,
  maxCents: settings.refillMaxCents,
  dailyCents: settings.refillDailyCents,
})

/** The address of the original's refill page: account type, amount, Add. */
export function refillRoutes(context: Context, limits: EntryLimits) {
  const { db, splynx, config, now } = context
  type C = HonoContext<CustomerEnv>

  const amountForm = (c: C) => {
    const allowed = refillLimits(c.var.settings)
    const range = { minCents: allowed.minCents, maxCents: largestRefill(allowed) }
    return z.object({
      amount: amountWithin(range, { currency: config.CURRENCY, language: c.var.language }),
    })
  }

  async function show(
    c: C,
    {
      status,
      errors,
      typed,
    }: { status: 200 | Refusal['status']; errors?: FieldErrors; typed: Typed },
  ) {
    const { customerId } = c.var.customer
    const { settings } = c.var
    const [balanceCents, methods, autoRefill] = await Promise.all([
      fromSplynx(splynx.findBalanceCents(customerId)),
      listMethods(db, customerId),
      findAutoRefill(db, customerId),
    ])
    return c.html(
      <RefillPage
        page={customerProps(c, context)}
        currency={config.CURRENCY}
        now={now()}
        balanceCents={balanceCents}
        limits={refillLimits(settings)}
        usualCents={usualAmounts(settings.refillQuickAmounts, refillLimits(settings))}
        bankAtOnceCents={settings.refillAchAtOnceCents}
        autoRefill={autoRefill}
        requestKey={ulid()}
        {...{ methods, typed, errors }}
      />,
      status,
    )
  }

  /** What may still be added today, beside the amount. */
  function overDailyLimit(c: C, leftCents: number): Refusal {
    const words = wordsFor(c.var.language).refills
    const left = money(leftCents, config.CURRENCY, c.var.language)
    const amount = leftCents > 0 ? words.leftToday(left) : words.overDailyLimit
    return { status: 409, errors: { amount } }
  }

  return new Hono<CustomerEnv>()
    .get('/', (c) => {
      const asked = parseAmount(c.req.query('amount') ?? '')
      const typed = asked === null ? {} : { amount: amountText(asked, c.var.language) }
      return show(c, { status: 200, typed })
    })

    .post('/', async (c) => {
      const { customerId } = c.var.customer
      const requestKey = await readRequestKey(c)
      const earlier = await findPaymentByRequestKey(db, requestKey)
      if (earlier?.customer_id === customerId) return c.redirect(paymentHref(earlier.id), 303)

      const typed = await readTyped(c)
      const [amount, choice] = [
        await readForm(c, amountForm(c)),
        await readMethodChoice(c, { now, ...c.var.settings }),
      ]
      if (!amount.ok || !choice.ok) {
        const errors = { ...(amount.ok ? {} : amount.errors), ...(choice.ok ? {} : choice.errors) }
        return show(c, { status: 422, errors, typed })
      }
      if (!isOffered(await listMethods(db, customerId), choice.data)) {
        return show(c, {
          ...explainRefusal({ kind: 'method_useless' }, 'card', c.var.language),
          typed,
        })
      }
      const result = await fromSplynx(
        submitPayment(context, limits, {
          payer: sessionPayer(c),
          target: { refillCents: amount.data.amount },
          expectedCents: amount.data.amount,
          requestKey,
          choice: choice.data,
        }),
      )
      if ('paymentId' in result) return c.redirect(paymentHref(result.paymentId), 303)
      if (result.kind === 'over_daily_limit') {
        return show(c, { ...overDailyLimit(c, result.leftCents), typed })
      }
      // A refill has no document that could change or be closed.
      const isOfDocument = result.kind === 'amount_changed' || result.kind === 'not_open'
      const refused = isOfDocument ? ({ kind: 'customer_useless' } as const) : result
      return show(c, { ...explainRefusal(refused, kindOf(choice.data), c.var.language), typed })
    })
}
