import type { ListedReturn } from '../../src/db/returns.ts'
import type { Mismatch } from '../../src/db/schema.ts'
import type { MismatchKind, ReturnTask } from '../../src/domain/returns.ts'
import { isNotice } from '../../src/domain/returns.ts'

export const returnHref = (id: string): string => `/admin/returns/${id}`

/** What a person has to do, in the imperative. */
export const TASK_WORDS: Record<ReturnTask, string> = {
  revoke: 'Ask the customer for a new authorization. Do not debit this account without one.',
  correct:
    'Find out what was not as agreed. A corrected debit may be sent without a new authorization until the day named here.',
  hold: 'Ask the customer how to go on. The account stays stopped until then.',
  person: 'Find out why, and decide how the amount is to be paid.',
  alarm:
    'Look for a second debit of the same amount before anything else is charged: the bank says that it got this one twice.',
  change:
    'Have the customer enter the account again with the new data, before the next debit if you can.',
  refund_back: 'A refund did not reach the customer. Pay the money out in another way.',
  no_payment: 'Find out which debit this was: it was not sent from here.',
  not_undone: 'Nothing was taken back, because of what the payment was by then. Compare the money.',
}

/** For lists. */
export const TASK_LABEL: Record<ReturnTask, string> = {
  revoke: 'Authorization revoked',
  correct: 'To be corrected',
  hold: 'Payment stopped',
  person: 'To be looked at',
  alarm: 'Sent twice?',
  change: 'Account has changed',
  refund_back: 'Refund came back',
  no_payment: 'Not one of ours',
  not_undone: 'Not taken back',
}

/** What has been done about it already. */
export function doneWords(returned: ListedReturn): string {
  const parts = [
    returned.is_undone ? 'The payment was taken back and its document is open again.' : '',
    returned.is_stopped ? 'The account is stopped.' : '',
    isNotice(returned.code) && returned.payment_id ? 'The account is marked and stays usable.' : '',
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(' ') : 'Nothing was changed.'
}

export const MISMATCH_WORDS: Record<MismatchKind, string> = {
  not_ours: 'The gateway has it, and nobody here asked for it',
  missing: 'Approved here, and not in the gateway’s report after two days',
  amount: 'The gateway shows another amount',
}

export const mismatchTitle = ({ request_type, reference }: Mismatch): string =>
  `${request_type} ${reference}`
