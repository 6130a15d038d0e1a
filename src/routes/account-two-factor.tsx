import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { RecoveryCodesPanel } from '../../views/account/recovery-codes-panel.tsx'
import { TwoFactorPanel } from '../../views/account/two-factor-panel.tsx'
import { ConsoleLayout } from '../../views/layout.tsx'
import type { Context } from '../context.ts'
import { isSecondFactorRequired } from '../domain/two-factor.ts'
import { HttpProblem } from '../middleware/http-problem.ts'
import { createLogInLimits } from '../middleware/limits.ts'
import {
  addressOfSecret,
  createSecret,
  renewRecoveryCodes,
  startSecondFactor,
  stopSecondFactor,
} from '../operations/staff/second-factor.ts'
import { checkOwnPassword, passwordField } from './account-password.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { readForm, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'

const ACCOUNT = '/admin/account'
const CRUMBS = [{ href: ACCOUNT, label: 'Your account' }]

const startForm = z.object({
  sealed_token: z.string().max(500),
  password: passwordField,
  code: text(10, 'Enter the code that the app shows.'),
})
const passwordForm = z.object({ password: passwordField })

/** The authenticator of the own account: set up, recovery codes, done away with. */
export const accountTwoFactorRoutes = (context: Context) => {
  const { vault, settings, redis } = context
  const limits = createLogInLimits(redis, 'staff')

  async function show(
    c: HonoContext<StaffEnv>,
    secret: string,
    errors: Record<string, string> = {},
  ) {
    const { staff } = c.var
    const { staffTwoFactor } = await settings.of(null)
    return c.html(
      <ConsoleLayout
        title="Set up the second factor"
        lead="After this, your log-in asks for your password and for a code of an app."
        crumbs={CRUMBS}
        {...consoleProps(c, context)}
      >
        <TwoFactorPanel
          secret={secret}
          address={addressOfSecret(secret, staff.login)}
          sealed={vault.sealAuthenticator(staff.id, secret)}
          isRequired={isSecondFactorRequired(staffTwoFactor, staff.role)}
          csrf={c.var.csrf}
          errors={errors}
        />
      </ConsoleLayout>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  // Answered at once and not after a redirect: what is shown once must not wait anywhere.
  const showCodes = (c: HonoContext<StaffEnv>, codes: readonly string[]) =>
    c.html(
      <ConsoleLayout
        title="Recovery codes"
        lead="Each lets you in once when you do not have your phone. They are shown only now."
        crumbs={CRUMBS}
        {...consoleProps(c, context)}
      >
        <RecoveryCodesPanel codes={codes} />
      </ConsoleLayout>,
    )

  /** The secret that the page showed, which nobody else can have put there. */
  function openSecret(staffId: number, sealed: string): string | null {
    try {
      return vault.openAuthenticator(staffId, sealed)
    } catch {
      return null
    }
  }

  async function passwordProblemOf(c: HonoContext<StaffEnv>): Promise<string | null> {
    const reading = await readForm(c, passwordForm)
    if (!reading.ok) return reading.errors.password ?? 'Enter your password.'
    return checkOwnPassword(c, context, limits, reading.data.password)
  }

  const sayIn = (c: HonoContext<StaffEnv>, text: string) =>
    redirectWithNotice(c, context, ACCOUNT, { tone: 'warning', text })

  return new Hono<StaffEnv>()
    .use(async (c, next) => {
      if (c.var.staff.source === 'local') return next()
      throw new HttpProblem(409, 'Your account is of Splynx, which asks for codes by itself.')
    })

    .get('/', async (c) =>
      c.var.staff.totp_sealed === null ? show(c, createSecret()) : c.redirect(ACCOUNT, 303),
    )

    .post('/', async (c) => {
      const { staff, address } = c.var
      const reading = await readForm(c, startForm)
      const sealed = reading.ok ? reading.data.sealed_token : ''
      const secret = openSecret(staff.id, sealed) ?? createSecret()
      if (!reading.ok) return show(c, secret, reading.errors)
      const problem = await checkOwnPassword(c, context, limits, reading.data.password)
      if (problem) return show(c, secret, { password: problem })
      const { code } = reading.data
      const codes = await startSecondFactor(context, staff, { secret, code, address })
      return codes ? showCodes(c, codes) : show(c, secret, { code: WRONG_CODE })
    })

    .post('/recovery-codes', async (c) => {
      const { staff, address } = c.var
      const problem = await passwordProblemOf(c)
      if (problem) return sayIn(c, problem)
      if (staff.totp_sealed === null) return c.redirect(ACCOUNT, 303)
      return showCodes(c, await renewRecoveryCodes(context, staff, address))
    })

    .post('/removal', async (c) => {
      const { staff, address } = c.var
      const { staffTwoFactor } = await settings.of(null)
      if (isSecondFactorRequired(staffTwoFactor, staff.role)) return sayIn(c, IS_REQUIRED)
      const problem = await passwordProblemOf(c)
      if (problem) return sayIn(c, problem)
      await stopSecondFactor(context, staff, { actor: actorOf(staff), address })
      const text = 'Your log-in asks for your password alone.'
      return redirectWithNotice(c, context, ACCOUNT, { tone: 'success', text })
    })
}

const WRONG_CODE =
  'This code is wrong or too old. Look at the app again; the clock of your phone must be right.'
const IS_REQUIRED = 'The second factor is required for your role, so it stays.'
