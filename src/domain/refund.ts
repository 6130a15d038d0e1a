import { dayIn } from './banking-days.ts'
import { debitFinalOn } from './certainty.ts'
import type { MethodKind } from './payment.ts'
import type { Role } from './role.ts'
import { settlesAt } from './settlement.ts'

/**
 * The life of a refund: one intent to give money of one payment back. Like a payment's, each change
 * in the database follows an edge of this table.
 */
export const REFUND_TRANSITIONS = {
  // Stored, not yet sent. Approved only when a void waits to be sent once more, because the lost one
  // seemed to have done nothing, and a report shows that it did.
  pending: ['submitting', 'cancelled', 'approved'],
  // Claimed by one worker; the message may be on the wire. Back to pending only when it never left.
  submitting: ['approved', 'declined', 'unknown', 'review', 'pending', 'cancelled'],
  // The answer was lost. An inquiry, a report or a person leads out; never a second credit. Back to
  // pending only for a void, which cannot move money twice.
  unknown: ['approved', 'declined', 'review', 'pending', 'cancelled'],
  // The gateway's words can be read two ways. A person decides.
  review: ['approved', 'declined', 'cancelled'],
  approved: [],
  // The gateway said no. The money is still ours; another refund may be asked for. Should a report
  // show later that it did go through, then that is what happened.
  declined: ['approved'],
  cancelled: ['approved'],
} as const satisfies Record<string, readonly string[]>

export type RefundStatus = keyof typeof REFUND_TRANSITIONS
export const REFUND_STATUSES = Object.keys(REFUND_TRANSITIONS) as RefundStatus[]
export type RefundKind = 'void' | 'credit' | 'reversal'

export const REFUND_KINDS = ['void', 'credit', 'reversal'] as const satisfies readonly RefundKind[]
export const isRefundKind = (kind: string): kind is RefundKind =>
  (REFUND_KINDS as readonly string[]).includes(kind)

export const refundStatusesLeadingTo = (to: RefundStatus): RefundStatus[] =>
  REFUND_STATUSES.filter((from) => (REFUND_TRANSITIONS[from] as readonly string[]).includes(to))

/** While a refund is in one of these, its payment can have no other. */
export const REFUND_UNDER_WAY = ['pending', 'submitting', 'unknown', 'review'] as const
export const isRefundUnderWay = (status: RefundStatus): boolean =>
  (REFUND_UNDER_WAY as readonly string[]).includes(status)

/** Its money has left, or may have: only these count against what was taken. */
export const REFUND_COUNTS = [...REFUND_UNDER_WAY, 'approved'] as const

/** What is known of the money that is to go back. */
export interface RefundFacts {
  methodKind: MethodKind
  /** What the approved message took. */
  takenCents: number
  /** Given back already, or on its way back. */
  spokenForCents: number
  /** When the message that took it was sent, and when its answer came. */
  sentAt: Date
  answeredAt: Date | null
  /** The gateway has refused to void it, and it still stood then. */
  isVoidRefused: boolean
}

export type RefundPlan =
  | { kind: RefundKind }
  /** More than is left. */
  | { kind: 'too_much'; leftCents: number }
  /** A part of a card payment has to wait until it settles; the whole could be voided now. */
  | { kind: 'part_too_early'; settlesAt: Date }
  /** A bank debit may still come back by itself. `from` is the first day, `YYYY-MM-DD`. */
  | { kind: 'debit_too_early'; from: string }

/**
 * How money goes back, chosen by the program (IPpay facts §2, §8). A card payment that has not
 * settled is voided as a whole, afterwards it is credited. Our clock may be wrong about that by a
 * little: a void that comes too late is refused, and a credit that comes too early still gives back
 * what was taken. A bank debit is only given back when the bank can hardly return it any more, lest
 * the money leave twice.
 *
 * @param zone whose calendar days a debit's certainty is counted in, as everywhere on the pages
 */
export function planRefund(
  facts: RefundFacts,
  amountCents: number,
  { now, zone }: { now: Date; zone: string },
): RefundPlan {
  const leftCents = facts.takenCents - facts.spokenForCents
  if (amountCents > leftCents) return { kind: 'too_much', leftCents }
  if (facts.methodKind === 'bank') {
    const from = debitRefundableFrom(facts, zone)
    return dayIn(now, zone) < from ? { kind: 'debit_too_early', from } : { kind: 'reversal' }
  }
  if (isSettled(facts, now)) return { kind: 'credit' }
  if (amountCents === facts.takenCents) return { kind: 'void' }
  return { kind: 'part_too_early', settlesAt: settlesAt(facts.sentAt) }
}

/** By our clock, by the gateway's refusal to void it, or because a part of it was credited before. */
export const isSettled = (
  { sentAt, isVoidRefused, spokenForCents }: RefundFacts,
  now: Date,
): boolean => isVoidRefused || spokenForCents > 0 || now >= settlesAt(sentAt)

const DAY_MS = 24 * 60 * 60 * 1000

/** The day after the last one on which `certaintyOf` calls the debit pending. */
function debitRefundableFrom({ answeredAt, sentAt }: RefundFacts, zone: string): string {
  const lastDay = debitFinalOn(answeredAt ?? sentAt, zone)
  return new Date(Date.parse(`${lastDay}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
}

/**
 * Codes with which the gateway says that the payment cannot be voided as it is now: wrong state, not
 * found, does not fit, could not be backed out (IPpay facts §5.1). They are said of a payment that
 * has settled, but also of one that is voided already, so the payment is asked about before anybody
 * is offered a credit.
 */
export const VOID_REFUSALS: readonly string[] = ['958', '025', '940', '076', '077', '021']

/** How many cents of one payment a member of this role may give back. */
export type RefundLimits = Readonly<Partial<Record<'clerk' | 'manager', number>>>

export type RefundRole = Role
const REFUND_ROLES = ['clerk', 'manager', 'admin'] as const

/**
 * Who may give so much of one payment back, all of its refunds together: else a limit is no more than
 * a matter of several clicks. Without a limit of its own a role may give back everything.
 */
export function rolesThatMayRefund(cents: number, limits: RefundLimits): RefundRole[] {
  return REFUND_ROLES.filter((role) => role === 'admin' || cents <= (limits[role] ?? cents))
}

/** A refund that could not be sent for so long is given up: nobody remembers it any more. */
export const REFUND_GIVEN_UP_MS = 24 * 60 * 60 * 1000
