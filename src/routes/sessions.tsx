import { setTimeout as sleep } from 'node:timers/promises'
import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { LogInPage } from '../../views/sessions/log-in-page.tsx'
import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { forgeryProtection } from '../middleware/forgery.ts'
import { awayProblem } from '../middleware/http-problem.ts'
import { createLogInLimits } from '../middleware/limits.ts'
import { createSessions } from '../middleware/sessions.ts'
import { logInCustomer } from '../operations/log-in-customer.ts'
import { logInStaff, type StaffLogIn } from '../operations/log-in-staff.ts'
import { SplynxError } from '../splynx/splynx.ts'
import { actorOf, type Env, type SessionSubject, type Side } from './env.ts'
import { optional, readForm, readReturn, text } from './forms.ts'

const ROOT = { staff: '/admin', customer: '/ippay' } as const
/** Where people begin who did not ask for a certain page. */
const HOME = { staff: '/admin', customer: '/ippay/dashboard' } as const

const form = z.object({
  login: text(100, 'Enter your login.'),
  // Not trimmed: a blank may be part of it.
  password: z.string({ error: 'Enter your password.' }).min(1, 'Enter your password.').max(200),
  code: optional(
    z
      .string()
      .trim()
      .regex(/^[\w-]{4,32}$/, 'Enter the code as it is shown.'),
  ),
  return: optional(z.string()),
})
type Credentials = z.output<typeof form> & { address: string }

type Verdict =
  | { kind: 'logged_in'; subject: SessionSubject }
  | Exclude<StaffLogIn, { kind: 'logged_in' }>

/** Log-in and log-out of the console, to stand before everything that needs a log-in. */
export const staffSessionRoutes = (context: Context) =>
  sessionRoutes('staff', context, async (credentials) => {
    const result = await logInStaff(context, credentials)
    if (result.kind !== 'logged_in') return result
    return { kind: 'logged_in', subject: { staffId: result.staff.id, login: result.staff.login } }
  })

/** The same for the customers' pages. */
export const customerSessionRoutes = (context: Context) =>
  sessionRoutes('customer', context, async (credentials) => {
    const customer = await logInCustomer(context, credentials)
    return customer ? { kind: 'logged_in', subject: customer } : { kind: 'refused' }
  })

// Wrong passwords are refused alike and never sooner than this, so that the time does not tell
// which logins exist or where they are kept.
const REFUSAL_MS_MIN = 500

function sessionRoutes(
  side: Side,
  context: Context,
  logIn: (credentials: Credentials) => Promise<Verdict>,
) {
  const root = ROOT[side]
  const targetOf = (value: string | undefined) => readReturn(value, root, HOME[side])
  const sessions = createSessions(context, side)
  const limits = createLogInLimits(context.redis, side)

  const show = (
    c: HonoContext<Env>,
    status: 200 | 422 | 401,
    rest: {
      errors?: Record<string, string>
      login?: string
      asksForCode?: boolean
      target: string
    },
  ) =>
    c.html(<LogInPage {...{ side, csrf: c.var.csrf, action: `${root}/login`, ...rest }} />, status)

  return new Hono<Env>()
    .use('/login', forgeryProtection(context))
    .use('/logout', forgeryProtection(context))

    .get('/login', (c) => {
      const target = targetOf(c.req.query('return'))
      if (c.var.session) return c.redirect(target, 303)
      return show(c, 200, { target })
    })

    .post('/login', async (c) => {
      const startedAt = performance.now()
      const reading = await readForm(c, form)
      if (!reading.ok) {
        const { login, return: target } = reading.values
        return show(c, 422, { errors: reading.errors, login, target: targetOf(target) })
      }
      const { login } = reading.data
      const { address } = c.var
      const target = targetOf(reading.data.return)

      await limits.count(login, address)
      const verdict = await unlessAway(logIn({ ...reading.data, address }), () =>
        limits.giveBack(login, address),
      )
      if (verdict.kind === 'logged_in') {
        await limits.forget(login, address)
        await sessions.start(c, verdict.subject)
        return c.redirect(target, 303)
      }
      await sleep(Math.max(0, REFUSAL_MS_MIN - (performance.now() - startedAt)))
      if (verdict.kind === 'refused') {
        return show(c, 401, { errors: { '': WRONG }, login, target })
      }
      const errors = { code: verdict.wasWrong ? WRONG_CODE : CODE_NEEDED }
      return show(c, 401, { errors, login, asksForCode: true, target })
    })

    .post('/logout', async (c) => {
      const { session, address } = c.var
      await sessions.end(c)
      if (session) {
        const actor = actorOf(session.subject)
        const action = `${side}.logged_out`
        const at = context.now()
        await recordAudit(context.db, { at, actor, action, subject: actor, address })
      }
      return c.redirect(`${root}/login`, 303)
    })
}

const WRONG = 'The login or the password is wrong.'
const WRONG_CODE = 'This code is wrong or too old. Enter your password and a new code.'
const CODE_NEEDED = 'Enter your password again, and the code that your authenticator shows.'

/** Nobody could say whether the password was right, so the try does not count. */
async function unlessAway<T>(answer: Promise<T>, giveBack: () => Promise<void>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    await giveBack()
    if (!(error instanceof SplynxError)) throw error
    const problem = awayProblem('We cannot log you in at the moment. Please try again in a minute.')
    problem.cause = error
    throw problem
  }
}
