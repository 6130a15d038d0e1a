import type { MiddlewareHandler } from 'hono'
import type { Context } from '../context.ts'
import { isSecondFactorRequired } from '../domain/two-factor.ts'
import { isHtmx, type StaffEnv } from '../routes/env.ts'

const SET_UP = '/admin/account/two-factor'

/** Where a second factor is required, who has none yet sets it up before anything else. */
export const requireSecondFactor =
  ({ settings }: Pick<Context, 'settings'>): MiddlewareHandler<StaffEnv> =>
  async (c, next) => {
    const { staff } = c.var
    const isFree = staff.source !== 'local' || staff.totp_sealed !== null
    if (isFree || /^\/admin\/account(\/|$)/.test(c.req.path)) return next()
    const { staffTwoFactor } = await settings.of(null)
    if (!isSecondFactorRequired(staffTwoFactor, staff.role)) return next()
    if (isHtmx(c)) {
      c.header('HX-Redirect', SET_UP)
      return c.body(null, 401)
    }
    return c.redirect(SET_UP, 303)
  }
