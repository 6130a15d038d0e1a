import type { ReportRecord } from '../../gateway/reports/reports.ts'

/** What a notice of change says is right, as reports may call it; none documents a name for it. */
const CORRECTED = /correct|addenda|change/i
const LENGTH_MAX = 100

/**
 * The corrected data of a notice of change, if the record carries it, for a person to compare: of each
 * number only the last four digits, because the whole one belongs to the gateway alone.
 */
export function correctionOf({ status, details }: ReportRecord): string | null {
  if (!status?.startsWith('C')) return null
  const found = Object.entries(details).filter(([name]) => CORRECTED.test(name))
  if (found.length === 0) return null
  return found
    .map(([, value]) => hideNumbers(value))
    .join(', ')
    .slice(0, LENGTH_MAX)
}

/** `021000021 12345678` → `····0021 ····5678`; of short numbers nothing is left. */
export const hideNumbers = (text: string): string =>
  text.replace(/[\d*][\d*-]{2,}/g, (number) => {
    const digits = number.replaceAll('-', '')
    return `····${digits.length >= 8 ? digits.slice(-4) : ''}`
  })
