import { adviceFor } from '../../src/domain/action-codes.ts'
import { acceptedAt, certaintyOf, debitFinalOn } from '../../src/domain/certainty.ts'
import type { Language } from '../../src/domain/language.ts'
import type { DeclineCategory } from '../../src/domain/outcome.ts'
import type { MethodKind, PaymentStatus, Purpose } from '../../src/domain/payment.ts'
import { returnCodeOf } from '../../src/domain/return-codes.ts'
import type { IconName } from '../components/icon.tsx'
import type { Tone } from '../components/status-labels.ts'
import { day } from '../format.ts'
import { type Words, wordsFor } from '../words/index.ts'

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

export interface Reader {
  now: Date
  zone: string
  language: Language
}

export function stateOf(payment: ShownPayment, { now, zone, language }: Reader): PaymentState {
  const words = wordsFor(language).payment
  const { status } = payment
  switch (status) {
    case 'pending':
    case 'submitting': {
      const isSlow = now.getTime() - payment.created_at.getTime() > SLOW_MS
      return { ...LOOK[status], ...words.states[status], ...(isSlow && slow(status, words)) }
    }
    case 'approved':
    case 'recorded': {
      const certainty = payment.method_kind === 'bank' ? certaintyOf(payment, now, zone) : undefined
      return certainty?.kind === 'until'
        ? debited(words, day(certainty.day, language))
        : { ...LOOK.paid, ...words.states.paid }
    }
    case 'declined':
      return declined(payment, words)
    case 'returned':
      return returned(payment, words)
    default:
      return { ...LOOK[status], ...words.states[status] }
  }
}

type PaymentWords = Words['payment']

/** All of a state but its words. */
const LOOK = {
  pending: { phase: 'pending', tone: 'active', icon: 'clock', followEverySeconds: 2 },
  submitting: { phase: 'submitting', tone: 'active', icon: 'sending', followEverySeconds: 2 },
  unknown: { phase: 'unknown', tone: 'doubt', icon: 'question', followEverySeconds: 10 },
  review: { phase: 'review', tone: 'doubt', icon: 'flag', followEverySeconds: 30 },
  paid: { phase: 'paid', tone: 'success', icon: 'check', isReceipt: true },
  cancelled: { phase: 'cancelled', tone: 'muted', icon: 'slash', mayPayAgain: true },
  voided: { phase: 'voided', tone: 'reversed', icon: 'minus_circle' },
  refunded: { phase: 'refunded', tone: 'reversed', icon: 'undo' },
  returned: { phase: 'returned', tone: 'danger', icon: 'return_left' },
} as const satisfies Record<string, Omit<PaymentState, 'word' | 'title' | 'text'>>

const slow = (status: 'pending' | 'submitting', words: PaymentWords) => ({
  phase: `${status}-slow`,
  text: words.slow,
  followEverySeconds: 5,
})

/** Accepted for clearing is not yet paid: the bank may send it back within days. */
const debited = (words: PaymentWords, date: string): PaymentState => ({
  phase: 'debited',
  tone: 'success',
  icon: 'bank',
  word: words.debitedWord,
  title: words.debitedTitle,
  text: words.debited(date),
  isReceipt: true,
})

/** The day after which a debit can be called final. */
export const finalOn = (payment: ShownPayment, zone: string): string =>
  debitFinalOn(acceptedAt(payment), zone)

/** Why the bank sent a debit back, and what to do, in words for its payer. */
function returned({ return_code }: ShownPayment, words: PaymentWords): PaymentState {
  const action = return_code === null ? null : returnCodeOf(return_code).action
  return {
    ...LOOK.returned,
    ...words.states.returned,
    ...(action && { text: words.returned[action] }),
    // We may have sent it twice: then one of the two is paid.
    ...(action !== 'alarm' && { mayPayAgain: true as const }),
  }
}

const declined = (
  { decline_code, decline_category }: ShownPayment,
  words: PaymentWords,
): PaymentState => ({
  phase: 'declined',
  tone: 'danger',
  icon: 'x',
  word: words.declinedWord,
  title: words.declinedTitle,
  text: words.advice[adviceFor(decline_code, decline_category ?? undefined)],
  mayPayAgain: true,
})
