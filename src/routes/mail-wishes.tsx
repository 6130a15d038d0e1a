import { Hono, type Context as HonoContext } from 'hono'
import { WishesPage } from '../../views/mails/wishes-page.tsx'
import type { Context } from '../context.ts'
import { findMailPreferences } from '../db/mail-preferences.ts'
import { notFound } from '../middleware/http-problem.ts'
import { saveMailWish } from '../operations/mails/save-mail-wish.ts'
import { isMarkOf } from '../vault/marks.ts'
import type { Env } from './env.ts'
import { readFields, readId } from './forms.ts'

/**
 * For the link in mails and for the button that mail programs show beside it (RFC 8058). They post
 * without cookies and without a form of ours: the signed address is what proves that it is meant.
 */
export function mailWishRoutes(context: Context) {
  const { db, config } = context
  type C = HonoContext<Env>

  const readCustomer = (c: C): number => {
    const customerId = readId(c.req.param('customerId'))
    const mark = c.req.param('mark') ?? ''
    return isMarkOf(config.APP_KEYS, 'mail-wishes', String(customerId), mark)
      ? customerId
      : notFound()
  }

  return new Hono<Env>()
    .get('/mail-wishes/:customerId/:mark', async (c) => {
      const customerId = readCustomer(c)
      const preferences = (await findMailPreferences(db, [customerId])).get(customerId)
      return c.html(
        <WishesPage
          action={c.req.path}
          hasOptedOut={preferences?.hasOptedOut ?? false}
          language={preferences?.language ?? c.var.language}
        />,
      )
    })
    .post('/mail-wishes/:customerId/:mark', async (c) => {
      const customerId = readCustomer(c)
      const fields = await readFields(c)
      const isOneClick = fields.get('List-Unsubscribe') === 'One-Click'
      const hasOptedOut = isOneClick || fields.get('wish') === 'stop'
      await saveMailWish(context, { customerId, hasOptedOut, address: c.var.address })
      return isOneClick ? c.text('OK') : c.redirect(c.req.path, 303)
    })
}
