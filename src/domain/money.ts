// Money is a whole number of cents everywhere inside. Decimal text exists at the edges only, and
// never passes through floating point.

/** The largest amount of one payment, $999,999.99: beyond it a typing mistake is likelier. */
export const AMOUNT_CENTS_MAX = 99_999_999

const AMOUNT_TEXT = /^(\d{1,9})(?:\.(\d{1,2}))?$/

/**
 * Reads what a person typed: `12`, `12.5`, `12.50`. Anything else, zero and what no
 * payment may be is null.
 */
export function parseAmount(text: string): number | null {
  const match = AMOUNT_TEXT.exec(text.trim())
  if (!match) return null
  const cents = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return cents > 0 && cents <= AMOUNT_CENTS_MAX ? cents : null
}

const DECIMAL_TEXT = /^(-?)(\d{1,12})(?:\.(\d+))?$/

/**
 * Reads a decimal of Splynx: `"49.9900"`, `49.99`, `-5`. Null when it is no decimal or when it
 * holds a fraction of a cent, which nobody may round away silently.
 */
export function centsOfDecimal(value: string | number): number | null {
  const match = DECIMAL_TEXT.exec(typeof value === 'number' ? String(value) : value.trim())
  if (!match) return null
  const [, sign, whole, fraction = ''] = match
  if (/[1-9]/.test(fraction.slice(2))) return null
  const cents = Number(whole) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0'))
  return sign && cents > 0 ? -cents : cents
}

/** `4999` → `"49.99"`: the text that Splynx and people read. */
export function decimalOfCents(cents: number): string {
  const sign = cents < 0 ? '-' : ''
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
