import { isRefundKind, type RefundKind, type RefundPlan } from '../../src/domain/refund.ts'
import type { RefundProblem } from '../../src/operations/refunds/open-refund.ts'
import { day, fullMoment, money } from '../format.ts'
import type { Place } from '../payments/certainty.tsx'

export const REFUND_KIND_LABEL: Record<RefundKind, string> = {
  void: 'Void',
  credit: 'Credit to the card',
  reversal: 'Credit to the bank account',
}

/** What happens at the gateway, before the click. */
export const AT_GATEWAY: Record<RefundKind, string> = {
  void: 'The payment has not settled. It is voided: taken back as a whole, as if it had not been.',
  credit: 'The payment has settled. The amount is credited to the card, as an entry of its own.',
  reversal:
    'The debit is final. The amount is credited to the bank account, as an entry of its own.',
}

/** When the customer sees the money. */
export const CUSTOMER_SEES: Record<RefundKind, string> = {
  void: 'The charge vanishes from the card, with most banks within a few days. No credit is shown.',
  credit: 'A credit on the card, usually in 3 to 10 business days. It depends on the bank.',
  reversal: 'The money in the account, usually in 2 to 4 business days.',
}

/** What Splynx shows then. */
export function inSplynx({
  isReopened,
  isWhole,
  isLate,
  isRefill,
}: {
  isReopened: boolean
  isWhole: boolean
  isLate: boolean
  isRefill: boolean
}): string {
  if (isLate) return 'Nothing changes: Splynx never heard of this money.'
  if (isRefill) return 'The amount is taken from the balance again.'
  if (!isReopened) return 'A negative payment lowers the balance. The document stays paid.'
  return isWhole
    ? 'The payment is removed and the document is open again. Runs do not charge it by themselves.'
    : 'A negative payment opens the document again for this part. Runs do not charge it by themselves.'
}

/** Why it cannot be done like this, and what can be done instead. */
export function problemWords(problem: RefundProblem, currency: string, place: Place): string {
  switch (problem.kind) {
    case 'whole_only':
      return `This money can only go back as a whole: ${money(problem.cents, currency)}.`
    case 'above_limit':
      return `This is above your limit for one payment. It takes ${listed(problem.limitRoles)}.`
    case 'plan_changed':
      return planWords(problem.plan, currency, place)
  }
}

const listed = (roles: readonly string[]): string =>
  roles.map((role) => (role === 'admin' ? 'an admin' : `a ${role}`)).join(' or ')

function planWords(plan: RefundPlan, currency: string, { zone }: Place): string {
  switch (plan.kind) {
    case 'too_much':
      return plan.leftCents > 0
        ? `No more than ${money(plan.leftCents, currency)} is left to give back.`
        : 'Nothing is left to give back.'
    case 'part_too_early':
      return `A part can be given back once the payment has settled, from ${fullMoment(plan.settlesAt, zone)}. All of it can be voided now.`
    case 'debit_too_early':
      return tooEarly(plan.from)
    default:
      return `Meanwhile it would be a ${REFUND_KIND_LABEL[plan.kind].toLowerCase()}. Please look once more.`
  }
}

/** For a bank debit that may still come back by itself. */
export const tooEarly = (from: string): string =>
  `The bank may still return this debit by itself, and then the money would leave twice. It can be given back from ${day(from)}.`

export const kindOf = (plan: RefundPlan): RefundKind | null =>
  isRefundKind(plan.kind) ? plan.kind : null
