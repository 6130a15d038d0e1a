import { ulid } from 'ulid'
import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { insertPayLink, revokePayLink } from '../db/pay-links.ts'
import { transact } from '../db/transact.ts'
import type { DocumentKind } from '../splynx/splynx.ts'
import { markOf } from '../vault/marks.ts'
import { settingsOfCustomer } from './partner-of.ts'

const DAY_MS = 24 * 60 * 60_000

export interface LinkRequest {
  customerId: number
  kind: DocumentKind
  documentId: number
  actor: string
  address: string
}

/**
 * Makes a link by which whoever has it can pay this one document without a log-in, until it expires
 * or is revoked. Null when the document is not open or not this customer's.
 */
export async function handOutLink(
  context: Context,
  { customerId, kind, documentId, actor, address }: LinkRequest,
): Promise<{ linkId: string } | null> {
  const { splynx, db, now } = context
  const document = await splynx.findDocument(kind, documentId)
  if (document?.customerId !== customerId || document.status !== 'not_paid') return null
  const { linkDays } = await settingsOfCustomer(context, customerId)
  const at = now()
  const id = ulid(at.getTime())
  await transact(db, async (trx) => {
    await insertPayLink(trx, {
      id,
      kind,
      document_id: documentId,
      document_number: document.number,
      customer_id: customerId,
      created_by: actor,
      created_at: at,
      expires_at: new Date(at.getTime() + linkDays * DAY_MS),
      revoked_at: null,
    })
    const details = { kind, documentId, customerId }
    await recordAudit(trx, {
      at,
      actor,
      action: 'link.made',
      subject: `link:${id}`,
      details,
      address,
    })
  })
  return { linkId: id }
}

/** The address to hand out. */
export const linkAddress = ({ config }: Context, linkId: string): string =>
  new URL(`/ippay/link/${linkId}.${markOf(config.APP_KEYS, 'pay-link', linkId)}`, config.PUBLIC_URL)
    .href

/** False when it did not work any more anyway. */
export function revokeLink(
  { db, now }: Context,
  { linkId, actor, address }: { linkId: string; actor: string; address: string },
): Promise<boolean> {
  const at = now()
  return transact(db, async (trx) => {
    if (!(await revokePayLink(trx, linkId, at))) return false
    const action = 'link.revoked'
    await recordAudit(trx, { at, actor, action, subject: `link:${linkId}`, address })
    return true
  })
}
