import type { Purpose } from '../../src/domain/payment.ts'

/** What is paid, as a customer calls it. A row of `payments` fits. */
export interface Paid {
  purpose: Purpose
  document_id: number | null
  document_number: string | null
}

const KIND = { invoice: 'Invoice', proforma: 'Proforma invoice' } as const

/** `Invoice 202611000028`; a document without a number is named by its id. */
export const documentName = (kind: 'invoice' | 'proforma', number: string | null, id: number) =>
  `${KIND[kind]} ${number || `#${id}`}`

/** The same of a payment; `Refill` when it has no document. */
export const paidName = ({ purpose, document_id, document_number }: Paid): string =>
  purpose === 'refill' || document_id === null
    ? 'Refill of the balance'
    : documentName(purpose, document_number, document_id)

export const payHref = (kind: 'invoice' | 'proforma', id: number): string =>
  `/ippay/pay/${kind}/${id}`

export const paymentHref = (id: string): string => `/ippay/payments/${id}`
