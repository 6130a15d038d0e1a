import { bankingDayAfter, DEBIT_RETURN_BANKING_DAYS, dayIn } from './banking-days.ts'
import type { MethodKind, PaymentStatus } from './payment.ts'
import { settlesAt } from './settlement.ts'

/** How sure it is where the money is. */
export type Certainty =
  /** Nothing is decided: it waits or is on its way. */
  | { kind: 'open' }
  | { kind: 'certain' }
  /** A bank may send the debit back until about then. `YYYY-MM-DD` */
  | { kind: 'until'; day: string }
  | { kind: 'unknown'; since: Date }
  | { kind: 'reversed' }

export interface CertaintyFacts {
  status: PaymentStatus
  method_kind: MethodKind
  created_at: Date
  /** When the message that counts was sent, and when its answer came. */
  sent_at: Date | null
  answered_at: Date | null
}

/** @param zone whose calendar days are meant */
export function certaintyOf(facts: CertaintyFacts, now: Date, zone: string): Certainty {
  switch (facts.status) {
    case 'pending':
    case 'submitting':
      return { kind: 'open' }
    case 'unknown':
    case 'review':
      return { kind: 'unknown', since: facts.sent_at ?? facts.created_at }
    case 'approved':
    case 'recorded':
      return facts.method_kind === 'bank' ? certaintyOfDebit(facts, now, zone) : CERTAIN
    case 'declined':
    case 'cancelled':
      return CERTAIN
    case 'voided':
    case 'refunded':
    case 'returned':
      return { kind: 'reversed' }
  }
}

const CERTAIN: Certainty = { kind: 'certain' }

/** The gateway's approval of a debit means accepted for clearing, not paid (IPpay facts §8). */
function certaintyOfDebit(facts: CertaintyFacts, now: Date, zone: string): Certainty {
  const day = debitFinalOn(acceptedAt(facts), zone)
  return dayIn(now, zone) > day ? CERTAIN : { kind: 'until', day }
}

/** When the gateway took a debit: its answer, or what comes nearest to it. */
export const acceptedAt = ({ answered_at, sent_at, created_at }: CertaintyFacts): Date =>
  answered_at ?? sent_at ?? created_at

/**
 * The last day on which a debit that was taken at a moment is likely to come back, counted from its
 * settlement: after it the money can be called certain. `YYYY-MM-DD`
 */
export const debitFinalOn = (takenAt: Date, zone: string): string =>
  bankingDayAfter(dayIn(settlesAt(takenAt), zone), DEBIT_RETURN_BANKING_DAYS)
