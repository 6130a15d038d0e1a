import { Hono } from 'hono'
import { hrefsOf, PaymentChange, PaymentPage } from '../../../views/portal/payment-page.tsx'
import { stateOf } from '../../../views/portal/payment-state.ts'
import type { Context } from '../../context.ts'
import { findCustomerPayment } from '../../db/customer-payments.ts'
import { notFound } from '../../middleware/http-problem.ts'
import { type CustomerEnv, isHtmx } from '../env.ts'
import { readPaymentId } from '../forms.ts'
import { customerProps } from '../page-props.ts'

/** One payment as its payer sees it: where it stands, and its receipt. */
export const paymentRoutes = (context: Context) =>
  new Hono<CustomerEnv>().get('/:id', async (c) => {
    const { db, config, now } = context
    const id = readPaymentId(c.req.param('id'))
    const payment = (await findCustomerPayment(db, c.var.customer.customerId, id)) ?? notFound()
    const props = {
      payment,
      hrefs: hrefsOf(payment),
      currency: config.CURRENCY,
      zone: config.TZ,
      now: now(),
      language: c.var.language,
    }
    if (!isHtmx(c)) return c.html(<PaymentPage page={customerProps(c, context)} {...props} />)
    // Nothing new: nothing is swapped, nothing is read out, and the page goes on asking.
    if (stateOf(payment, props).phase === c.req.query('seen')) return c.body(null, 204)
    return c.html(<PaymentChange {...props} />)
  })
