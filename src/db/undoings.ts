import { sql } from 'kysely'
import type { Trx } from './transact.ts'

// The second outbox to Splynx: a row is born with the fact that money went back (a void, a refund, a
// return of the bank), in the same transaction, and lives until Splynx shows it.

export interface NewUndoing {
  paymentId: string
  cause: 'void' | 'refund' | 'return'
  /** The refund's or the return's id: one undoing for each, however often it is learned. */
  sourceId: string
  amountCents: number
  /** The document is to be paid again. */
  reopens: boolean
  /** At most 32 characters, used by nothing else: a negative payment is found again by it. */
  receiptNumber: string
}

/** Puts money that went back into the outbox; one that is there already stays as it is. */
export async function insertUndoings(
  trx: Trx,
  undoings: readonly NewUndoing[],
  now: Date,
): Promise<void> {
  if (undoings.length === 0) return
  await trx
    .insertInto('undoings')
    .values(
      undoings.map((undoing) => ({
        payment_id: undoing.paymentId,
        cause: undoing.cause,
        source_id: undoing.sourceId,
        amount_cents: undoing.amountCents,
        reopens: undoing.reopens,
        receipt_number: undoing.receiptNumber,
        next_try_at: now,
        created_at: now,
      })),
    )
    .onDuplicateKeyUpdate({ tries: sql`undoings.tries` })
    .execute()
}
