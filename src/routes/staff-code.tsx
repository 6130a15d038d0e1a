import { Hono } from 'hono'
import { z } from 'zod'
import { CodePage } from '../../views/sessions/code-page.tsx'
import type { Context } from '../context.ts'
import { forgeryProtection } from '../middleware/forgery.ts'
import { createLogInLimits, isLocking } from '../middleware/limits.ts'
import { createSessions } from '../middleware/sessions.ts'
import { finishLogIn, loginOfStep } from '../operations/log-in-staff.ts'
import { recordLock } from '../operations/staff/locks.ts'
import type { Env } from './env.ts'
import { optional, readForm, readReturn, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { subjectOf, untilRefusal } from './staff-log-in.ts'

const form = z.object({
  state: z.string().max(1_000),
  code: text(32, 'Enter the code.'),
  return: optional(z.string()),
})

/** The second step of a log-in to the console, for those who have an authenticator. */
export const staffCodeRoutes = (context: Context) => {
  const sessions = createSessions(context, 'staff')
  const limits = createLogInLimits(context.redis, 'staff')
  return new Hono<Env>()
    .use('/login/code', forgeryProtection(context))

    .get('/login/code', (c) => c.redirect('/admin/login', 303))

    .post('/login/code', async (c) => {
      const startedAt = performance.now()
      const fields = await readForm(c, form)
      const target = readReturn(
        fields.ok ? fields.data.return : fields.values.return,
        '/admin',
        '/admin',
      )
      const state = fields.ok ? fields.data.state : (fields.values.state ?? '')
      const login = loginOfStep(context, state)
      if (login === null) {
        const message = 'That took too long. Please log in again.'
        return redirectWithNotice(c, context, '/admin/login', { tone: 'info', text: message })
      }
      const again = (status: 401 | 422, errors: Record<string, string>) =>
        c.html(<CodePage {...{ csrf: c.var.csrf, state, target, errors }} />, status)
      if (!fields.ok) return again(422, fields.errors)

      const { address } = c.var
      const counted = await limits.count(login, address)
      const result = await finishLogIn(context, { state, code: fields.data.code, address })
      if (result.kind === 'logged_in') {
        await counted.forget()
        await sessions.start(c, subjectOf(result.staff))
        return c.redirect(target, 303)
      }
      if (isLocking(counted)) await recordLock(context, { login, address, ...counted })
      await untilRefusal(startedAt)
      return again(401, { '': WRONG })
    })
}

const WRONG =
  'The login, the password or the code is wrong. A code works once; wait for the next one, or begin anew.'
