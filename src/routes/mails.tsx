import { Hono } from 'hono'
import { ulid } from 'ulid'
import { z } from 'zod'
import type { Flash } from '../../views/components/notice.tsx'
import { ConsoleLayout } from '../../views/layout.tsx'
import { MailsPanel } from '../../views/mails/mails-panel.tsx'
import { paymentHref } from '../../views/payments/payment-rows.tsx'
import type { Context } from '../context.ts'
import { listMails } from '../db/mail-list.ts'
import { MAIL_STATES } from '../domain/mail.ts'
import { isAtLeast, requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { type SendAgainResult, sendMailAgain, sendReceipt } from '../operations/mails/send-again.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { id, optional, readForm, readPaymentId, readQuery } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'

const ulidText = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
const query = z.object({
  state: optional(z.enum(MAIL_STATES)),
  customer: optional(id),
  before: optional(ulidText),
  after: optional(ulidText),
})
const sending = z.object({ request_key: ulidText })
const receipt = sending.extend({ payment_id: ulidText })

const PAGE_SIZE = 50

const SENT: Record<SendAgainResult, Flash> = {
  sending: { tone: 'success', text: 'It is on its way. Its state shows what becomes of it.' },
  not_now: { tone: 'warning', text: 'It cannot be sent in its present state.' },
  no_server: { tone: 'warning', text: 'No mail server is set up, so nothing can be sent.' },
  not_found: { tone: 'warning', text: 'There is no such mail.' },
}

/** Every mail to a customer, and sending one again. */
export function mailRoutes(context: Context) {
  const { db, config } = context
  return new Hono<StaffEnv>()
    .get('/', async (c) => {
      const reading = readQuery(c, query)
      if (!reading.ok) return c.redirect('/admin/mails')
      const { state, customer, before, after } = reading.data
      const filter = { state, customerId: customer }
      const page = await listMails(db, filter, {
        size: PAGE_SIZE,
        ...(before ? { olderThan: before } : after ? { newerThan: after } : {}),
      })
      const isOn = context.mail !== null
      return c.html(
        <ConsoleLayout {...consoleProps(c, context)} title="Mails" active="mails">
          <MailsPanel
            page={page}
            {...filter}
            zone={config.TZ}
            isOn={isOn}
            canSend={isOn && isAtLeast(c.var.staff.role, 'clerk')}
            csrf={c.var.csrf}
            requestKey={ulid}
          />
        </ConsoleLayout>,
      )
    })

    .post('/', requireStaff('clerk'), async (c) => {
      const reading = await readForm(c, receipt)
      if (!reading.ok) return notFound()
      const { request_key: requestKey, payment_id: paymentId } = reading.data
      const asked = { requestKey, actor: actorOf(c.var.staff), address: c.var.address }
      const result = await sendReceipt(context, { paymentId, ...asked })
      return redirectWithNotice(c, context, paymentHref(paymentId), SENT[result])
    })

    .post('/:id/sending', requireStaff('clerk'), async (c) => {
      const reading = await readForm(c, sending)
      if (!reading.ok) return notFound()
      const result = await sendMailAgain(context, {
        mailId: readPaymentId(c.req.param('id')),
        requestKey: reading.data.request_key,
        actor: actorOf(c.var.staff),
        address: c.var.address,
      })
      return redirectWithNotice(c, context, '/admin/mails', SENT[result])
    })
}
