// Checks on what a person typed, before anything leaves. Digits only: see `withoutSeparators`.

export type CardBrand =
  | 'visa'
  | 'mastercard'
  | 'amex'
  | 'discover'
  | 'diners'
  | 'jcb'
  | 'unionpay'
  | 'maestro'

export const CARD_BRAND_LABEL: Record<CardBrand, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  maestro: 'Maestro',
}

/** First four digits, inclusive, of the ranges that the brands issue. The first match counts. */
const BRAND_RANGES: readonly (readonly [from: number, to: number, brand: CardBrand])[] = [
  [4000, 4999, 'visa'],
  [5100, 5599, 'mastercard'],
  [2221, 2720, 'mastercard'],
  [3400, 3499, 'amex'],
  [3700, 3799, 'amex'],
  [6011, 6011, 'discover'],
  [6440, 6599, 'discover'],
  [3000, 3059, 'diners'],
  [3095, 3095, 'diners'],
  [3600, 3699, 'diners'],
  [3800, 3999, 'diners'],
  [3528, 3589, 'jcb'],
  [6200, 6299, 'unionpay'],
  [5000, 5099, 'maestro'],
  [5600, 5899, 'maestro'],
  [6000, 6999, 'maestro'],
]

/** `4111 1111-1111 1111` as people type it → `4111111111111111`. */
export const withoutSeparators = (text: string): string => text.replace(/[\s.-]/g, '')

/** By the first four digits; null when no brand of the list issues them. */
export function cardBrand(number: string): CardBrand | null {
  if (!/^\d{4}/.test(number)) return null
  const start = Number(number.slice(0, 4))
  return BRAND_RANGES.find(([from, to]) => start >= from && start <= to)?.[2] ?? null
}

/** The check digit of card numbers (ISO/IEC 7812-1). */
export function isLuhnValid(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false
  let sum = 0
  for (let fromRight = 0; fromRight < digits.length; fromRight++) {
    const digit = digits.charCodeAt(digits.length - 1 - fromRight) - 48
    const doubled = fromRight % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** 13 to 19 digits with a right check digit. No issuer's numbers begin with a zero. */
export const isCardNumber = (number: string): boolean =>
  /^[1-9]\d{12,18}$/.test(number) && isLuhnValid(number)

/** Nine digits with a right checksum: 3, 7 and 1 times each group of three, a multiple of ten. */
export function isRoutingNumber(number: string): boolean {
  if (!/^\d{9}$/.test(number) || number === '000000000') return false
  let sum = 0
  for (let index = 0; index < 9; index++) {
    sum += (number.charCodeAt(index) - 48) * [3, 7, 1][index % 3]!
  }
  return sum % 10 === 0
}

const HALF_A_DAY_MS = 12 * 60 * 60 * 1000

/**
 * A card is good to the last moment of its month, wherever its holder is, so it counts as expired
 * only when that month is over everywhere on earth. A month that no card can show is expired too.
 * @param year four digits
 */
export function isExpired(month: number, year: number, now: Date): boolean {
  if (!Number.isInteger(month) || month < 1 || month > 12 || !Number.isInteger(year)) return true
  const endOfMonth = Date.UTC(year, month, 1)
  return now.getTime() - HALF_A_DAY_MS >= endOfMonth
}

/** Four digits for American Express, three for the others; either when the brand is not known. */
export function isSecurityCode(code: string, brand: CardBrand | null): boolean {
  if (brand === null) return /^\d{3,4}$/.test(code)
  return brand === 'amex' ? /^\d{4}$/.test(code) : /^\d{3}$/.test(code)
}
