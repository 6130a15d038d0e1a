import type { Language } from '../../src/domain/language.ts'
import { decimalOfCents } from '../../src/domain/money.ts'
import type { Purpose } from '../../src/domain/payment.ts'
import { wordsFor } from '../words/index.ts'

/** What is paid, as a customer calls it. A row of `payments` fits. */
export interface Paid {
  purpose: Purpose
  document_id: number | null
  document_number: string | null
}

/** `Invoice 202611000028`; a document without a number is named by its id. */
export const documentName = (
  { kind, number, id }: { kind: 'invoice' | 'proforma'; number: string | null; id: number },
  language: Language,
): string => wordsFor(language).common[kind](number || `#${id}`)

/** The same of a payment; `Refill` when it has no document. */
export const paidName = (
  { purpose, document_id, document_number }: Paid,
  language: Language,
): string =>
  purpose === 'refill' || document_id === null
    ? wordsFor(language).common.refill
    : documentName({ kind: purpose, number: document_number, id: document_id }, language)

export const payHref = (kind: 'invoice' | 'proforma', id: number): string =>
  `/ippay/pay/${kind}/${id}`

/** The page of all payments that one form made. */
export const severalHref = (requestKey: string): string => `/ippay/several/${requestKey}`

/** Where to pay once more what was declined, with another method and nothing typed again. */
export const payAgainHref = ({
  id,
  purpose,
  document_id,
  amount_cents,
}: Paid & { id: string; amount_cents: number }): string =>
  purpose === 'refill' || document_id === null
    ? `/ippay?amount=${decimalOfCents(amount_cents)}`
    : `${payHref(purpose, document_id)}?after=${id}`

export const paymentHref = (id: string): string => `/ippay/payments/${id}`
