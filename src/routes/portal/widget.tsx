import { Hono } from 'hono'
import { WidgetPage } from '../../../views/portal/widget-page.tsx'
import type { Context } from '../../context.ts'
import { listCustomerPaymentsUnderWay } from '../../db/customer-payments.ts'
import { dayIn } from '../../domain/banking-days.ts'
import type { CustomerEnv } from '../env.ts'
import { listUnpaid, withoutThose } from './documents.ts'
import { fromSplynx } from './from-splynx.ts'

const SHOWN_MAX = 5

/** The unpaid documents for a frame on the portal's dashboard (Splynx facts §5). */
export const widgetRoutes = (context: Context) =>
  new Hono<CustomerEnv>().get('/', async (c) => {
    const { db, splynx, config, now } = context
    const { customerId } = c.var.customer
    // Payments are read after the documents: what is paid in between is then left out.
    const documents = await fromSplynx(listUnpaid(splynx, customerId))
    const underWay = await listCustomerPaymentsUnderWay(db, customerId)
    const unpaid = withoutThose(documents, underWay)
    return c.html(
      <WidgetPage
        language={c.var.language}
        unpaid={unpaid.slice(0, SHOWN_MAX)}
        isMore={unpaid.length > SHOWN_MAX}
        currency={config.CURRENCY}
        today={dayIn(now(), config.TZ)}
      />,
    )
  })
