import { parseAmount } from './money.ts'

/** What the one search box was asked, by the shape of what was typed. */
export type PaymentSearch =
  | { kind: 'payment_id'; id: string }
  | { kind: 'transaction_id'; id: string }
  | { kind: 'amount'; cents: number }
  /** Digits alone can be several things; each that they can be is looked for. */
  | { kind: 'digits'; number: string; customerId: number | null; last4: string | null }
  /** With those whom Splynx finds by it: by a surname, an e-mail address. */
  | { kind: 'text'; text: string; customerIds?: readonly number[] }
  /** One letter would name a tenth of all customers. */
  | { kind: 'too_short' }

const SHORTEST_TEXT = 2

export function parsePaymentSearch(typed: string): PaymentSearch {
  const text = typed.trim()
  const upper = text.toUpperCase()
  if (/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(upper)) return { kind: 'payment_id', id: upper }
  if (/^(?=.*\d)[0-9A-Z]{18}$/.test(upper)) return { kind: 'transaction_id', id: upper }
  const cents = amountOf(text)
  if (cents !== null) return { kind: 'amount', cents }
  if (/^\d+$/.test(text)) return digits(text)
  return text.length < SHORTEST_TEXT ? { kind: 'too_short' } : { kind: 'text', text }
}

/** With a dollar sign or a decimal point: `$12`, `12.50`, `$1,234.50`. Bare digits are a number. */
const amountOf = (text: string): number | null =>
  /^\$|^\d[\d,]*\.\d/.test(text)
    ? parseAmount(text.replace(/^\$\s*/, '').replaceAll(',', ''))
    : null

const digits = (text: string): PaymentSearch => ({
  kind: 'digits',
  number: text,
  customerId: /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null,
  last4: text.length === 4 ? text : null,
})
