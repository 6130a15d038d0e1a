import { decimalOfCents } from './money.ts'
import type { CountAndSum } from './run.ts'

/** Above which a second person has to agree; zero and false ask for nothing. */
export interface ApprovalLimits {
  cents: number
  count: number
  isFirstOfMonth: boolean
}

export const NO_LIMITS: ApprovalLimits = { cents: 0, count: 0, isFirstOfMonth: false }

export const hasLimits = ({ cents, count, isFirstOfMonth }: ApprovalLimits): boolean =>
  cents > 0 || count > 0 || isFirstOfMonth

interface Asked {
  /** What the run would charge. */
  run: CountAndSum
  /** What the same person has started within a day without a second one: else a limit is no more than a matter of several clicks. */
  before: CountAndSum
  isFirstOfMonth: boolean
  currency: string
}

/** Why a second person has to agree, in words for both; null when nobody has to. */
export function approvalReason(limits: ApprovalLimits, asked: Asked): string | null {
  const { run, before, currency } = asked
  const together = before.count > 0 ? ', with what was started before within a day,' : ''
  const money = (cents: number) => `${currency} ${grouped(decimalOfCents(cents))}`
  const cents = run.cents + before.cents
  if (limits.cents > 0 && cents > limits.cents) {
    return `Its sum${together} is ${money(cents)}: above the limit of ${money(limits.cents)}`
  }
  const count = run.count + before.count
  if (limits.count > 0 && count > limits.count) {
    const documents = `${grouped(String(count))} documents`
    return `It has${together} ${documents}: above the limit of ${grouped(String(limits.count))}`
  }
  if (limits.isFirstOfMonth && asked.isFirstOfMonth) return 'It is the first run of this month'
  return null
}

/** Of what was seen when it was asked for; where no sum is limited. */
const GROWTH = 0.05

/** How much more there may be than a person saw, before he has to look again. */
export const growthAllowed = (limits: ApprovalLimits, seenCents: number): number =>
  limits.cents > 0 ? limits.cents : Math.round(seenCents * GROWTH)

export const hasGrown = (limits: ApprovalLimits, seen: CountAndSum, now: CountAndSum): boolean =>
  now.cents > seen.cents + growthAllowed(limits, seen.cents)

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
