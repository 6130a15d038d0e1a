import type { PaymentStatus } from './payment.ts'

/** How a message that a restored backup has forgotten finds its way back into the database. */
export type Placing =
  /** The database knows it after all, or is about to ask about it. */
  | 'known'
  /** Its payment waits to be sent, or is over without money: it gets the attempt and is unknown. */
  | 'attach'
  /** Its payment is not there: it is made. */
  | 'create'
  /** Its payment ended in another way, which stays true as well: the message gets one of its own. */
  | 'create_anew'
  /** Another message of its payment is still open. */
  | 'wait'

export function placingOf(
  transactionId: string,
  payment: { status: PaymentStatus; transaction_id: string | null } | undefined,
): Placing {
  if (!payment) return 'create'
  const isSame = payment.transaction_id === transactionId
  switch (payment.status) {
    case 'pending':
    case 'declined':
      return 'attach'
    case 'submitting':
    case 'unknown':
    case 'review':
      return isSame ? 'known' : 'wait'
    default:
      return isSame ? 'known' : 'create_anew'
  }
}

/**
 * The cause of an attempt that was restored from the journal. Nobody knows what its customer, its
 * method or its document went through since the backup, so it is never sent again: when the gateway
 * does not know it either, its payment is given up.
 */
export const RESTORED = 'restored from the journal'
