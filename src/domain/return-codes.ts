import { bankingDayAfter, dayIn } from './banking-days.ts'
import { person, RETURN_ROWS, type ReturnAction, type ReturnRow } from './return-code-table.ts'

export type { ReturnAction }

// Why a debit of a bank account came back, and what is then to be done (rules of the trade §3.1,
// IPpay facts §8). The meanings are our words for Nacha's public list.

export interface ReturnCode {
  code: string
  /** For clerks. */
  meaning: string
  /** Customers are told by it, in `views/words/payment`. */
  action: ReturnAction
  /** Which of Nacha's limits it counts to, beside the 15 % for all returns (N7). */
  countsTo: 'unauthorised' | 'administrative' | null
  /** No further debit of this account until somebody has done something about it. */
  stopsDebits: boolean
}

const STOPPING: readonly ReturnAction[] = ['disable', 'revoke', 'correct', 'hold', 'alarm']
const UNAUTHORISED = ['R05', 'R07', 'R10', 'R11', 'R29', 'R51']
const ADMINISTRATIVE = ['R02', 'R03', 'R04']
/** Left to a person, who must decide before the account is used again. */
const DEAD_OR_FROZEN = ['R14', 'R15', 'R16']

const entry = (code: string, [action, meaning]: ReturnRow): ReturnCode => ({
  code,
  meaning,
  action,
  countsTo: countsTo(code),
  stopsDebits: STOPPING.includes(action) || DEAD_OR_FROZEN.includes(code),
})

function countsTo(code: string): ReturnCode['countsTo'] {
  if (UNAUTHORISED.includes(code)) return 'unauthorised'
  return ADMINISTRATIVE.includes(code) ? 'administrative' : null
}

/** Every code that has a published meaning. */
export const RETURN_CODES: ReadonlyMap<string, ReturnCode> = new Map(
  Object.entries(RETURN_ROWS).map(([code, row]) => [code, entry(code, row)]),
)

const UNKNOWN = person('Returned with a code that is not in the list')

/** What a code asks us to do. A code that nobody knows is for a person. */
export function returnCodeOf(code: string): ReturnCode {
  const known = code.trim().toUpperCase()
  return RETURN_CODES.get(known) ?? entry(known, UNKNOWN)
}

/** A debit that came back. */
export interface ReturnedPresentment {
  code: string
  returnedAt: Date
  amountCents: number
  /** When the first debit for this amount was sent; the same for all that followed it. */
  originalAt: Date
}

export interface RepresentRules {
  /** Further presentments after the original one. */
  representLimit: number
  /** Counted from the original. */
  windowDays: number
  /** Between a return and the next presentment, for the customer to put money in. */
  waitBankingDays: number
}

export const REPRESENT_RULES: RepresentRules = {
  representLimit: 2,
  windowDays: 180,
  waitBankingDays: 3,
}

export type Representable =
  /** `left` counts this one. */
  | { allowed: true; left: number }
  | {
      allowed: false
      rule: 'not_returned' | 'code' | 'amount' | 'limit' | 'window' | 'wait'
      /** For clerks. */
      reason: string
      /** With the rule `wait`: the first day on which it is allowed, as `YYYY-MM-DD`. */
      notBefore?: string
    }

/** The days of the clearing are those of the Reserve Banks. */
const CLEARING_ZONE = 'America/New_York'

/**
 * Whether `amountCents` may be presented again now (N1). `history` holds every presentment of the
 * same debt that came back, the original included, in any order.
 */
export function canRepresent(
  history: readonly ReturnedPresentment[],
  { amountCents, now }: { amountCents: number; now: Date },
  rules: RepresentRules = REPRESENT_RULES,
): Representable {
  const [first] = history
  if (!first) return blocked('not_returned', 'No debit of this came back.')
  const barred = history.find(({ code }) => returnCodeOf(code).action !== 'represent')
  if (barred) {
    return blocked(
      'code',
      `A return with ${barred.code} may not be presented again: only R01 and R09 may.`,
    )
  }
  if (history.some((returned) => returned.amountCents !== amountCents)) {
    return blocked('amount', 'Only the original amount may be presented again.')
  }
  const left = rules.representLimit - (history.length - 1)
  if (left <= 0) {
    return blocked(
      'limit',
      `It was presented ${history.length} times, and no further time is allowed.`,
    )
  }
  const today = dayIn(now, CLEARING_ZONE)
  const originalAt = earliest(history.map((returned) => returned.originalAt))
  if (today > dayAfter(dayIn(originalAt, CLEARING_ZONE), rules.windowDays)) {
    return blocked('window', `The original is more than ${rules.windowDays} days old.`)
  }
  const returnedAt = latest(history.map((returned) => returned.returnedAt))
  const notBefore = bankingDayAfter(dayIn(returnedAt, CLEARING_ZONE), rules.waitBankingDays)
  if (today < notBefore) {
    return {
      ...blocked('wait', `Not before ${rules.waitBankingDays} banking days after the return.`),
      notBefore,
    }
  }
  return { allowed: true, left }
}

const blocked = (rule: Exclude<Representable, { allowed: true }>['rule'], reason: string) =>
  ({ allowed: false, rule, reason }) as const

const earliest = (dates: readonly Date[]) => new Date(Math.min(...dates.map(Number)))
const latest = (dates: readonly Date[]) => new Date(Math.max(...dates.map(Number)))

const CORRECT_WITHIN_DAYS = 60
const CHANGE_WITHIN_BANKING_DAYS = 6

/**
 * The last day for what a code asks for, as `YYYY-MM-DD`: a corrected entry after R11 (N4), a change
 * after a notice (N8; before the next entry if that is later). Null where there is no such day.
 */
export function actBy(code: string, at: Date): string | null {
  const day = dayIn(at, CLEARING_ZONE)
  switch (returnCodeOf(code).action) {
    case 'correct':
      return dayAfter(day, CORRECT_WITHIN_DAYS)
    case 'change':
      return bankingDayAfter(day, CHANGE_WITHIN_BANKING_DAYS)
    default:
      return null
  }
}

const DAY_MS = 24 * 60 * 60 * 1000

const dayAfter = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
