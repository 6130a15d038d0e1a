import type { RetryKind, RetryPolicy } from '../../src/domain/retry-policy.ts'
import { counted } from '../format.ts'
import { weekdaysInWords } from '../schedules/schedule-words.ts'

interface PolicyWords {
  method: string
  /** After what. */
  category: string
  /** An example, for who does not think in categories. */
  hint: string
}

/** `card-soft`, and so on. */
type Name<K extends RetryKind = RetryKind> = K extends RetryKind ? `${K[0]}-${K[1]}` : never

const WORDS: Record<Name, PolicyWords> = {
  'card-soft': {
    method: 'Card',
    category: 'Declined for now',
    hint: 'Too little money, limit reached, bank not reachable',
  },
  'card-data': {
    method: 'Card',
    category: 'Details not accepted',
    hint: 'Expired, wrong security code or ZIP code',
  },
  'bank-soft': {
    method: 'Bank account',
    category: 'Declined for now',
    hint: 'Refused by the gateway before it reached the bank',
  },
  'bank-data': {
    method: 'Bank account',
    category: 'Details not accepted',
    hint: 'Wrong routing or account number',
  },
  'bank-returned': {
    method: 'Bank account',
    category: 'Came back: R01 or R09',
    hint: 'Too little money at the bank. The same amount again, never another one',
  },
}

export const policyWords = ([kind, category]: RetryKind): PolicyWords =>
  WORDS[`${kind}-${category}` as Name]

export const policyHref = ([kind, category]: RetryKind): string =>
  `/admin/retries/${kind}/${category}`

/** `4 tries in 14 days, 1 day apart` */
export function policyInWords([, category]: RetryKind, policy: RetryPolicy): string {
  if (policy.triesMax <= 1) return 'Not again'
  const day = category === 'returned' ? 'banking day' : 'day'
  const times = `${policy.triesMax} tries in ${counted(policy.windowDays, 'day')}`
  return `${times}, at least ${counted(policy.spacingDays, day)} apart`
}

/** `Any day`, `1st, 15th and last day`, `Fri` */
export function daysInWords({ monthDays, weekdays }: RetryPolicy): string {
  const days = monthDays.map((day) => (day === 31 ? 'last' : ordinal(day)))
  const words = [
    ...(days.length > 0 ? [`${days.join(', ')} of the month`] : []),
    ...(weekdays.length > 0 ? [weekdaysInWords(weekdays)] : []),
  ]
  return words.length > 0 ? words.join(' or ') : 'Any day'
}

function ordinal(day: number): string {
  const tens = day % 100
  if (tens >= 11 && tens <= 13) return `${day}th`
  return `${day}${['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'}`
}
