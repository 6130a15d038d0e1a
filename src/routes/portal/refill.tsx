import { Hono, type Context as HonoContext } from 'hono'
import { ulid } from 'ulid'
import { z } from 'zod'
import { money } from '../../../views/format.ts'
import type { Typed } from '../../../views/portal/method-choice.tsx'
import { RefillPage } from '../../../views/portal/refill-page.tsx'
import { paymentHref } from '../../../views/portal/words.ts'
import type { Context } from '../../context.ts'
import { listMethods } from '../../db/methods.ts'
import { findPaymentByRequestKey } from '../../db/payments.ts'
import { decimalOfCents, parseAmount } from '../../domain/money.ts'
import type { EntryLimits } from '../../middleware/entry-limits.ts'
import type { CustomerEnv } from '../env.ts'
import { type FieldErrors, readForm } from '../forms.ts'
import { customerProps } from '../page-props.ts'
import { fromSplynx } from './from-splynx.ts'
import { readMethodChoice } from './method-form.ts'
import { isOffered, kindOf } from './own-methods.ts'
import { explainRefusal, type Refusal, readRequestKey } from './refusals.ts'
import { sessionPayer, submitPayment } from './submit-payment.ts'
import { readTyped } from './typed.ts'

/** Less is what testers of stolen cards ask for; more is a slip of the finger. */
const REFILL_LIMITS = { minCents: 1_00, maxCents: 10_000_00 } as const

/** The address of the original's refill page: account type, amount, Add. */
export function refillRoutes(context: Context, limits: EntryLimits) {
  const { db, splynx, config, now } = context
  const { minCents, maxCents } = REFILL_LIMITS
  const range = `Give an amount from ${money(minCents, config.CURRENCY)} to ${money(maxCents, config.CURRENCY)}.`

  const amountForm = z.object({
    amount: z
      .string({ error: 'Enter an amount.' })
      .trim()
      .min(1, 'Enter an amount.')
      .transform((typed, issues) => {
        const cents = parseAmount(typed)
        if (cents !== null && cents >= minCents && cents <= maxCents) return cents
        const isAmount = cents !== null || /^0+(\.0{1,2})?$|^\d{7,}(\.\d{1,2})?$/.test(typed)
        const message = isAmount ? range : 'Write the amount like 12, 12.5 or 12.50.'
        issues.addIssue({ code: 'custom', message })
        return z.NEVER
      }),
  })

  async function show(
    c: HonoContext<CustomerEnv>,
    {
      status,
      errors,
      typed,
    }: { status: 200 | Refusal['status']; errors?: FieldErrors; typed: Typed },
  ) {
    const { customerId } = c.var.customer
    const [balanceCents, methods] = await Promise.all([
      fromSplynx(splynx.findBalanceCents(customerId)),
      listMethods(db, customerId),
    ])
    return c.html(
      <RefillPage
        page={customerProps(c, context)}
        currency={config.CURRENCY}
        now={now()}
        balanceCents={balanceCents}
        limits={REFILL_LIMITS}
        requestKey={ulid()}
        {...{ methods, typed, errors }}
      />,
      status,
    )
  }

  return new Hono<CustomerEnv>()
    .get('/', (c) => {
      const asked = parseAmount(c.req.query('amount') ?? '')
      const typed = asked === null ? {} : { amount: decimalOfCents(asked) }
      return show(c, { status: 200, typed })
    })

    .post('/', async (c) => {
      const { customerId } = c.var.customer
      const requestKey = await readRequestKey(c)
      const earlier = await findPaymentByRequestKey(db, requestKey)
      if (earlier?.customer_id === customerId) return c.redirect(paymentHref(earlier.id), 303)

      const typed = await readTyped(c)
      const [amount, choice] = [await readForm(c, amountForm), await readMethodChoice(c, context)]
      if (!amount.ok || !choice.ok) {
        const errors = { ...(amount.ok ? {} : amount.errors), ...(choice.ok ? {} : choice.errors) }
        return show(c, { status: 422, errors, typed })
      }
      if (!isOffered(await listMethods(db, customerId), choice.data)) {
        return show(c, { ...explainRefusal({ kind: 'method_useless' }, 'card'), typed })
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
      // A refill has no document that could change or be closed.
      const isOfDocument = result.kind === 'amount_changed' || result.kind === 'not_open'
      const refused = isOfDocument ? ({ kind: 'customer_useless' } as const) : result
      return show(c, { ...explainRefusal(refused, kindOf(choice.data)), typed })
    })
}
