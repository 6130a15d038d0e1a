import type { DeclineCategory } from '../domain/outcome.ts'
import type { Purpose } from '../domain/payment.ts'
import type { Db } from './connect.ts'

/** A "no" of a card or account, and the document that it was about. */
export interface CardDecline {
  at: Date
  code: string | null
  category: DeclineCategory | null
  purpose: Purpose
  documentId: number | null
  expMonth: number | null
  expYear: number | null
}

/** The longest window of a policy. */
const LOOKED_BACK_MS = 60 * 24 * 60 * 60 * 1000

/**
 * Declines of cards and accounts over all their documents and customers (rules of the trade C7), oldest
 * first: fingerprint → declines. A refused refund says nothing about charging.
 */
export async function findCardDeclines(
  db: Db,
  fingerprints: readonly string[],
  now: Date,
): Promise<Map<string, CardDecline[]>> {
  const byCard = new Map<string, CardDecline[]>()
  if (fingerprints.length === 0) return byCard
  const rows = await db
    .selectFrom('methods')
    .innerJoin('attempts', 'attempts.method_id', 'methods.id')
    .innerJoin('payments', 'payments.id', 'attempts.payment_id')
    .select([
      'methods.fingerprint',
      'methods.exp_month',
      'methods.exp_year',
      'attempts.sent_at',
      'attempts.action_code',
      'attempts.category',
      'payments.purpose',
      'payments.document_id',
    ])
    .where('methods.fingerprint', 'in', fingerprints)
    .where('attempts.sent_at', '>', new Date(now.getTime() - LOOKED_BACK_MS))
    .where('attempts.status', '=', 'declined')
    .where('attempts.refund_id', 'is', null)
    .orderBy('attempts.sent_at')
    .execute()
  for (const row of rows) {
    const decline = {
      at: row.sent_at,
      code: row.action_code,
      category: row.category,
      purpose: row.purpose,
      documentId: row.document_id,
      expMonth: row.exp_month,
      expYear: row.exp_year,
    }
    const known = byCard.get(row.fingerprint)
    if (known) known.push(decline)
    else byCard.set(row.fingerprint, [decline])
  }
  return byCard
}
