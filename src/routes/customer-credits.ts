import { Hono } from 'hono'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { requireStaff } from '../middleware/guards.ts'
import { finishCredit } from '../operations/finish-credit.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { readForm, readPaymentId, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'

const DONE = {
  tone: 'success',
  text: 'Taken off the list. Your note stands in the payment’s history.',
} as const
const DONE_BEFORE = { tone: 'info', text: 'Somebody has done that already.' } as const

/** Money that became the customer's credit; the console's start page lists it. */
export const customerCreditRoutes = (context: Context) =>
  new Hono<StaffEnv>().post('/:id/done', requireStaff('clerk'), async (c) => {
    const paymentId = readPaymentId(c.req.param('id'))
    const schema = z.object({ note: text(200, 'Say what became of the money.') })
    const reading = await readForm(c, schema)
    if (!reading.ok) {
      const words = reading.errors.note ?? 'Say what became of the money.'
      return redirectWithNotice(c, context, '/admin', { tone: 'warning', text: words })
    }
    const { note } = reading.data
    const isFirst = await finishCredit(context, { paymentId, note, actor: actorOf(c.var.staff) })
    return redirectWithNotice(c, context, '/admin', isFirst ? DONE : DONE_BEFORE)
  })
