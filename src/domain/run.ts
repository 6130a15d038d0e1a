import type { MethodKind } from './payment.ts'

/** The life of a run, which charges many documents. */
export const RUN_TRANSITIONS = {
  // Asked for, and above what one person may start. Nothing is selected, no document is held.
  awaiting_approval: ['running', 'cancelled'],
  // Documents are being selected, charged, or both at once. Back to waiting for approval only while
  // nothing has been selected, when the sums turn out to be above a limit.
  running: ['paused', 'cancelled', 'finished', 'awaiting_approval'],
  // Nothing new is sent; what was on its way ends. Selected documents keep waiting.
  paused: ['running', 'cancelled'],
  // What had not been sent will not be.
  cancelled: [],
  finished: [],
} as const satisfies Record<string, readonly string[]>

export type RunStatus = keyof typeof RUN_TRANSITIONS

/** Nothing more is selected or sent. */
export const hasRunEnded = (status: RunStatus): boolean => RUN_TRANSITIONS[status].length === 0

/**
 * Who stopped it. `canary`: the first payments have an outcome, and a person decides about the rest.
 * What the breaker stopped goes on by itself.
 */
export type PausedBy = 'person' | 'breaker' | 'safe_mode' | 'canary'

export const runStatusesLeadingTo = (to: RunStatus): RunStatus[] =>
  (Object.keys(RUN_TRANSITIONS) as RunStatus[]).filter((from) =>
    (RUN_TRANSITIONS[from] as readonly string[]).includes(to),
  )

/**
 * `waiting`: selected, nobody has touched it. `taken`: it has a payment, whose status says the rest.
 */
export type RunItemState = 'waiting' | 'taken' | 'skipped' | 'cancelled'

/** Why a document of the filter is not charged. The words for people stand in `SKIP_LABEL`. */
export type SkipReason =
  | 'no_method'
  | 'method_expired'
  | 'method_disabled'
  | 'declined_recently'
  | 'tries_used_up'
  | 'under_way'
  | 'nothing_due'
  | 'not_open'
  | 'refunded'
  | 'deleted_in_splynx'
  | 'returned_wait'
  | 'returned_limit'
  | 'returned_never'
  | 'gone'
  | 'customer_inactive'
  | 'above_limit'
  | 'unreadable'
  | 'left_out'
  | 'no_due_date'
  | 'paused'
  | 'opted_out'
  | 'retry_not_yet'
  | 'retries_used'
  | 'retry_cancelled'

export const SKIP_LABEL: Record<SkipReason, string> = {
  no_method: 'No saved card or bank account',
  method_expired: 'The saved card has expired',
  method_disabled: 'The saved method may not be charged',
  declined_recently: 'Declined less than a day ago',
  tries_used_up: 'Too many declines with this card in 30 days',
  under_way: 'A payment for this document is already under way',
  nothing_due: 'Nothing is left to pay',
  not_open: 'Paid, pending or deleted in Splynx',
  refunded: 'Its payment was given back: charge it by hand',
  deleted_in_splynx: 'Its payment was deleted in Splynx, and the money is still ours',
  returned_wait: 'The debit came back: not before three banking days have passed',
  returned_limit: 'The debit came back too often, or too long ago, to be tried again',
  returned_never: 'The debit came back, and only a person may have it tried again',
  gone: 'No longer in Splynx',
  customer_inactive: 'The customer is disabled in Splynx',
  above_limit: 'Above the largest amount of one payment',
  unreadable: 'Splynx sent something unreadable',
  left_out: 'Left out by hand',
  no_due_date: 'It has no due date in Splynx',
  paused: 'Automatic charges of the customer are paused',
  opted_out: 'The customer wants no automatic charges',
  retry_not_yet: 'Declined before: it is tried again later',
  retries_used: 'Declined before, and no further automatic try is allowed',
  retry_cancelled: 'Its further automatic tries were cancelled',
}

/** What a clerk fills in on the Charge page. Dates are `YYYY-MM-DD`, inclusive, by date of issue. */
export interface RunFilter {
  documentKind: 'invoice' | 'proforma'
  from?: string
  to?: string
  /** Only documents that are due by this day. */
  dueTo?: string
  partnerIds?: number[]
  locationIds?: number[]
  /** Splynx's payment method id on the customer's billing page. */
  paymentTypeId?: number
  methodKind?: MethodKind
  status: 'not_paid' | 'pending'
  total?: { operator: '>' | '<' | '='; cents: number }
  customerIds?: number[]
  numbers?: string[]
}

/**
 * Counts and sums of a run. While it goes on, `waiting` and `sending` take part; at the end
 * selected = charged + declined + unknown + skipped + cancelled, to the cent.
 */
export interface RunTotals {
  selected: CountAndSum
  waiting: CountAndSum
  sending: CountAndSum
  charged: CountAndSum
  declined: CountAndSum
  unknown: CountAndSum
  skipped: CountAndSum
  cancelled: CountAndSum
}

export interface CountAndSum {
  count: number
  cents: number
}

/** What became of charged money afterwards. It stays charged in the totals. */
export interface RunReversals {
  voided: CountAndSum
  /** Given back, wholly or in part; the sum is what went back. */
  refunded: CountAndSum
  returned: CountAndSum
}

/** All that a person signs for: the totals, and what had gone back by then. */
export interface RunFigures {
  totals: RunTotals
  reversals: RunReversals
}

/** What was charged and has not gone back. */
export const keptCents = ({ totals, reversals }: RunFigures): number =>
  totals.charged.cents -
  reversals.voided.cents -
  reversals.refunded.cents -
  reversals.returned.cents

/** Documents that may be left out of one run by hand; for more there are filters. */
export const EXCLUSIONS_MAX = 300
/** More than that is no trial any more. */
export const CANARY_MAX = 1_000
