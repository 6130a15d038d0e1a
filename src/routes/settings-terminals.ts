import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { requireStaff } from '../middleware/guards.ts'
import {
  addTerminal,
  changeTerminalPassword,
  forgetTerminal,
} from '../operations/settings/change-terminals.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { readForm } from './forms.ts'
import { redirectWithNotice } from './notices.ts'

const terminal = z
  .string({ error: 'Enter the terminal’s ID.' })
  .trim()
  .regex(/^[A-Za-z0-9._-]{1,40}$/, 'A terminal’s ID has letters and digits only, at most 40.')
const password = z.string().max(100, 'A password has at most 100 characters.').default('')

const form = z.object({ terminal, terminal_password: password })
const idForm = z.object({ terminal })

/** Terminals of the gateway that settings may name, each with its password. */
export const terminalRoutes = (context: Context) => {
  const say = (
    c: HonoContext<StaffEnv>,
    text: string,
    tone: 'success' | 'warning' | 'danger' = 'success',
  ) => redirectWithNotice(c, context, '/admin/settings#terminals', { tone, text })
  const whoOf = (c: HonoContext<StaffEnv>) => ({
    actor: actorOf(c.var.staff),
    address: c.var.address,
  })
  const wrong = (errors: Readonly<Record<string, string>>): string =>
    Object.values(errors)[0] ?? 'Nothing was changed.'

  return new Hono<StaffEnv>()
    .use(requireStaff('admin'))
    .post('/', async (c) => {
      const reading = await readForm(c, form)
      if (!reading.ok) return say(c, wrong(reading.errors), 'danger')
      const { terminal: id, terminal_password } = reading.data
      const result = await addTerminal(context, { id, password: terminal_password, ...whoOf(c) })
      return result === 'added'
        ? say(c, `${id} is added. Test it, then choose it where it is to be used.`)
        : say(c, `${id} is there already.`, 'warning')
    })

    .post('/password', async (c) => {
      const reading = await readForm(c, form)
      if (!reading.ok) return say(c, wrong(reading.errors), 'danger')
      const { terminal: id, terminal_password } = reading.data
      const change = { id, password: terminal_password, ...whoOf(c) }
      const result = await changeTerminalPassword(context, change)
      if (result === 'not_known') return say(c, `There is no terminal ${id}.`, 'warning')
      const words =
        terminal_password === '' ? 'has no saved password any more' : 'has a new password'
      return say(c, `${id} ${words}.`)
    })

    .post('/removal', async (c) => {
      const reading = await readForm(c, idForm)
      if (!reading.ok) return say(c, wrong(reading.errors), 'danger')
      const { terminal: id } = reading.data
      const result = await forgetTerminal(context, { id, ...whoOf(c) })
      return result === 'removed'
        ? say(c, `${id} is removed.`)
        : say(c, `${id} stays: a setting has named it, so payments may be there.`, 'warning')
    })
}
