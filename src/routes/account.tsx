import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { AccountPanel } from '../../views/account/account-panel.tsx'
import { ConsoleLayout } from '../../views/layout.tsx'
import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { countRecoveryCodes } from '../db/staff-secrets.ts'
import { createLogInLimits } from '../middleware/limits.ts'
import { createSessions } from '../middleware/sessions.ts'
import {
  endStaffSession,
  handleOfSession,
  listStaffSessions,
} from '../middleware/staff-sessions.ts'
import { endAllSessions } from '../operations/staff/change-staff.ts'
import { changePassword } from '../operations/staff/set-password.ts'
import { checkOwnPassword, passwordField } from './account-password.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { readForm } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import { startAgain } from './staff-log-in.ts'

const ACCOUNT = '/admin/account'

const passwordForm = z
  .object({
    password: passwordField,
    new_password: z.string({ error: 'Choose a new password.' }).min(1, 'Choose a new password.'),
    repeated_password: z.string().optional(),
  })
  .refine(({ new_password, repeated_password }) => new_password === repeated_password, {
    path: ['repeated_password'],
    error: 'This is not the same password.',
  })

/** The own account: where one is logged in, the password, the second factor. For everybody. */
export const accountRoutes = (context: Context) => {
  const { db, redis, config, settings, now } = context
  const sessions = createSessions(context, 'staff')
  const limits = createLogInLimits(redis, 'staff')

  async function show(c: HonoContext<StaffEnv>, errors: Record<string, string> = {}) {
    const { staff, session } = c.var
    const [list, { staffTwoFactor }, recoveryCodes] = await Promise.all([
      listStaffSessions(redis, staff, now()),
      settings.of(null),
      countRecoveryCodes(db, staff.id),
    ])
    return c.html(
      <ConsoleLayout
        title="Your account"
        lead={staff.name ? `${staff.name}, ${staff.login}` : staff.login}
        {...consoleProps(c, context)}
      >
        <AccountPanel
          {...{ staff, sessions: list, policy: staffTwoFactor, recoveryCodes, errors }}
          current={session ? handleOfSession(session.id) : ''}
          zone={config.TZ}
          csrf={c.var.csrf}
        />
      </ConsoleLayout>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  return new Hono<StaffEnv>()
    .get('/', (c) => show(c))

    .post('/sessions/:handle/end', async (c) => {
      const { staff, address } = c.var
      const handle = c.req.param('handle')
      const isEnded = await endStaffSession(redis, staff.id, handle)
      if (isEnded) {
        const actor = actorOf(staff)
        const line = { action: 'staff.session_ended', subject: actor, details: { handle } }
        await recordAudit(db, { at: now(), actor, address, ...line })
      }
      return redirectWithNotice(c, context, ACCOUNT, {
        tone: isEnded ? 'success' : 'info',
        text: isEnded ? 'That device is logged out.' : 'That device was logged out already.',
      })
    })

    .post('/sessions/end-others', async (c) => {
      const { staff, address } = c.var
      await endAllSessions(context, staff, { actor: actorOf(staff), address })
      await startAgain(c, context, sessions)
      const text = 'All other devices are logged out.'
      return redirectWithNotice(c, context, ACCOUNT, { tone: 'success', text })
    })

    .post('/password', async (c) => {
      const reading = await readForm(c, passwordForm)
      if (!reading.ok) return show(c, reading.errors)
      const { staff, address } = c.var
      const problem = await checkOwnPassword(c, context, limits, reading.data.password)
      if (problem) return show(c, { password: problem })
      const password = reading.data.new_password
      const result = await changePassword(context, staff, { password, address })
      if (result.kind === 'weak') return show(c, { new_password: result.problem })
      await startAgain(c, context, sessions)
      const text = 'Your password is changed. All other devices are logged out.'
      return redirectWithNotice(c, context, ACCOUNT, { tone: 'success', text })
    })
}
