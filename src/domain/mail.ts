import type { Channel, MethodKind, PaymentStatus, Purpose } from './payment.ts'

/** What customers are written about. */
export const MAIL_KINDS = [
  'paid',
  'submitted',
  'declined',
  'refunded',
  'voided',
  'returned',
  'expiring',
  'upcoming',
] as const
export type MailKind = (typeof MAIL_KINDS)[number]

/** Rules of the trade N11, N12 and Regulation E: a debit of a bank account is never silent. */
const REQUIRED: readonly MailKind[] = ['submitted', 'returned', 'upcoming']

/** Neither a setting nor the customer switches it off. */
export const isRequiredMail = (kind: MailKind): boolean => REQUIRED.includes(kind)

/** The life of a mail. */
export const MAIL_STATES = [
  // To be sent, or to be tried again.
  'waiting',
  // At the mail server, by one worker.
  'sending',
  // The mail server has it.
  'sent',
  // The mail server may have it: its answer was lost. Never sent again but by a person.
  'uncertain',
  // The mail server will not have it.
  'failed',
  // The mail server could not be reached for days.
  'given_up',
  // Nobody is to get it; `last_error` says why.
  'not_wanted',
] as const
export type MailState = (typeof MAIL_STATES)[number]

/** A person may have it sent, or sent once more. */
export const maySendAgain = (state: MailState): boolean =>
  state === 'sent' || state === 'uncertain' || state === 'failed' || state === 'given_up'

/** These wait for a person. */
export const MAIL_TROUBLE: readonly MailState[] = ['uncertain', 'failed', 'given_up']

interface OutcomeFacts {
  to: PaymentStatus
  methodKind: MethodKind
  channel: Channel
  /** Learned from the gateway's own answer, not by a question later on. */
  isAnswer: boolean
}

/** What an outcome is written about; null when it says nothing that its payer does not know. */
export function mailOfOutcome(facts: OutcomeFacts): MailKind | null {
  if (facts.to === 'approved') return facts.methodKind === 'bank' ? 'submitted' : 'paid'
  if (facts.to !== 'declined') return null
  // Who sits at the screen reads it there, and may be trying the next card already.
  const isAtScreen = facts.channel === 'customer' || facts.channel === 'link'
  return isAtScreen && facts.isAnswer ? null : 'declined'
}

const MINUTE_MS = 60_000
/** Without a mail server for so long, a mail is news no more. */
export const MAIL_GIVEN_UP_MS = 3 * 24 * 60 * MINUTE_MS

/** Tried again after a minute, doubled each time, an hour at most. */
export const mailDelayMs = (tries: number): number =>
  Math.min(MINUTE_MS * 2 ** Math.max(0, tries - 1), 60 * MINUTE_MS)

/** What is known of the partner in whose name we write; empty where nobody said. */
export interface Sender {
  merchantName: string
  /** How our charges are called on statements of cards and accounts. */
  statementName: string
  /** Below every mail. */
  footer: string
}

export interface MailedMethod {
  kind: MethodKind
  brand: string | null
  last4: string
}

/** What is paid; a document without a number is named by its id. */
export interface MailedSubject {
  purpose: Purpose
  documentId: number | null
  documentNumber: string | null
}

interface AboutPayment {
  amountCents: number
  currency: string
  subject: MailedSubject
  method: MailedMethod
  /** When the gateway answered. */
  at: Date
  transactionId: string
  approvalCode: string | null
}

/** All that a mail says, without its words. No number or token of a card or account is among it. */
export type MailFacts =
  | ({ kind: 'paid' } & AboutPayment)
  | ({ kind: 'submitted'; expectedOn: string; consentVersion: string | null } & AboutPayment)
  | ({ kind: 'declined'; code: string | null; category: string | null } & AboutPayment)
  | ({ kind: 'refunded' | 'voided'; isPart: boolean } & AboutPayment)
  | ({ kind: 'returned'; code: string } & AboutPayment)
  | { kind: 'expiring'; method: MailedMethod; expMonth: number; expYear: number }
  | {
      kind: 'upcoming'
      amountCents: number
      currency: string
      subject: MailedSubject
      method: MailedMethod
      /** `YYYY-MM-DD` */
      on: string
    }

/** Where the links of a mail lead, absolute. */
export interface MailLinks {
  /** What to do about it: the receipt, the page to pay on, the saved methods. */
  action: string
  credentials: string
  /** Null for what nobody can switch off. */
  unsubscribe: string | null
}

/** `ada@example.com` → `a••@example.com`: enough to tell which of one's addresses it was. */
export const maskedAddress = (address: string): string => {
  const at = address.lastIndexOf('@')
  return at < 1 ? '•••' : `${address[0]}••${address.slice(at)}`
}

/** One address and nothing else: what else Splynx holds there is not sent to. */
export const isMailAddress = (text: string): boolean =>
  text.length <= 254 &&
  /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+\.[^\s@<>()[\],;:"\\.]{2,}$/.test(text)
