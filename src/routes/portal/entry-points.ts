import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import type { CustomerEnv } from '../env.ts'
import { findNamed, PLAIN_LINKS } from '../links/targets.ts'
import { findOwnDocument } from './documents.ts'

/** The addresses of the original add-on: its links, and the buttons of Splynx's own pages. */
const ENTRY_POINTS = [
  ...PLAIN_LINKS,
  { path: '/pay-invoice', kind: 'invoice', by: 'number' },
  // A request is what Splynx used to call a proforma invoice.
  { path: '/pay-request', kind: 'proforma', by: 'number' },
] as const

/** They lead to the page where the document is paid. */
export function entryPointRoutes({ splynx }: Context) {
  const routes = new Hono<CustomerEnv>()
  for (const { path, kind, by } of ENTRY_POINTS) {
    routes.get(path, async (c) => {
      const looking = findNamed(splynx, c, { kind, by })
      const { id } = await findOwnDocument(c.var.customer.customerId, looking)
      return c.redirect(`/ippay/pay/${kind}/${id}`, 303)
    })
  }
  return routes
}
