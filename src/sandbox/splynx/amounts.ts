// Splynx keeps money as decimal(19,4) (Splynx facts §2.3), so it is held here as a whole number of
// ten-thousandths: an amount with a fraction of a cent stays visible in the books.

const DECIMAL = /^([+-]?)(\d{1,11})(?:\.(\d*))?$/

export const ofCents = (cents: number): number => cents * 100

/** Cents, with a fraction when somebody booked less than a cent. */
export const centsOf = (amount: number): number => amount / 100

/** Reads a JSON number or decimal text. Digits after the fourth are rounded; nonsense is null. */
export function parseDecimal(value: unknown): number | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null
  const match = DECIMAL.exec(String(value).trim())
  if (!match) return null
  const [, sign, whole, fraction = ''] = match
  const tail = Math.round(Number(`${fraction.slice(0, 4).padEnd(4, '0')}.${fraction.slice(4)}`))
  const amount = Number(whole) * 10_000 + tail
  return sign === '-' && amount > 0 ? -amount : amount
}

/** `499900` becomes `"49.9900"`. */
export function decimalText(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(5, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}

/** `499900` becomes `49.99`, the number that an invoice's total is on the wire. */
export const decimalNumber = (amount: number): number => amount / 10_000
