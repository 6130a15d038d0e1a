import { Hono } from 'hono'
import { z } from 'zod'
import { PayLinkCard } from '../../views/customers/pay-link-card.tsx'
import { ConsoleLayout } from '../../views/layout.tsx'
import { documentName } from '../../views/portal/words.ts'
import { qrSvg } from '../../views/qr-svg.ts'
import type { Context } from '../context.ts'
import { findPayLink } from '../db/pay-links.ts'
import { requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { handOutLink, linkAddress, revokeLink } from '../operations/hand-out-link.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { id, readForm, readPaymentId } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import { fromSplynx } from './portal/from-splynx.ts'

const linkForm = z.object({
  customerId: id,
  kind: z.enum(['invoice', 'proforma']),
  documentId: id,
})

/** Links that pay one document without a log-in, for clerks to hand out. */
export const payLinkRoutes = (context: Context) => {
  const { db, config, now } = context
  return new Hono<StaffEnv>()
    .use(requireStaff('clerk'))

    .post('/', async (c) => {
      const reading = await readForm(c, linkForm)
      if (!reading.ok) return notFound()
      const { customerId } = reading.data
      const { address, staff } = c.var
      const made = await fromSplynx(
        handOutLink(context, { ...reading.data, actor: actorOf(staff), address }),
      )
      if (made) return c.redirect(`/admin/links/${made.linkId}`, 303)
      return redirectWithNotice(c, context, `/admin/customers/${customerId}`, {
        tone: 'warning',
        text: 'There is nothing left to pay of this document, so it needs no link.',
      })
    })

    .get('/:id', async (c) => {
      const link = (await findPayLink(db, readPaymentId(c.req.param('id')))) ?? notFound()
      return c.html(
        <ConsoleLayout
          title="Payment link"
          heading={`Link to ${documentName({ kind: link.kind, number: link.document_number, id: link.document_id }, 'en')}`}
          lead="Whoever has it can pay this document, and sees nothing else of the customer."
          crumbs={[
            { href: '/admin/customers', label: 'Customers' },
            { href: `/admin/customers/${link.customer_id}`, label: `Customer ${link.customer_id}` },
          ]}
          active="customers"
          {...consoleProps(c, context)}
        >
          <PayLinkCard
            link={link}
            address={linkAddress(context, link.id)}
            zone={config.TZ}
            now={now()}
            csrf={c.var.csrf}
          />
        </ConsoleLayout>,
      )
    })

    .get('/:id/qr.svg', async (c) => {
      const link = (await findPayLink(db, readPaymentId(c.req.param('id')))) ?? notFound()
      if (link.revoked_at !== null || link.expires_at <= now()) notFound()
      c.header('Content-Type', 'image/svg+xml')
      return c.body(qrSvg(linkAddress(context, link.id)))
    })

    .post('/:id/revocation', async (c) => {
      const linkId = readPaymentId(c.req.param('id'))
      const { address, staff } = c.var
      const isRevoked = await revokeLink(context, { linkId, actor: actorOf(staff), address })
      return redirectWithNotice(
        c,
        context,
        `/admin/links/${linkId}`,
        isRevoked
          ? { tone: 'success', text: 'The link does not work any more.' }
          : { tone: 'info', text: 'It did not work any more anyway.' },
      )
    })
}
