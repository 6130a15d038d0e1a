import type { MiddlewareHandler } from 'hono'
import type { Context } from '../context.ts'
import { settingsOfCustomer } from '../operations/partner-of.ts'
import type { CustomerEnv } from '../routes/env.ts'

/** Finds out what holds for the customer who is logged in. */
export const customerSettings =
  (context: Context): MiddlewareHandler<CustomerEnv> =>
  async (c, next) => {
    c.set('settings', await settingsOfCustomer(context, c.var.customer.customerId))
    await next()
  }
