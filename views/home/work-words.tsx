import type { Child } from 'hono/jsx'
import type { WorkFacts } from '../../src/db/open-work/work-item.ts'
import { returnCodeOf } from '../../src/domain/return-codes.ts'
import type { WorkKind } from '../../src/domain/work.ts'
import { Day } from '../components/figures.tsx'
import { RefundBadge, StatusBadge } from '../components/status-badge.tsx'
import { PAYMENT_LABEL } from '../components/status-labels.ts'
import { counted, duration } from '../format.ts'
import { paymentHref } from '../payments/payment-rows.tsx'
import { REFUND_KIND_LABEL } from '../refunds/refund-words.ts'
import { MISMATCH_WORDS, returnHref, TASK_LABEL } from '../returns/words.ts'

/** For filters. */
export const WORK_LABEL: Record<WorkKind, string> = {
  unknown: 'Outcome not known',
  review: 'Needs review',
  refund_unsure: 'Refund not known',
  return: 'Returns',
  change: 'Notices of change',
  late_approval: 'Came too late',
  missing_record: 'Deleted in Splynx',
  paused_run: 'Paused runs',
  approval: 'Approvals',
  run_alarm: 'Runs gone wrong',
  recording: 'Not in Splynx',
  undoing: 'Refund not in Splynx',
  mismatch: 'Books differ',
  duplicates: 'Charged twice?',
  differences: 'Splynx differs',
  report: 'Reports',
  credit: 'Became credit',
  mails: 'Mails',
  disabled_methods: 'Methods disabled',
  expiring_cards: 'Cards expiring',
}

/** Where all of a kind stand that are too many for the list. */
export const ALL_OF_KIND: Partial<Record<WorkKind, string>> = {
  unknown: '/admin/payments?status=unknown',
  review: '/admin/payments?status=review',
  recording: '/admin/payments?status=approved',
  refund_unsure: '/admin/refunds?status=unknown',
  return: '/admin/returns?open=1',
  change: '/admin/returns?open=1',
  mismatch: '/admin/returns#mismatches',
}

export interface WorkWords {
  title: string
  /** Where it is done. */
  href: string
  /** What happened. */
  says: Child
  /** What to do about it. */
  next: string
  badge?: Child
}

const CREDIT_CAUSE = {
  gone: 'is gone from Splynx',
  deleted: 'had been deleted',
  paid: 'had been paid in another way',
  other: 'could not be paid',
} as const

/** What stands in the list about a piece of work. */
export function workWords(item: WorkFacts, now: Date): WorkWords {
  const age = duration(now.getTime() - item.since.getTime())
  switch (item.kind) {
    case 'unknown':
    case 'review':
      return {
        ...ofPayment(item),
        says: `${item.document ?? 'Refill'}, for ${age}`,
        next: 'Ask the gateway, or look it up there and settle it.',
        badge: <StatusBadge status={item.kind} />,
      }
    case 'refund_unsure':
      return {
        ...ofPayment(item),
        says: `${REFUND_KIND_LABEL[item.refund]}, for ${age}`,
        next: 'Ask the gateway, or look it up there and settle it.',
        badge: <RefundBadge status={item.status} />,
      }
    case 'late_approval':
      return {
        title: item.customer,
        href: `${paymentHref(item.paymentId)}/refunds/new?original=${item.subject}`,
        says: `${item.document ?? 'Refill'}: the gateway took this although the payment was ${PAYMENT_LABEL[item.status].word.toLowerCase()} by then`,
        next: 'Give it back.',
      }
    case 'recording':
      return {
        ...ofPayment(item),
        says: `Paid, but not in Splynx after ${counted(item.tries, 'try', 'tries')}: ${item.error}`,
        next: 'Put right what Splynx names, then tell it again.',
      }
    case 'undoing':
      return {
        ...ofPayment(item),
        says: `Given back, but not shown in Splynx after ${counted(item.tries, 'try', 'tries')}: ${item.error}`,
        next: 'Put right what Splynx names, then tell it again.',
      }
    case 'missing_record':
      return {
        ...ofPayment(item),
        says: `Paid for ${item.document ?? 'a refill'}, and deleted in Splynx by somebody. The money was not given back.`,
        next: 'Find out why. Until somebody says that it is right, nobody can charge this document.',
      }
    case 'credit':
      return {
        ...ofPayment(item),
        says: `Became the customer’s credit in Splynx: ${item.document} ${CREDIT_CAUSE[item.documentWas ?? 'other']} when the money came.`,
        next: 'Leave it for the next invoice, put it to another document, or give it back.',
      }
    case 'return':
    case 'change':
      return {
        title: item.customer,
        href: returnHref(item.subject),
        says: `${TASK_LABEL[item.task]} · ${item.code} ${returnCodeOf(item.code).meaning}`,
        next: 'Do what its page says, and note it there.',
      }
    case 'mismatch':
      return {
        title: `${item.requestType} ${item.reference}`,
        href: '/admin/returns#mismatches',
        says: `${MISMATCH_WORDS[item.difference]}.`,
        next: 'Find out why, then note what you found.',
      }
    case 'report':
      return {
        title: 'The gateway’s reports cannot be read',
        href: '/admin/returns',
        says: `For ${age}: ${item.error}`,
        next: 'Ask whoever looks after this installation.',
      }
    default:
      return otherWords(item, age)
  }
}

