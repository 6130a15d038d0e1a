import type { Db } from './connect.ts'

/** Declines of payments by link since then. */
export async function countLinkDeclines(db: Db, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('payments')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', '=', 'declined')
    .where('created_at', '>', since)
    .where('channel', '=', 'link')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The same of one document, and of payments that are named. */
export async function countDeclinesAbout(
  db: Db,
  about: { documentId: number; purpose: 'invoice' | 'proforma' } | { paymentIds: string[] },
  since: Date,
): Promise<number> {
  if ('paymentIds' in about && about.paymentIds.length === 0) return 0
  const query = db
    .selectFrom('payments')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', '=', 'declined')
    .where('channel', '=', 'link')
    .where('created_at', '>', since)
  const narrowed =
    'paymentIds' in about
      ? query.where('id', 'in', about.paymentIds)
      : query.where('document_id', '=', about.documentId).where('purpose', '=', about.purpose)
  return Number((await narrowed.executeTakeFirstOrThrow()).count)
}

/** Declines of one card, by whatever way and for whomever it was tried. */
export async function countCardDeclines(db: Db, fingerprint: string, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('methods')
    .innerJoin('attempts', 'attempts.method_id', 'methods.id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('methods.fingerprint', '=', fingerprint)
    .where('attempts.sent_at', '>', since)
    .where('attempts.status', '=', 'declined')
    .where('attempts.refund_id', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
