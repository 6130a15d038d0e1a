import { Hono, type Context as HonoContext } from 'hono'
import { methodName } from '../../../views/format.ts'
import { factsOf } from '../../../views/portal/method-option.ts'
import { RevocationPage } from '../../../views/portal/revocation-page.tsx'
import { wordsFor } from '../../../views/words/index.ts'
import type { Context } from '../../context.ts'
import { revokeMandate } from '../../operations/methods/revoke-mandate.ts'
import { actorOf, type CustomerEnv } from '../env.ts'
import { readId } from '../forms.ts'
import { redirectWithNotice } from '../notices.ts'
import { customerProps } from '../page-props.ts'
import { findOwnMethod } from './own-methods.ts'

const CREDENTIALS = '/ippay/credentials'

/** Taking back that a saved card or bank account may be charged later. */
export function revocationRoutes(context: Context) {
  type C = HonoContext<CustomerEnv>

  const readMethod = async (c: C) => {
    const methodId = readId(c.req.param('id'))
    const { method } = await findOwnMethod(context.db, c.var.customer.customerId, methodId)
    return method
  }

  const nothing = (c: C) => {
    const text = wordsFor(c.var.language).mandates.nothing
    return redirectWithNotice(c, context, CREDENTIALS, { tone: 'info', text })
  }

  return new Hono<CustomerEnv>()
    .get('/:id/revocation', async (c) => {
      const method = await readMethod(c)
      if (method.mandate_revoked_at !== null) return nothing(c)
      return c.html(<RevocationPage page={customerProps(c, context)} method={method} />)
    })

    .post('/:id/revocation', async (c) => {
      const method = await readMethod(c)
      const { customer, language, address } = c.var
      const isRevoked = await revokeMandate(context, {
        customerId: customer.customerId,
        methodId: method.id,
        actor: actorOf(customer),
        address,
      })
      if (!isRevoked) return nothing(c)
      const text = wordsFor(language).mandates.done(methodName(factsOf(method), language))
      return redirectWithNotice(c, context, CREDENTIALS, { tone: 'success', text })
    })
}
