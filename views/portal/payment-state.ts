import { customerAdvice } from '../../src/domain/action-codes.ts'
import { acceptedAt, certaintyOf, debitFinalOn } from '../../src/domain/certainty.ts'
import type { DeclineCategory } from '../../src/domain/outcome.ts'
import type { MethodKind, PaymentStatus, Purpose } from '../../src/domain/payment.ts'
import { returnCodeOf } from '../../src/domain/return-codes.ts'
import type { IconName } from '../components/icon.tsx'
import type { Tone } from '../components/status-labels.ts'
import { day } from '../format.ts'

/** What the payer's pages know of a payment; a row of `payments` fits. */
export interface ShownPayment {
  id: string
  purpose: Purpose
  document_id: number | null
  document_number: string | null
  method_kind: MethodKind
  brand: string | null
  last4: string
  amount_cents: number
  status: PaymentStatus
  decline_code: string | null
  decline_category: DeclineCategory | null
  transaction_id: string | null
  created_at: Date
  /** When the message that counts was sent, and when its answer came. */
  sent_at: Date | null
  answered_at: Date | null
  /** Of a returned one: the bank's code. */
  return_code: string | null
}

/** A payment in the words of its payer: where it stands and what to do. */
export interface PaymentState {
  /** Changes whenever something else is to be said. */
  phase: string
  tone: Tone
  icon: IconName
  /** For lists. */
  word: string
  title: string
  text: string
  /** Still to be followed, so often. */
  followEverySeconds?: number
  /** The money is taken, or on its way in the case of a debit. */
  isReceipt?: true
  /** Nothing was taken, so it may be paid in another way. */
  mayPayAgain?: true
}

const SLOW_MS = 30_000
const DO_NOT_PAY_AGAIN = 'Please do not pay again; we will not charge you twice.'

export function stateOf(
  payment: ShownPayment,
  { now, zone }: { now: Date; zone: string },
): PaymentState {
  const isSlow = now.getTime() - payment.created_at.getTime() > SLOW_MS
  switch (payment.status) {
    case 'pending':
    case 'submitting':
      return { ...ON_ITS_WAY[payment.status], ...(isSlow ? slow(payment.status) : {}) }
    case 'unknown':
      return UNKNOWN
    case 'review':
      return REVIEW
    case 'approved':
    case 'recorded':
      return payment.method_kind === 'bank' ? debited(payment, now, zone) : PAID
    case 'declined':
      return declined(payment)
    case 'returned':
      return returned(payment)
    default:
      return ENDED[payment.status]
  }
}

const ON_ITS_WAY = {
  pending: {
    phase: 'pending',
    tone: 'active',
    icon: 'clock',
    word: 'Waiting',
    title: 'Your payment is waiting its turn',
    text: 'This takes a few seconds. You may leave this page: it goes on without you.',
    followEverySeconds: 2,
  },
  submitting: {
    phase: 'submitting',
    tone: 'active',
    icon: 'sending',
    word: 'At the bank',
    title: 'We are asking the bank',
    text: `This takes a few seconds. ${DO_NOT_PAY_AGAIN}`,
    followEverySeconds: 2,
  },
} as const satisfies Record<string, PaymentState>

const slow = (status: 'pending' | 'submitting') => ({
  phase: `${status}-slow`,
  text: `This takes longer than usual. You may leave this page and come back later. ${DO_NOT_PAY_AGAIN}`,
  followEverySeconds: 5,
})

const UNKNOWN: PaymentState = {
  phase: 'unknown',
  tone: 'doubt',
  icon: 'question',
  word: 'Not known yet',
  title: 'The bank has not answered yet',
  text: `We are still asking the bank. ${DO_NOT_PAY_AGAIN}`,
  followEverySeconds: 10,
}

const REVIEW: PaymentState = {
  phase: 'review',
  tone: 'doubt',
  icon: 'flag',
  word: 'Being checked',
  title: 'We are checking this payment',
  text: `The bank's answer was not clear, so a person looks into it. ${DO_NOT_PAY_AGAIN}`,
  followEverySeconds: 30,
}

const PAID: PaymentState = {
  phase: 'paid',
  tone: 'success',
  icon: 'check',
  word: 'Paid',
  title: 'Paid. Thank you!',
  text: 'Your payment was accepted.',
  isReceipt: true,
}

/** Accepted for clearing is not yet paid: the bank may send it back within days. */
function debited(payment: ShownPayment, now: Date, zone: string): PaymentState {
  const certainty = certaintyOf(payment, now, zone)
  if (certainty.kind !== 'until') return PAID
  return {
    phase: 'debited',
    tone: 'success',
    icon: 'bank',
    word: 'Submitted',
    title: 'Submitted. Thank you!',
    text: `The debit of your bank account is submitted, not yet final; expected by ${day(certainty.day)}. You need not do anything more.`,
    isReceipt: true,
  }
}

/** The day after which a debit can be called final. */
export const finalOn = (payment: ShownPayment, zone: string): string =>
  debitFinalOn(acceptedAt(payment), zone)

/** Why the bank sent a debit back, and what to do, in words for its payer. */
function returned({ return_code }: ShownPayment): PaymentState {
  const code = return_code === null ? null : returnCodeOf(return_code)
  return {
    ...ENDED.returned,
    ...(code && { text: code.customerWords }),
    // We may have sent it twice: then one of the two is paid.
    ...(code?.action !== 'alarm' && { mayPayAgain: true as const }),
  }
}

function declined({ decline_code, decline_category }: ShownPayment): PaymentState {
  return {
    phase: 'declined',
    tone: 'danger',
    icon: 'x',
    word: 'Declined',
    title: 'Not accepted',
    text: customerAdvice(decline_code, decline_category ?? undefined),
    mayPayAgain: true,
  }
}

const ENDED: Record<'cancelled' | 'voided' | 'refunded' | 'returned', PaymentState> = {
  cancelled: {
    phase: 'cancelled',
    tone: 'muted',
    icon: 'slash',
    word: 'Cancelled',
    title: 'This payment was cancelled',
    text: 'No money was taken. If something is still to be paid, you can pay it now.',
    mayPayAgain: true,
  },
  voided: {
    phase: 'voided',
    tone: 'reversed',
    icon: 'minus_circle',
    word: 'Taken back',
    title: 'This payment was taken back',
    text: 'No money leaves your account. The bank may show it for a few days.',
  },
  refunded: {
    phase: 'refunded',
    tone: 'reversed',
    icon: 'undo',
    word: 'Refunded',
    title: 'This payment was refunded',
    text: 'Your bank shows the money within a few days.',
  },
  returned: {
    phase: 'returned',
    tone: 'danger',
    icon: 'return_left',
    word: 'Returned',
    title: 'Your bank sent this debit back',
    text: 'Nothing was paid. Please use another card or bank account, or ask your bank.',
  },
}
