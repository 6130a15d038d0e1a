import type { Language } from '../../src/domain/language.ts'
import type { Sender } from '../../src/domain/mail.ts'
import { cardExpiry, day, methodName, moment, money } from '../format.ts'
import { consentText } from '../portal/consent.ts'
import { finalOn, type ShownPayment } from '../portal/payment-state.ts'
import { paidName } from '../portal/words.ts'
import { wordsFor } from '../words/index.ts'

/** A document for a page or for paper: a heading, facts, and what is said beside them. */
export interface Sheet {
  language: Language
  title: string
  /** In whose name it is written; empty where nobody said. */
  merchantName: string
  /** The figure that matters, large. */
  figure?: string
  status: string
  facts: { label: string; value: string }[]
  /** Words that somebody agreed to. */
  quote?: { title: string; text: string }
  notes: string[]
}

interface Reader {
  language: Language
  zone: string
  sender: Sender
}

export type ReceiptPayment = ShownPayment & {
  customer_id: number
  customer_name: string
  currency: string
  refunded_cents: number
  approval_code: string | null
}

const WITH_RECEIPT = ['approved', 'recorded', 'voided', 'refunded', 'returned'] as const

/** There is one when money was taken, or is on its way, whatever became of it later. */
export const hasReceipt = ({ status }: Pick<ShownPayment, 'status'>): boolean =>
  (WITH_RECEIPT as readonly string[]).includes(status)

export function receiptSheet(payment: ReceiptPayment, reader: Reader): Sheet {
  const { language, zone, sender } = reader
  const { receipts: words } = wordsFor(language)
  const isDebit = payment.method_kind === 'bank'
  const method = { kind: payment.method_kind, brand: payment.brand, last4: payment.last4 }
  return {
    language,
    title: isDebit ? words.confirmation : words.receipt,
    merchantName: sender.merchantName,
    figure: money(payment.amount_cents, payment.currency, language),
    status: statusOf(payment, reader),
    facts: filled([
      [words.from, sender.merchantName],
      [words.by, payment.customer_name],
      [words.customerNumber, String(payment.customer_id)],
      [words.paidFor, paidName(payment, language)],
      [words.method, methodName(method, language)],
      [words.date, moment(payment.answered_at ?? payment.created_at, zone, language)],
      [words.reference, payment.transaction_id],
      [words.approval, payment.approval_code],
      [words.statement, sender.statementName],
    ]),
    notes: sender.footer ? [sender.footer] : [],
  }
}

function statusOf(payment: ReceiptPayment, { language, zone }: Reader): string {
  const { receipts: words } = wordsFor(language)
  const { status, refunded_cents: refunded, currency } = payment
  if (status === 'voided' || status === 'refunded' || status === 'returned') return words[status]
  if (refunded > 0) return words.refundedPart(money(refunded, currency, language))
  return payment.method_kind === 'bank'
    ? words.submitted(day(finalOn(payment, zone), language))
    : words.paid
}

/** A saved method with what its holder agreed to; a row of `methods` fits. */
export interface MandateMethod {
  kind: 'card' | 'bank'
  brand: string | null
  last4: string
  account_type: 'checking' | 'savings' | null
  holder_name: string
  customer_id: number
  exp_month: number | null
  exp_year: number | null
  consent_at: Date | null
  consent_version: string | null
  consent_address: string | null
  consent_agent: string | null
  mandate_revoked_at: Date | null
}

/** Null where nothing was agreed to. */
export function mandateSheet(method: MandateMethod, reader: Reader): Sheet | null {
  const { language, zone, sender } = reader
  const { consent_at: at, consent_version: version, mandate_revoked_at: revokedAt } = method
  if (!at) return null
  const { receipts: words, mail } = wordsFor(language)
  const expiry =
    method.exp_month && method.exp_year ? cardExpiry(method.exp_month, method.exp_year) : null
  return {
    language,
    title: words.mandate,
    merchantName: sender.merchantName,
    status: revokedAt ? words.revokedAt(moment(revokedAt, zone, language)) : words.given,
    facts: filled([
      [words.method, methodName({ ...method, accountType: method.account_type }, language)],
      [mail.expires, expiry],
      [words.holder, method.holder_name],
      [words.customerNumber, String(method.customer_id)],
      [words.agreedAt, moment(at, zone, language)],
      [words.version, version],
      [words.address, method.consent_address],
      [words.agent, method.consent_agent],
    ]),
    quote: {
      title: words.agreedText,
      text: (version && consentText(version, method.kind)) || words.unknownText,
    },
    notes: [
      ...(revokedAt ? [] : [words.revoke]),
      words.copy,
      ...(sender.footer ? [sender.footer] : []),
    ],
  }
}

const filled = (facts: [label: string, value: string | null][]): Sheet['facts'] =>
  facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))
