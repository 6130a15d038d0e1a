import type { Recording, SplynxPayment, Undoing } from '../../db/schema.ts'
import type { SentEntry } from '../../db/tie-out-entries.ts'
import { NEGATIVE_PAYMENT } from '../../db/undoings.ts'

// What Splynx should show of a movement of our ledger, and what it does show: pure, for tests.

/** What is known of the payments of a part, in our books and in Splynx's. */
export interface SplynxBooks {
  recordings: ReadonlyMap<string, Pick<Recording, 'splynx_payment_id' | 'recorded_at'>>
  undoings: ReadonlyMap<string, readonly Undoing[]>
  /** Payments that Splynx is told of later, on purpose. */
  heldBack?: { has(paymentId: string): boolean }
  /** Messages whose money a refund of ours gave back. */
  givenBack: { has(transactionId: string): boolean }
  byReceipt: ReadonlyMap<string, readonly SplynxPayment[]>
  byId: ReadonlyMap<number, SplynxPayment>
}

/** Its id as the recording knows it, and whatever else carries the same receipt number. */
function showing(books: SplynxBooks, receipt: string, id: number | null | undefined) {
  const byReceipt = books.byReceipt.get(receipt) ?? []
  const byId = id === null || id === undefined ? undefined : books.byId.get(id)
  return byId && !byReceipt.some((row) => row.id === byId.id) ? [...byReceipt, byId] : byReceipt
}

export const isNegative = ({ how, splynx_payment_id }: Undoing): boolean =>
  splynx_payment_id !== null || how === NEGATIVE_PAYMENT

/**
 * The amounts under which Splynx shows a taken payment. One that is not there because all of its
 * money went back, and that was deleted for it or never recorded, is as it should be.
 */
export function takenInSplynx(entry: SentEntry, books: SplynxBooks): number[] {
  const { payment_id, transaction_id, current_id, amount_cents, payment_cents } = entry
  const recording = books.recordings.get(payment_id)
  const isCurrent = transaction_id === current_id
  const rows = showing(books, transaction_id, isCurrent ? recording?.splynx_payment_id : null)
  if (rows.length > 0) return rows.map((row) => row.amount_cents)
  if (isCurrent && books.heldBack?.has(payment_id)) return [amount_cents]
  const undoings = isCurrent ? (books.undoings.get(payment_id) ?? []) : []
  const isDeleted = undoings.some((one) => one.amount_cents === payment_cents && !isNegative(one))
  const wasNeverThere =
    books.givenBack.has(transaction_id) && (!isCurrent || !recording?.recorded_at)
  return isDeleted || wasNeverThere ? [amount_cents] : []
}

/** Which undoing tells Splynx of money that went back. */
interface Cause {
  causes: readonly Undoing['cause'][]
  sourceId: string
  paymentId: string
  currentId: string | null
  amountCents: number
}

/** The same for money that went back: the payment is gone, or a negative one stands beside it. */
export function undoneInSplynx(cause: Cause, books: SplynxBooks): number[] {
  const { causes, sourceId, paymentId, currentId, amountCents } = cause
  const undoing = (books.undoings.get(paymentId) ?? []).find(
    (one) => causes.includes(one.cause) && one.source_id === sourceId,
  )
  // Splynx was never told of the payment, so it need not be told of its end.
  if (!undoing) return books.recordings.get(paymentId)?.recorded_at ? [] : [amountCents]
  if (isNegative(undoing)) {
    return showing(books, undoing.receipt_number, undoing.splynx_payment_id).map(
      (row) => -row.amount_cents,
    )
  }
  const recorded = books.recordings.get(paymentId)?.splynx_payment_id
  const isThere = showing(books, currentId ?? '', recorded).length > 0
  return isThere ? [] : [amountCents]
}