type Other = Extract<
  WorkFacts,
  {
    kind:
      | 'paused_run'
      | 'approval'
      | 'run_alarm'
      | 'mails'
      | 'duplicates'
      | 'differences'
      | 'disabled_methods'
      | 'expiring_cards'
  }
>

function otherWords(item: Other, age: string): WorkWords {
  switch (item.kind) {
    case 'paused_run':
      return {
        title: `Run ${item.subject}`,
        href: `/admin/runs/${item.subject}`,
        says: `${item.reason ?? 'Paused'}, for ${age}`,
        next: 'Resume it, or cancel what is left.',
      }
    case 'approval':
      return {
        title: `Run ${item.subject} waits for approval`,
        href: `/admin/runs/${item.subject}`,
        says: `${item.reason ?? 'Somebody else has to agree'}. For ${age}`,
        next: 'Look at what it would charge, then approve or cancel it.',
      }
    case 'run_alarm':
      return {
        title:
          item.runId === null ? 'A scheduled run is missing' : `Run ${item.runId} went strangely`,
        href: item.runId === null ? '/admin/schedules' : `/admin/runs/${item.runId}`,
        says: item.says,
        next: 'Find out why, then acknowledge it on the page of schedules.',
      }
    case 'mails':
      return {
        title: `${counted(item.count, 'mail')} did not go out`,
        href: '/admin/mails',
        says: `The oldest has waited for ${age}.`,
        next: 'Look at why, then send them again or leave them.',
      }
    case 'duplicates':
      return {
        title: `${counted(item.count, 'payment')} may be one too many`,
        href: '/admin/duplicates',
        says: `The same customer, the same amount. The oldest was found ${age} ago.`,
        next: 'Look at each pair: give one back, or note why both are right.',
      }
    case 'differences':
      return {
        title: `${counted(item.count, 'difference')} between Splynx and our payments`,
        href: '/admin/tie-out',
        says: `The oldest was found ${age} ago.`,
        next: 'Do what its day says, or explain it there.',
      }
    case 'disabled_methods':
      return {
        title: `${counted(item.count, 'customer')} can be charged no more`,
        href: '/admin/work/methods/disabled',
        says: 'Runs charged them before, and their last card or account was disabled.',
        next: 'Ask each for a new one.',
      }
    case 'expiring_cards':
      return {
        title: `${counted(item.count, 'card')} that runs charge ${item.count === 1 ? 'expires' : 'expire'}`,
        href: `/admin/work/methods/expiring?month=${item.subject}`,
        says: (
          <>
            After <Day date={item.lastDay} /> runs leave them out.
          </>
        ),
        next: 'Ask each for the new date.',
      }
  }
}

const ofPayment = ({ customer, paymentId }: { customer: string; paymentId: string }) => ({
  title: customer,
  href: paymentHref(paymentId),
})
