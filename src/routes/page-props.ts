import type { Context as HonoContext } from 'hono'
import type { Context } from '../context.ts'
import type { CustomerEnv, StaffEnv } from './env.ts'
import { takeNotice } from './notices.ts'

/** What `ConsoleLayout` asks for about the request: `<ConsoleLayout {...consoleProps(c, context)}>`. */
export const consoleProps = (c: HonoContext<StaffEnv>, context: Context) => ({
  staff: { name: c.var.staff.name || c.var.staff.login, role: c.var.staff.role },
  csrf: c.var.csrf,
  notice: takeNotice(c, context),
})

/** The same for `CustomerLayout`. */
export const customerProps = (c: HonoContext<CustomerEnv>, context: Context) => ({
  customer: { name: c.var.customer.name },
  csrf: c.var.csrf,
  notice: takeNotice(c, context),
})
