import { Hono } from 'hono'
import type { Context } from '../context.ts'
import { requireStaff } from '../middleware/guards.ts'
import { stopAutoRefill } from '../operations/refills/agree-to-auto-refill.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { readId } from './forms.ts'
import { redirectWithNotice } from './notices.ts'

/** A clerk ends automatic refills for a customer who asks for it, or in case of doubt. */
export const customerAutoRefillRoutes = (context: Context) =>
  new Hono<StaffEnv>().use(requireStaff('clerk')).post('/stop', async (c) => {
    const customerId = readId(c.req.param('id'))
    const { staff, address } = c.var
    const isStopped = await stopAutoRefill(context, {
      customerId,
      actor: actorOf(staff),
      address,
    })
    return redirectWithNotice(
      c,
      context,
      `/admin/customers/${customerId}`,
      isStopped
        ? { tone: 'success', text: 'The balance is not refilled by itself any more.' }
        : { tone: 'info', text: 'There was no automatic refill any more.' },
    )
  })
