import { Hono } from 'hono'
import { z } from 'zod'
import { CustomerPanel } from '../../views/customers/customer-panel.tsx'
import { CustomersPanel } from '../../views/customers/customers-panel.tsx'
import { ConsoleLayout } from '../../views/layout.tsx'
import type { Context } from '../context.ts'
import { findAutoRefill } from '../db/auto-refills.ts'
import { listPayments } from '../db/payment-list.ts'
import { scrub } from '../gateway/scrub.ts'
import { isAtLeast } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { type Customer, SplynxError } from '../splynx/splynx.ts'
import { readAutomatic } from './automatic-charges.ts'
import { readCustomerInSplynx, readPartnerNames, readSavedMethods } from './customer-account.ts'
import { customerAutoRefillRoutes } from './customer-auto-refill.ts'
import { customerHoldRoutes } from './customer-hold.tsx'
import { customerPaymentRoutes } from './customer-payments.tsx'
import { customerWhyRoutes } from './customer-why.tsx'
import type { StaffEnv } from './env.ts'
import { optional, readId, readQuery } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import { CARD_NUMBER } from './payment-notices.ts'

const FOUND_MAX = 50
const LAST_PAYMENTS = 10

const query = z.object({
  q: optional(z.string().trim().max(100, 'Search for at most 100 characters.')),
})

/** Splynx's customers with their documents, methods and payments. */
export const customerRoutes = (context: Context) => {
  const { db, splynx, config, now } = context

  /** Null when Splynx cannot be asked. */
  const search = async (text: string): Promise<Customer[] | null> => {
    try {
      return await splynx.searchCustomers(text, FOUND_MAX + 1)
    } catch (error) {
      if (!(error instanceof SplynxError)) throw error
      context.log.warn({ error }, 'customers cannot be searched')
      return null
    }
  }

  return new Hono<StaffEnv>()
    .get('/', async (c) => {
      const typed = c.req.query('q') ?? ''
      if (scrub(typed) !== typed) {
        return redirectWithNotice(c, context, '/admin/customers', CARD_NUMBER)
      }
      const reading = readQuery(c, query)
      const q = reading.ok ? (reading.data.q ?? '') : typed.slice(0, 100)
      const found = reading.ok && q !== '' ? await search(q) : undefined
      const isSplynxAway = found === null
      return c.html(
        <ConsoleLayout {...consoleProps(c, context)} title="Customers" active="customers">
          <CustomersPanel
            q={q}
            error={reading.ok ? undefined : reading.errors.q}
            customers={found?.slice(0, FOUND_MAX) ?? null}
            partnerName={await readPartnerNames(context)}
            isMore={(found?.length ?? 0) > FOUND_MAX}
            isSplynxAway={isSplynxAway}
          />
        </ConsoleLayout>,
        isSplynxAway ? 503 : reading.ok ? 200 : 422,
      )
    })

    .get('/:id', async (c) => {
      const customerId = readId(c.req.param('id'))
      const search = { kind: 'digits', number: '', customerId, last4: null } as const
      const [inSplynx, methods, { payments }] = await Promise.all([
        readCustomerInSplynx(context, customerId),
        readSavedMethods(context, customerId),
        listPayments(db, { search }, { size: LAST_PAYMENTS }),
      ])
      const isKnownHere = methods.length > 0 || payments.length > 0
      if (inSplynx === 'gone' && !isKnownHere) notFound('There is no such customer.')
      const name =
        typeof inSplynx === 'string'
          ? (payments[0]?.customer_name ?? `Customer ${customerId}`)
          : inSplynx.customer.name
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          title={name}
          lead={`Customer ${customerId}`}
          crumbs={[{ href: '/admin/customers', label: 'Customers' }]}
          active="customers"
        >
          <CustomerPanel
            autoRefill={await findAutoRefill(db, customerId)}
            automatic={await readAutomatic(context, customerId, inSplynx, methods)}
            customerId={customerId}
            inSplynx={inSplynx}
            methods={methods}
            payments={payments}
            currency={config.CURRENCY}
            canPay={isAtLeast(c.var.staff.role, 'clerk')}
            csrf={c.var.csrf}
            place={{ now: now(), zone: config.TZ }}
          />
        </ConsoleLayout>,
        inSplynx === 'away' ? 503 : 200,
      )
    })

    .route('/:id/payments', customerPaymentRoutes(context))
    .route('/:id/hold', customerHoldRoutes(context))
    .route('/:id/auto-refill', customerAutoRefillRoutes(context))
    .route('/:id/why', customerWhyRoutes(context))
}
