import { Hono, type Context as HonoContext } from 'hono'
import type { Context } from '../../context.ts'
import type { DocumentKind } from '../../splynx/splynx.ts'
import type { CustomerEnv } from '../env.ts'
import { findOwnDocument, noDocument, readDocumentId } from './documents.ts'

/** The addresses of the original add-on, which stand in e-mails, PDF files and Splynx's menus. */
const ENTRY_POINTS = [
  { path: '/direct-pay-invoice-by-id', kind: 'invoice', by: 'id' },
  { path: '/direct-pay-invoice', kind: 'invoice', by: 'number' },
  { path: '/pay-invoice', kind: 'invoice', by: 'number' },
  { path: '/direct-pay-proforma-by-id', kind: 'proforma', by: 'id' },
  { path: '/direct-pay-proforma', kind: 'proforma', by: 'number' },
  // A request is what Splynx used to call a proforma invoice.
  { path: '/pay-request', kind: 'proforma', by: 'number' },
] as const satisfies readonly { path: string; kind: DocumentKind; by: 'id' | 'number' }[]

const NUMBER_CHARACTERS_MAX = 64

/** They lead to the page where the document is paid. */
export function entryPointRoutes({ splynx }: Context) {
  const routes = new Hono<CustomerEnv>()
  for (const { path, kind, by } of ENTRY_POINTS) {
    routes.get(path, async (c) => {
      const looking =
        by === 'id'
          ? splynx.findDocument(kind, readDocumentId(c.req.query('item_id')))
          : splynx.findDocumentByNumber(kind, readNumber(c))
      const { id } = await findOwnDocument(c.var.customer.customerId, looking)
      return c.redirect(`/ippay/pay/${kind}/${id}`, 303)
    })
  }
  return routes
}

function readNumber(c: HonoContext<CustomerEnv>): string {
  const number = c.req.query('item_id')?.trim() ?? ''
  const isNumber = number !== '' && number.length <= NUMBER_CHARACTERS_MAX
  return isNumber ? number : noDocument()
}
