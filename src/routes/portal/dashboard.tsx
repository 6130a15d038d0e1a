import { Hono } from 'hono'
import { DashboardPage } from '../../../views/portal/dashboard-page.tsx'
import type { Context } from '../../context.ts'
import { listCustomerPayments, listCustomerPaymentsUnderWay } from '../../db/customer-payments.ts'
import { listMethods } from '../../db/methods.ts'
import type { Payment } from '../../db/schema.ts'
import { dayIn } from '../../domain/banking-days.ts'
import { isUnderWay } from '../../domain/payment.ts'
import type { CustomerEnv } from '../env.ts'
import { customerProps } from '../page-props.ts'
import { listUnpaid, withoutThose } from './documents.ts'
import { fromSplynx } from './from-splynx.ts'

const LATEST_MAX = 10

export const dashboardRoutes = (context: Context) =>
  new Hono<CustomerEnv>().get('/', async (c) => {
    const { db, splynx, config, now } = context
    const { customerId } = c.var.customer
    // Payments are read after the documents: what is paid in between is then left out, not shown
    // as unpaid.
    const [balanceCents, documents] = await fromSplynx(
      Promise.all([splynx.findBalanceCents(customerId), listUnpaid(splynx, customerId)]),
    )
    const [underWay, latest, methods] = await Promise.all([
      listCustomerPaymentsUnderWay(db, customerId),
      listCustomerPayments(db, customerId, LATEST_MAX),
      listMethods(db, customerId),
    ])
    return c.html(
      <DashboardPage
        page={customerProps(c, context)}
        currency={config.CURRENCY}
        zone={config.TZ}
        now={now()}
        today={dayIn(now(), config.TZ)}
        balanceCents={balanceCents}
        unpaid={withoutThose(documents, underWay)}
        processing={underWay.filter(isOpen)}
        latest={latest.filter((payment) => !isOpen(payment))}
        methods={methods}
      />,
    )
  })

/** Nobody knows yet how it ends. An approved one is decided, though Splynx may not show it yet. */
const isOpen = ({ status }: Payment): boolean => isUnderWay(status) && status !== 'approved'
