import type { AttemptKind, PaymentStatus } from './payment.ts'
import { type ReturnAction, returnCodeOf } from './return-codes.ts'

/**
 * What a person has to do about a return: the action of its code, or one that the circumstances ask
 * for. `refund_back`: the money of a refund came back. `no_payment`: no debit of ours.
 * `not_undone`: the payment was not a taken one any more, so nothing was taken back.
 */
export type ReturnTask =
  | Extract<ReturnAction, 'revoke' | 'correct' | 'hold' | 'person' | 'alarm' | 'change'>
  | 'refund_back'
  | 'no_payment'
  | 'not_undone'

/** Where the gateway's books and ours differ. */
export type MismatchKind =
  /** The gateway took money that no message of ours asked for. */
  | 'not_ours'
  /** We have an approval of which the report knows nothing. */
  | 'missing'
  /** Both have it, with different amounts. */
  | 'amount'

/** What is known when a return is learned of. */
export interface ReturnFacts {
  code: string
  /** The message that came back; null for one that is not ours. */
  attempt: { kind: AttemptKind; isCurrent: boolean } | null
  status: PaymentStatus | null
  /** Some of the payment was given back by us, or is just being given back. */
  refund: 'none' | 'part' | 'under_way'
}

export interface ReturnPlan {
  /** The payment becomes `returned` and its document is open again. */
  isUndone: boolean
  /** No further debit of the account until somebody has done something about it. */
  isStopped: boolean
  task: ReturnTask | null
  /** What a clerk should know beside the meaning of the code. */
  note: string | null
  /** The customer owes the fee for it: not where the debit was disputed, wrong or ours to explain. */
  isCharged: boolean
}

export const isNotice = (code: string): boolean => code.startsWith('C')

/** What follows from a return or a notice of change (rules of the trade §3.1). */
export function planReturn({ code, attempt, status, refund }: ReturnFacts): ReturnPlan {
  const { action, stopsDebits } = returnCodeOf(code)
  const nothing = { isUndone: false, isStopped: false, note: null, isCharged: false }
  if (!attempt) return { ...nothing, task: 'no_payment' }
  if (attempt.kind !== 'check') return { ...nothing, task: 'refund_back' }
  if (action === 'change') return { ...nothing, task: 'change' }
  const isTaken = attempt.isCurrent && (status === 'approved' || status === 'recorded')
  if (!isTaken) {
    const note = attempt.isCurrent ? `The payment was ${status} already` : 'Of an earlier try'
    return { ...nothing, isStopped: stopsDebits, task: 'not_undone', note }
  }
  const task = action === 'represent' || action === 'disable' ? null : action
  return {
    isUndone: true,
    isStopped: stopsDebits,
    task: refund === 'none' ? task : (task ?? 'person'),
    note: REFUND_NOTE[refund],
    isCharged: ['represent', 'disable', 'hold'].includes(action),
  }
}

const REFUND_NOTE: Record<ReturnFacts['refund'], string | null> = {
  none: null,
  part: 'Part of it had been refunded before: that money has left twice',
  under_way: 'A refund of it is under way: see that the money does not leave twice',
}

/** Limits of Nacha over 60 days, in hundredths of a percent of all debits (rules N7). */
export const RETURN_RATE_LIMITS = { unauthorised: 50, administrative: 300, all: 1_500 } as const
export const RETURN_RATE_DAYS = 60
