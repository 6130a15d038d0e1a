import type { FilterPart } from '../../src/domain/filter-match.ts'
import { SKIP_LABEL, type SkipReason } from '../../src/domain/run.ts'
import type { RuleName } from '../../src/operations/selection-rules.ts'
import type { Explanation, Standstill } from '../../src/operations/why-not-charged.ts'
import { skipDetail } from '../charge/skip-detail.ts'
import type { NoticeTone } from '../components/notice.tsx'
import { moment } from '../format.ts'

/** What each rule asks, as a sentence that holds when it has nothing against the document. */
export const RULE_WORDS: Record<RuleName, string> = {
  under_way: 'No payment for it is under way',
  open: 'It is unpaid in Splynx',
  due: 'Something is left to pay',
  due_date: 'It has the due date that its schedule goes by',
  refunded: 'No payment of it was given back',
  missing: 'No payment of it was deleted in Splynx',
  amount: 'It is below the largest amount of one payment',
  customer: 'The customer is known and not disabled',
  hold: 'Automatic charges are neither paused nor opted out of',
  method: 'The customer has a saved card or bank account',
  ready: 'The method is neither expired nor disabled',
  retries: 'The retry rules and the rules for returned debits allow a try',
}

/** Why a schedule leaves a document out. */
export const AGAINST_WORDS: Record<FilterPart, string> = {
  kind: 'it charges the other kind of document',
  status: 'it shows pending documents only and charges none',
  customers: 'it is for other customers',
  numbers: 'it is for other document numbers',
  total: 'the total is outside its limits',
  issued_before: 'the document was issued before the period that it looks back',
  issued_after: 'the document is not old enough yet',
  due_later: 'the document is due later',
  partners: 'it is for other partners',
  locations: 'it is for other locations',
  payment_type: 'it is for another payment type',
}

/** What a person can do about it. */
const ADVICE: Record<SkipReason, string> = {
  no_method: 'Ask the customer to save a card or bank account, or send a payment link.',
  method_expired: 'Ask the customer for the new expiry, or send a payment link.',
  method_disabled: 'Ask the customer for another card or bank account.',
  declined_recently: 'Wait a day, or ask the customer for another method.',
  tries_used_up: 'Ask the customer for another card.',
  under_way: 'Wait until that payment is certain.',
  nothing_due: 'There is nothing to do.',
  not_open: 'Look at the document in Splynx.',
  refunded: 'Charge it by hand if the customer agrees.',
  deleted_in_splynx: 'Record the payment in Splynx again, or refund it.',
  returned_wait: 'Wait until the date that is given.',
  returned_limit: 'Ask the customer for another way to pay.',
  returned_never: 'Talk with the customer, then charge by hand or send a payment link.',
  gone: 'There is nothing to do.',
  customer_inactive: 'Activate the customer in Splynx if the document is to be paid.',
  above_limit: 'Split the document in Splynx.',
  unreadable: 'Correct the document in Splynx.',
  left_out: 'Charge it by hand, or wait for the next run.',
  no_due_date: 'Enter a due date in Splynx.',
  paused: 'Resume automatic charges on the customer’s page, or charge by hand.',
  opted_out: 'Charge by hand or send a payment link.',
  retry_not_yet: 'Wait, move the next try on the customer’s page, or ask for another method.',
  retries_used: 'Ask the customer for another method, or send a payment link.',
  retry_cancelled: 'Allow tries again on the customer’s page, or charge by hand.',
}

export interface Answer {
  tone: NoticeTone
  title: string
  advice: string
}

/** Those labels that are no sentence by themselves, as one that follows “because”. */
const BECAUSE: Partial<Record<SkipReason, string>> = {
  no_method: 'there is no saved card or bank account',
  declined_recently: 'it was declined less than a day ago',
  tries_used_up: 'there were too many declines with this card in 30 days',
  not_open: 'it is paid, pending or deleted in Splynx',
  gone: 'it is no longer in Splynx',
  above_limit: 'it is above the largest amount of one payment',
  left_out: 'it was left out by hand',
  retry_not_yet: 'it was declined before and is tried again later',
  retries_used: 'it was declined before, and no further automatic try is allowed',
}

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

export function skipWords(
  { reason, detail }: NonNullable<Explanation['blocked']>,
  zone: string,
): string {
  return `${SKIP_LABEL[reason]}${detailWords(detail, zone)}`
}

const detailWords = (detail: string | null, zone: string): string =>
  detail ? `. ${skipDetail(detail, zone)}` : ''

const because = ({ reason, detail }: NonNullable<Explanation['blocked']>, zone: string): string =>
  `${BECAUSE[reason] ?? lowered(SKIP_LABEL[reason])}${detailWords(detail, zone)}`

/** The whole page in one sentence, and what to do. */
export function answerOf(one: Explanation, still: Standstill, zone: string): Answer {
  const { planned, blocked, underWayId, toApprove } = one
  const waiting = waitingIn(one)
  if (underWayId !== null) return notCharged(lowered(SKIP_LABEL.under_way), ADVICE.under_way)
  if (waiting) return waiting
  if (toApprove[0]) {
    return notCharged(
      `run ${toApprove[0].id}, which would charge it, waits for approval`,
      'Have a second person approve the run.',
    )
  }
  if (planned) {
    const when = `${moment(planned.at, planned.schedule.zone)} by ${planned.schedule.name}`
    return { tone: 'success', title: `Will be charged on ${when}`, advice: conditionsOf(still) }
  }
  if (blocked) return notCharged(because(blocked, zone), ADVICE[blocked.reason])
  return ofSchedules(one)
}

/** A run has taken it in and not got to it. */
function waitingIn({ runs }: Explanation): Answer | null {
  const open = runs.find(({ state }) => state === 'waiting')
  if (!open) return null
  const { runId, runStatus } = open
  if (runStatus === 'paused') {
    return notCharged(`run ${runId}, which has selected it, is paused`, 'Resume or cancel the run.')
  }
  if (runStatus === 'awaiting_approval') {
    return notCharged(
      `run ${runId}, which has selected it, waits for approval`,
      'Have a second person approve the run.',
    )
  }
  return runStatus === 'running'
    ? { tone: 'info', title: `Will be charged now by run ${runId}`, advice: 'It waits its turn.' }
    : null
}

const notCharged = (because: string, advice: string): Answer => ({
  tone: 'warning',
  title: `Not charged because ${because.replace(/\.$/, '')}`,
  advice,
})

function conditionsOf({ isSafeMode, breaker, areTwoRetriers }: Standstill): string {
  if (isSafeMode) return 'Once safe mode is released: until then nothing is charged.'
  if (areTwoRetriers) return 'Once the gateway’s recycling or our own retries are off.'
  if (breaker) return 'Once the gateway answers again.'
  return 'If it is still unpaid by then.'
}

function ofSchedules({ schedules }: Explanation): Answer {
  const on = schedules.filter(({ schedule }) => schedule.is_enabled)
  if (on.length === 0) {
    return notCharged('no schedule is switched on', 'Charge it by hand or switch a schedule on.')
  }
  const [only] = on
  const why = on.length === 1 && only?.against[0] ? `: ${AGAINST_WORDS[only.against[0]]}` : ''
  return notCharged(
    `no schedule chooses it within two months${why}`,
    'Charge it by hand, or change the filter of a schedule.',
  )
}
