import type { ReturnedPresentment } from '../domain/return-codes.ts'
import type { Db } from './connect.ts'

/** A debit of a document that came back, and the account it was asked of. */
export type ReturnedDebit = ReturnedPresentment & { fingerprint: string }

/** Of these documents, the debits that came back: id of the document → all of them, oldest first. */
export async function findReturnedDebits(
  db: Db,
  purpose: 'invoice' | 'proforma',
  documentIds: readonly number[],
): Promise<Map<number, ReturnedDebit[]>> {
  const byDocument = new Map<number, ReturnedDebit[]>()
  if (documentIds.length === 0) return byDocument
  const rows = await db
    .selectFrom('payments')
    .innerJoin('returns', 'returns.undone_of', 'payments.id')
    .innerJoin('attempts', 'attempts.transaction_id', 'returns.transaction_id')
    .innerJoin('methods', 'methods.id', 'attempts.method_id')
    .select([
      'payments.document_id',
      'returns.code',
      'returns.returned_at',
      'attempts.amount_cents',
      'attempts.sent_at',
      'methods.fingerprint',
    ])
    .where('payments.document_id', 'in', documentIds)
    .where('payments.purpose', '=', purpose)
    .where('payments.status', '=', 'returned')
    .orderBy('returns.id')
    .execute()
  for (const row of rows) {
    const debit = {
      code: row.code,
      returnedAt: row.returned_at,
      amountCents: row.amount_cents,
      originalAt: row.sent_at,
      fingerprint: row.fingerprint,
    }
    const documentId = row.document_id ?? 0
    byDocument.set(documentId, [...(byDocument.get(documentId) ?? []), debit])
  }
  return byDocument
}

export interface ReturnRates {
  /** Debits that the gateway accepted. */
  debits: number
  unauthorised: number
  administrative: number
  all: number
}

/** Debits and returns since then, for Nacha's limits. */
export async function readReturnRates(
  db: Db,
  since: Date,
  countsTo: (code: string) => 'unauthorised' | 'administrative' | null,
): Promise<ReturnRates> {
  const [{ debits }, codes] = await Promise.all([
    db
      .selectFrom('attempts')
      .select(({ fn }) => fn.countAll().as('debits'))
      .where('kind', '=', 'check')
      .where('status', '=', 'approved')
      .where('sent_at', '>=', since)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('returns')
      .select('code')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('returned_at', '>=', since)
      .where('code', 'like', 'R%')
      .groupBy('code')
      .execute(),
  ])
  const rates = { debits: Number(debits), unauthorised: 0, administrative: 0, all: 0 }
  for (const { code, count } of codes) {
    const part = countsTo(code)
    if (part) rates[part] += Number(count)
    rates.all += Number(count)
  }
  return rates
}
