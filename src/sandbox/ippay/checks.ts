// What the gateway looks at before it asks an issuer or a bank.

/** 13 to 19 digits with a good check digit (ISO/IEC 7812-1). */
export function isCardNumber(text: string): boolean {
  if (!/^\d{13,19}$/.test(text)) return false
  let sum = 0
  for (let fromRight = 0; fromRight < text.length; fromRight++) {
    const digit = text.charCodeAt(text.length - 1 - fromRight) - 48
    const counted = fromRight % 2 === 1 ? digit * 2 : digit
    sum += counted > 9 ? counted - 9 : counted
  }
  return sum % 10 === 0
}

/** Nine digits whose sum, weighted 3, 7, 1, ends in zero. */
export function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text) || text === '000000000') return false
  const digit = (at: number) => text.charCodeAt(at) - 48
  const weighted = (from: number) => digit(from) + digit(from + 3) + digit(from + 6)
  return (3 * weighted(0) + 7 * weighted(1) + weighted(2)) % 10 === 0
}

export const isAccountNumber = (text: string): boolean => /^\d{3,17}$/.test(text)

/** Whole cents without a point (IPpay facts §3); null for anything else. */
export const readCents = (text: string): number | null =>
  /^\d{1,12}$/.test(text) ? Number(text) : null

/** Months since the year 0, so that dates of expiry compare as numbers; null when senseless. */
export function readExpiry(month: string, year: string): number | null {
  if (!/^\d{1,2}$/.test(month) || !/^(?:20)?\d\d$/.test(year)) return null
  const monthNumber = Number(month)
  if (monthNumber < 1 || monthNumber > 12) return null
  return monthsOf(2000 + (Number(year) % 100), monthNumber)
}

export const monthsOf = (year: number, month: number): number => year * 12 + month - 1

export const isTrue = (text: string): boolean => text.toLowerCase() === 'true'
