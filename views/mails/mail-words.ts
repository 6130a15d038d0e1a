import type { MailKind, MailState } from '../../src/domain/mail.ts'
import type { StatusLabel } from '../components/status-labels.ts'

/** What a mail is about, for clerks. */
export const MAIL_KIND_LABEL: Record<MailKind, string> = {
  paid: 'Receipt',
  submitted: 'Bank debit submitted',
  declined: 'Declined',
  refunded: 'Refund',
  voided: 'Void',
  returned: 'Debit returned',
  expiring: 'Card expires soon',
  upcoming: 'Debit announced',
}

export const MAIL_LABEL: Record<MailState, StatusLabel> = {
  waiting: {
    word: 'Waiting',
    icon: 'clock',
    tone: 'neutral',
    meaning: 'It is sent as soon as the mail server takes it.',
  },
  sending: {
    word: 'Sending',
    icon: 'sending',
    tone: 'active',
    meaning: 'It is at the mail server at this moment.',
  },
  sent: { word: 'Sent', icon: 'check', tone: 'success', meaning: 'The mail server has it.' },
  uncertain: {
    word: 'Uncertain',
    icon: 'question',
    tone: 'doubt',
    meaning: 'The mail server may have it: its answer was lost. It is not sent again by itself.',
  },
  failed: {
    word: 'Refused',
    icon: 'x',
    tone: 'danger',
    meaning: 'The mail server will not have it. Check the address in Splynx.',
  },
  given_up: {
    word: 'Given up',
    icon: 'slash',
    tone: 'attention',
    meaning: 'The mail server could not be reached for three days.',
  },
  not_wanted: {
    word: 'Not sent',
    icon: 'minus_circle',
    tone: 'muted',
    meaning: 'Nobody is to get it; its note says why.',
  },
}
