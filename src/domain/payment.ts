/**
 * The life of a payment: each status, what it means, and where it may go next. Every change of
 * status in the database follows an edge of this table (`db/payments.ts`).
 */
export const TRANSITIONS = {
  // Stored, not yet sent. The gateway has heard nothing, or did not know what it had been sent. Should
  // it turn out before the next try that it did take the money, nothing is sent any more.
  pending: ['submitting', 'cancelled', 'approved'],
  // Claimed by one worker. The sale may be on the wire, so nobody else may send it.
  // Back to pending only when it is certain that it never left.
  submitting: ['approved', 'declined', 'unknown', 'review', 'pending', 'cancelled'],
  // Sent, and the answer was lost. An inquiry, a report or a person leads out; never a second sale.
  // Back to pending only when no money moved, and then under the same TransactionID.
  unknown: ['approved', 'declined', 'review', 'pending', 'cancelled'],
  // The gateway's words can be read two ways. A person decides.
  review: ['approved', 'declined', 'cancelled', 'voided'],
  // The money is taken and Splynx does not know yet.
  approved: ['recorded', 'voided', 'refunded', 'returned'],
  // The money is taken and Splynx shows it.
  recorded: ['voided', 'refunded', 'returned'],
  // An answer: no. A retry that the rules allow makes it pending again.
  declined: ['pending', 'cancelled', 'voided', 'refunded'],
  // Given up. When an approval comes after that, the money is given back from here (`db/refunds.ts`):
  // the payment cannot become `approved`, for that would hold its document, which another payment may
  // hold or have paid by now.
  cancelled: ['voided', 'refunded'],
  voided: [],
  refunded: [],
  returned: [],
} as const satisfies Record<string, readonly string[]>

export type PaymentStatus = keyof typeof TRANSITIONS
export const PAYMENT_STATUSES = Object.keys(TRANSITIONS) as PaymentStatus[]

/**
 * While a payment is in one of these, its document can have no other. `approved` belongs here:
 * until Splynx has recorded the money the document still looks unpaid.
 */
export const UNDER_WAY = ['pending', 'submitting', 'unknown', 'review', 'approved'] as const
/** Nobody waits any more: the page may stop asking. */
export const OVER = ['recorded', 'declined', 'cancelled', 'voided', 'refunded', 'returned'] as const

export const canMove = (from: PaymentStatus, to: PaymentStatus): boolean =>
  (TRANSITIONS[from] as readonly string[]).includes(to)

export const statusesLeadingTo = (to: PaymentStatus): PaymentStatus[] =>
  PAYMENT_STATUSES.filter((from) => canMove(from, to))

export const isUnderWay = (status: PaymentStatus): boolean =>
  (UNDER_WAY as readonly string[]).includes(status)
export const isOver = (status: PaymentStatus): boolean =>
  (OVER as readonly string[]).includes(status)

/** Why the money is collected. `refill` tops up a prepaid balance and has no document. */
export type Purpose = 'invoice' | 'proforma' | 'refill'

/** Who asked. It decides the gateway's `Origin` (rules of the trade C8). */
export type Channel = 'customer' | 'clerk' | 'link' | 'run' | 'schedule'

/** Somebody waits for the result. */
export const isAttended = (channel: Channel): boolean =>
  channel === 'customer' || channel === 'link' || channel === 'clerk'

export type MethodKind = 'card' | 'bank'

/** One message about a payment at the gateway, under one TransactionID. */
export type AttemptKind = 'sale' | 'check' | 'void' | 'credit' | 'reversal'

/**
 * `sending` is committed before the first byte leaves. It ends as what was learned, or stays
 * `unknown` until somebody learns more. `never_sent` (it did not leave) and `not_charged` (the
 * gateway does not know it, asked twice) may be sent again under the same TransactionID, which the
 * gateway accepts once.
 */
export type AttemptStatus =
  | 'sending'
  | 'approved'
  | 'declined'
  | 'never_sent'
  | 'unknown'
  | 'review'
  | 'not_charged'
