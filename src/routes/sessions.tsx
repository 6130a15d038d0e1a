import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import type { Flash } from '../../views/components/notice.tsx'
import { CodePage } from '../../views/sessions/code-page.tsx'
import { LogInPage } from '../../views/sessions/log-in-page.tsx'
import { type Words, wordsFor } from '../../views/words/index.ts'
import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { forgeryProtection } from '../middleware/forgery.ts'
import { awayProblem } from '../middleware/http-problem.ts'
import { createLogInLimits, isLocking, type Locking } from '../middleware/limits.ts'
import { createSessions } from '../middleware/sessions.ts'
import { logInCustomer } from '../operations/log-in-customer.ts'
import { logInStaff, type StaffLogIn } from '../operations/log-in-staff.ts'
import { recordLock } from '../operations/staff/locks.ts'
import { SplynxError } from '../splynx/splynx.ts'
import { actorOf, type Env, type SessionSubject, type Side } from './env.ts'
import { optional, readForm, readReturn, text } from './forms.ts'
import { takeNotice } from './notices.ts'
import { subjectOf, untilRefusal } from './staff-log-in.ts'

const ROOT = { staff: '/admin', customer: '/ippay' } as const
/** Where people begin who did not ask for a certain page. */
const HOME = { staff: '/admin', customer: '/ippay/dashboard' } as const

const formIn = ({ sessions, forms }: Words) =>
  z.object({
    login: text(100, sessions.enterLogin, forms),
    // Not trimmed: a blank may be part of it.
    password: z.string({ error: sessions.enterPassword }).min(1, sessions.enterPassword).max(200),
    code: optional(
      z
        .string()
        .trim()
        .regex(/^[\w-]{4,32}$/, 'Enter the code as it is shown.'),
    ),
    return: optional(z.string()),
  })
type Credentials = z.output<ReturnType<typeof formIn>> & { address: string }

type Verdict =
  | { kind: 'logged_in'; subject: SessionSubject }
  | Exclude<StaffLogIn, { kind: 'logged_in' }>

/** What differs from one side to the other. */
interface Door {
  logIn(credentials: Credentials): Promise<Verdict>
  /** This failure locked something. */
  onLocked?(failed: { login: string; address: string } & Locking): Promise<void>
}

/** Log-in and log-out of the console, to stand before everything that needs a log-in. */
export const staffSessionRoutes = (context: Context) =>
  sessionRoutes('staff', context, {
    async logIn(credentials) {
      const result = await logInStaff(context, credentials)
      if (result.kind !== 'logged_in') return result
      return { kind: 'logged_in', subject: subjectOf(result.staff) }
    },
    onLocked: (failed) => recordLock(context, failed),
  })

/** The same for the customers' pages. */
export const customerSessionRoutes = (context: Context) =>
  sessionRoutes('customer', context, {
    async logIn(credentials) {
      const customer = await logInCustomer(context, credentials)
      return customer ? { kind: 'logged_in', subject: customer } : { kind: 'refused' }
    },
  })

function sessionRoutes(side: Side, context: Context, { logIn, onLocked }: Door) {
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
      notice?: Flash
    },
  ) =>
    c.html(
      <LogInPage
        {...{ side, csrf: c.var.csrf, action: `${root}/login`, ...rest }}
        language={c.var.language}
      />,
      status,
    )

  return new Hono<Env>()
    .use('/login', forgeryProtection(context))
    .use('/logout', forgeryProtection(context))

    .get('/login', (c) => {
      const target = targetOf(c.req.query('return'))
      if (c.var.session) return c.redirect(target, 303)
      return show(c, 200, { target, notice: takeNotice(c, context) })
    })

    .post('/login', async (c) => {
      const startedAt = performance.now()
      const reading = await readForm(c, formIn(wordsFor(c.var.language)))
      if (!reading.ok) {
        const { login, return: target } = reading.values
        return show(c, 422, { errors: reading.errors, login, target: targetOf(target) })
      }
      const { login } = reading.data
      const { address } = c.var
      const target = targetOf(reading.data.return)

      const counted = await limits.count(login, address)
      const verdict = await unlessAway(logIn({ ...reading.data, address }), counted.giveBack)
      if (verdict.kind === 'logged_in') {
        await counted.forget()
        await sessions.start(c, verdict.subject)
        return c.redirect(target, 303)
      }
      await untilRefusal(startedAt)
      if (verdict.kind === 'second_step') {
        // Nothing was told by it, so nothing was tried: the second step counts.
        await counted.giveBack()
        const { state } = verdict
        return c.html(<CodePage csrf={c.var.csrf} state={state} target={target} />)
      }
      if (isLocking(counted)) await onLocked?.({ login, address, ...counted })
      if (verdict.kind === 'refused') {
        return show(c, 401, {
          errors: { '': wordsFor(c.var.language).sessions.wrong },
          login,
          target,
        })
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

const WRONG_CODE = 'This code is wrong or too old. Enter your password and a new code.'
const CODE_NEEDED = 'Enter your password again, and the code that your authenticator shows.'

/** Nobody could say whether the password was right, so the try does not count. */
async function unlessAway<T>(answer: Promise<T>, giveBack: () => Promise<void>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    await giveBack()
    if (!(error instanceof SplynxError)) throw error
    const problem = awayProblem((words) => words.logInAway)
    problem.cause = error
    throw problem
  }
}
