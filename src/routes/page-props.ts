import type { Context as HonoContext } from 'hono'
import { wordsFor } from '../../views/words/index.ts'
import type { Context } from '../context.ts'
import type { CustomerEnv, StaffEnv } from './env.ts'
import { takeNotice } from './notices.ts'

/** What `ConsoleLayout` asks for about the request: `<ConsoleLayout {...consoleProps(c, context)}>`. */
export const consoleProps = (c: HonoContext<StaffEnv>, context: Context) => ({
  isSafeMode: c.var.isSafeMode,
  openWork: c.var.openWork,
  staff: { name: c.var.staff.name || c.var.staff.login, role: c.var.staff.role },
  csrf: c.var.csrf,
  notice: takeNotice(c, context),
})

/** The same for `CustomerLayout`. */
export const customerProps = (c: HonoContext<CustomerEnv>, context: Context) => ({
  language: c.var.language,
  words: wordsFor(c.var.language),
  isClosed: c.var.isSafeMode,
  customer: {
    name: c.var.customer.name,
    ...(c.var.session?.madeFrom ? { portalHref: portalOf(context) } : {}),
  },
  csrf: c.var.csrf,
  zip: c.var.settings.cardZip,
  notice: takeNotice(c, context),
})

/** The portal's start page: `SPLYNX_URL` may name the API below it. */
const portalOf = ({ config }: Context): string => new URL('/portal/', config.SPLYNX_URL).href
