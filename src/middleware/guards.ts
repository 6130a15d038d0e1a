import type { Context as HonoContext, MiddlewareHandler } from 'hono'
import type { Staff } from '../db/schema.ts'
import { isAtLeast, type Role } from '../domain/role.ts'
import { type CustomerEnv, type Env, isHtmx, type StaffEnv } from '../routes/env.ts'
import { HttpProblem } from './http-problem.ts'

export { isAtLeast }

/** Lets members of staff through who have this role or a higher one; others are told, or log in. */
export const requireStaff =
  (minimum: Role = 'viewer'): MiddlewareHandler<StaffEnv> =>
  async (c, next) => {
    // The session's reader leaves it unset for who is not logged in.
    const staff = c.get('staff') as Staff | undefined
    if (!staff) return askToLogIn(c, '/admin/login')
    if (!isAtLeast(staff.role, minimum)) {
      throw new HttpProblem(403, `This needs the role ${minimum}; yours is ${staff.role}.`)
    }
    await next()
  }

/** Lets customers through who are logged in; others log in first and then come back. */
export const requireCustomer: MiddlewareHandler<CustomerEnv> = async (c, next) => {
  const subject = c.var.session?.subject
  if (!subject || !('customerId' in subject)) return askToLogIn(c, '/ippay/login')
  c.set('customer', subject)
  await next()
}

/** A page comes back to where it was; a form is lost, so its sender begins at the front. */
function askToLogIn<E extends Env>(c: HonoContext<E>, logIn: string): Response {
  if (isHtmx(c)) {
    const page = URL.canParse(c.req.header('HX-Current-URL') ?? '')
      ? new URL(c.req.header('HX-Current-URL')!)
      : null
    c.header('HX-Redirect', withReturn(logIn, page ? page.pathname + page.search : ''))
    return c.body(null, 401)
  }
  if (c.req.method !== 'GET') return c.redirect(logIn, 303)
  const { pathname, search } = new URL(c.req.url)
  return c.redirect(withReturn(logIn, pathname + search), 303)
}

const withReturn = (logIn: string, target: string): string =>
  target ? `${logIn}?return=${encodeURIComponent(target)}` : logIn
