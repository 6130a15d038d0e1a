import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { PasswordLinkPage } from '../../views/account/password-link-page.tsx'
import type { Context } from '../context.ts'
import { forgeryProtection } from '../middleware/forgery.ts'
import { HttpProblem } from '../middleware/http-problem.ts'
import { findLinkOwner, setPasswordByLink } from '../operations/staff/set-password.ts'
import type { Env } from './env.ts'
import { readForm } from './forms.ts'
import { redirectWithNotice } from './notices.ts'

const form = z
  .object({
    key_token: z.string().max(100),
    new_password: z.string({ error: 'Choose a password.' }).min(1, 'Choose a password.'),
    repeated_password: z.string().optional(),
  })
  .refine(({ new_password, repeated_password }) => new_password === repeated_password, {
    path: ['repeated_password'],
    error: 'This is not the same password.',
  })

/** The page of a link that an admin handed over: sets the password of one account, once. */
export const staffPasswordRoutes = (context: Context) => {
  async function show(c: HonoContext<Env>, key: string, errors: Record<string, string> = {}) {
    const staff = await findLinkOwner(context, key)
    if (!staff) throw gone()
    const { login } = staff
    const status = Object.keys(errors).length > 0 ? 422 : 200
    return c.html(<PasswordLinkPage {...{ csrf: c.var.csrf, key, login, errors }} />, status)
  }

  return new Hono<Env>()
    .use('/password', forgeryProtection(context))

    .get('/password', (c) => show(c, c.req.query('key') ?? ''))

    .post('/password', async (c) => {
      // The key is never echoed with what was typed, so it is asked for by itself.
      const reading = await readForm(c, form)
      const key = reading.ok ? reading.data.key_token : await keyOf(c)
      if (!reading.ok) return show(c, key, reading.errors)
      const password = reading.data.new_password
      const result = await setPasswordByLink(context, { key, password, address: c.var.address })
      if (result.kind === 'gone') throw gone()
      if (result.kind === 'weak') return show(c, key, { new_password: result.problem })
      const text = 'Your password is set. Log in with it now.'
      return redirectWithNotice(c, context, '/admin/login', { tone: 'success', text })
    })
}

async function keyOf(c: HonoContext<Env>): Promise<string> {
  const reading = await readForm(c, z.object({ key_token: z.string().max(100) }))
  return reading.ok ? reading.data.key_token : ''
}

const gone = () =>
  new HttpProblem(
    410,
    'It was used already, is more than a day old, or a newer one was made. Ask an admin for a new one.',
    'This link does not work any more',
  )
