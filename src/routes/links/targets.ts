import type { Context as HonoContext } from 'hono'
import type { Context } from '../../context.ts'
import { findPayLink } from '../../db/pay-links.ts'
import { settingsOfCustomer } from '../../operations/partner-of.ts'
import type { Settings } from '../../settings/definitions.ts'
import type { Document, DocumentKind, Splynx } from '../../splynx/splynx.ts'
import { isMarkOf } from '../../vault/marks.ts'
import { noDocument, readDocumentId } from '../portal/documents.ts'
import { fromSplynx } from '../portal/from-splynx.ts'

/** The original add-on's links, which stand in e-mails and on invoices. */
export const PLAIN_LINKS = [
  { path: '/direct-pay-invoice-by-id', kind: 'invoice', by: 'id' },
  { path: '/direct-pay-invoice', kind: 'invoice', by: 'number' },
  { path: '/direct-pay-proforma-by-id', kind: 'proforma', by: 'id' },
  { path: '/direct-pay-proforma', kind: 'proforma', by: 'number' },
] as const satisfies readonly { path: string; kind: DocumentKind; by: 'id' | 'number' }[]

export type PlainLink = (typeof PLAIN_LINKS)[number]

/** What somebody who holds a link may pay, and how. */
export interface LinkTarget {
  document: Document
  /** What holds for its customer. */
  settings: Settings
  /** The customer's saved default may be charged. */
  mayUseSaved: boolean
  /** Where its form is sent: the link itself. */
  href: string
}

const NUMBER_CHARACTERS_MAX = 64

/** The document that an address names in `item_id`, as the original add-on's do. */
export function findNamed(
  splynx: Splynx,
  c: HonoContext,
  { kind, by }: Pick<PlainLink, 'kind' | 'by'>,
): Promise<Document | null> {
  const itemId = itemIdOf(c)
  if (by === 'id') return splynx.findDocument(kind, readDocumentId(itemId))
  const isNumber = itemId !== '' && itemId.length <= NUMBER_CHARACTERS_MAX
  return isNumber ? splynx.findDocumentByNumber(kind, itemId) : noDocument()
}

const itemIdOf = (c: HonoContext): string => c.req.query('item_id')?.trim() ?? ''

/** A plain link names its document, and works for whoever has it. */
export async function readPlainLink(
  context: Context,
  c: HonoContext,
  link: PlainLink,
): Promise<LinkTarget> {
  const document = (await fromSplynx(findNamed(context.splynx, c, link))) ?? noDocument()
  const settings = await settingsOfCustomer(context, document.customerId)
  if (settings.plainLinks === 'off') return noDocument()
  return {
    document,
    settings,
    mayUseSaved: settings.plainLinks === 'on',
    href: `/ippay${link.path}?item_id=${encodeURIComponent(itemIdOf(c))}`,
  }
}

const SIGNED = /^([0-7][0-9A-HJKMNP-TV-Z]{25})\.([0-9a-f]{32})$/

/**
 * A signed link works until it expires or is revoked. A link that is none, and one whose document now
 * belongs to somebody else, read alike.
 */
export async function readSignedLink(
  context: Context,
  token: string,
): Promise<LinkTarget | 'expired'> {
  const { splynx, db, config, now } = context
  const [, id = '', mark = ''] = SIGNED.exec(token) ?? []
  if (!isMarkOf(config.APP_KEYS, 'pay-link', id, mark)) return noDocument()
  const link = (await findPayLink(db, id)) ?? noDocument()
  if (link.revoked_at !== null || link.expires_at <= now()) return 'expired'
  const document = await fromSplynx(splynx.findDocument(link.kind, link.document_id))
  if (document?.customerId !== link.customer_id) return noDocument()
  const settings = await settingsOfCustomer(context, document.customerId)
  return { document, settings, mayUseSaved: true, href: `/ippay/link/${token}` }
}
