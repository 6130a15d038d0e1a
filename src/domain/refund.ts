/**
 * The life of a refund: one intent to give money of one payment back. Like a payment's, each change
 * in the database follows an edge of this table.
 */
export const REFUND_TRANSITIONS = {
  // Stored, not yet sent.
  pending: ['submitting', 'cancelled'],
  // Claimed by one worker; the message may be on the wire. Back to pending only when it never left.
  submitting: ['approved', 'declined', 'unknown', 'review', 'pending', 'cancelled'],
  // The answer was lost. An inquiry, a report or a person leads out; never a second credit.
  unknown: ['approved', 'declined', 'review', 'pending', 'cancelled'],
  // The gateway's words can be read two ways. A person decides.
  review: ['approved', 'declined', 'cancelled'],
  approved: [],
  // The gateway said no. The money is still ours; another refund may be asked for.
  declined: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>

export type RefundStatus = keyof typeof REFUND_TRANSITIONS
export type RefundKind = 'void' | 'credit' | 'reversal'
