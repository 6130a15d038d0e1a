import type { Channel, Purpose } from './payment.ts'

/** How sure one may be that a payment was made twice by mistake. */
export type Certainty = 'certain' | 'likely' | 'possible'
export const CERTAINTIES = ['certain', 'likely', 'possible'] as const satisfies readonly Certainty[]

export type DuplicateReason =
  | 'same_document'
  | 'same_document_by_hand'
  | 'by_hand'
  | 'refills_in_a_row'
  | 'customer_same_day'
  | 'same_run'
  | 'same_amount'

/** What is known of a payment that took money. */
export interface DuplicateFacts {
  purpose: Purpose
  documentId: number | null
  channel: Channel
  runId: number | null
  at: Date
  /** Its calendar day in the business's zone. */
  day: string
}

export interface Suspicion {
  certainty: Certainty
  reason: DuplicateReason
}

/** A customer who presses twice does so at once; one who tops up again does so later. */
const IN_A_ROW_MS = 30 * 60_000
const BY_CUSTOMERS: readonly Channel[] = ['customer', 'link']

/**
 * Why two payments of one customer and one amount look like one. The same document twice is never
 * meant. What customers pay themselves on one day for two documents of the same amount mostly is not
 * either; what one run charges for two documents nearly always is.
 */
export function suspect(earlier: DuplicateFacts, later: DuplicateFacts): Suspicion {
  const isSameDocument =
    later.documentId !== null &&
    later.documentId === earlier.documentId &&
    later.purpose === earlier.purpose
  if (isSameDocument) return { certainty: 'certain', reason: 'same_document' }
  const isByCustomers = [earlier, later].every(({ channel }) => BY_CUSTOMERS.includes(channel))
  const areRefills = earlier.purpose === 'refill' && later.purpose === 'refill'
  if (areRefills) {
    const isQuick = later.at.getTime() - earlier.at.getTime() <= IN_A_ROW_MS
    return isQuick
      ? { certainty: 'likely', reason: 'refills_in_a_row' }
      : { certainty: 'possible', reason: 'same_amount' }
  }
  if (later.runId !== null && later.runId === earlier.runId) {
    return { certainty: 'possible', reason: 'same_run' }
  }
  if (isByCustomers && earlier.day === later.day) {
    return { certainty: 'likely', reason: 'customer_same_day' }
  }
  return { certainty: 'possible', reason: 'same_amount' }
}

/** The same for a payment that somebody entered in Splynx: cash at the counter, say. */
export function suspectByHand(
  byHand: { invoiceId: number | null; proformaId: number | null },
  { purpose, documentId }: Pick<DuplicateFacts, 'purpose' | 'documentId'>,
): Suspicion {
  const paid = purpose === 'invoice' ? byHand.invoiceId : byHand.proformaId
  const isSameDocument = purpose !== 'refill' && documentId !== null && paid === documentId
  return isSameDocument
    ? { certainty: 'certain', reason: 'same_document_by_hand' }
    : { certainty: 'likely', reason: 'by_hand' }
}

/** The strongest suspicion; of equal ones the nearest in time, which is the last. */
export function strongest<T extends Suspicion>(suspicions: readonly T[]): T | undefined {
  return suspicions.reduce<T | undefined>((best, one) => {
    const isWeaker =
      best !== undefined && CERTAINTIES.indexOf(one.certainty) > CERTAINTIES.indexOf(best.certainty)
    return isWeaker ? best : one
  }, undefined)
}
