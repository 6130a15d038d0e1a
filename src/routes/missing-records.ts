import { Hono } from 'hono'
import type { Context } from '../context.ts'
import { requireStaff } from '../middleware/guards.ts'
import { seeMissingRecord } from '../operations/webhooks/see-missing-record.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { readPaymentId } from './forms.ts'
import { redirectWithNotice } from './notices.ts'

const SEEN = {
  tone: 'success',
  text: 'Taken off the list. It stands in the payment’s history.',
} as const
const SEEN_BEFORE = { tone: 'info', text: 'Somebody has done that already.' } as const

/** Payments that somebody deleted in Splynx; the console's start page lists them. */
export const missingRecordRoutes = (context: Context) =>
  new Hono<StaffEnv>().post('/:id/seen', requireStaff('clerk'), async (c) => {
    const paymentId = readPaymentId(c.req.param('id'))
    const isFirst = await seeMissingRecord(context, { paymentId, actor: actorOf(c.var.staff) })
    return redirectWithNotice(c, context, '/admin', isFirst ? SEEN : SEEN_BEFORE)
  })
