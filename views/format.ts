import { DateTime } from 'luxon'
import { CARD_BRAND_LABEL, type CardBrand } from '../src/domain/card.ts'
import { type Language, LOCALE } from '../src/domain/language.ts'
import { decimalOfCents } from '../src/domain/money.ts'
import { wordsFor } from './words/index.ts'

// Where a language can be named, it is that of the reader; the console leaves it out.

const moneyFormats = new Map<string, Intl.NumberFormat>()

/** `123450, 'USD'` → `$1,234.50`. The cents reach the formatter as text, never as a fraction. */
export function money(cents: number, currency: string, language: Language = 'en'): string {
  const key = `${language} ${currency}`
  let format = moneyFormats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(LOCALE[language], {
      style: 'currency',
      currency,
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    })
    moneyFormats.set(key, format)
  }
  return format.format(decimalOfCents(cents) as `${number}`)
}

const countFormat = new Intl.NumberFormat('en-US')
/** `12345` → `12,345`. */
export const count = (value: number): string => countFormat.format(value)

/** `1, 'invoice'` → `1 invoice`; `2, 'invoice'` → `2 invoices`. */
export const counted = (value: number, singular: string, plural = `${singular}s`): string =>
  `${count(value)} ${value === 1 ? singular : plural}`

const inZone = (at: Date, zone: string, language: Language = 'en') =>
  DateTime.fromJSDate(at, { zone }).setLocale(LOCALE[language])

/** `Nov 25, 2026, 4:19 AM` */
export const moment = (at: Date, zone: string, language: Language = 'en'): string =>
  language === 'en'
    ? inZone(at, zone).toFormat('LLL d, yyyy, h:mm a')
    : inZone(at, zone, language).toLocaleString(DateTime.DATETIME_MED)

/** `4:19:07 AM`: for lists whose heading already says the day. */
export const timeOfDay = (at: Date, zone: string): string => inZone(at, zone).toFormat('h:mm:ss a')

/** `Wednesday, November 25, 2026, 4:19:07 AM CST`: nothing left to ask. */
export const fullMoment = (at: Date, zone: string, language: Language = 'en'): string =>
  language === 'en'
    ? inZone(at, zone).toFormat('cccc, LLLL d, yyyy, h:mm:ss a ZZZZ')
    : inZone(at, zone, language).toLocaleString({
        ...DateTime.DATETIME_HUGE_WITH_SECONDS,
        timeZoneName: 'short',
      })

/** `2026-11-25` → `Nov 25, 2026`. What is no date is shown as it came. */
export function day(isoDate: string, language: Language = 'en'): string {
  const date = DateTime.fromISO(isoDate, { zone: 'utc', locale: LOCALE[language] })
  return date.isValid ? date.toLocaleString(DateTime.DATE_MED) : isoDate
}

/** The date that it is in the zone at that moment: `2026-11-25`. */
export const isoDay = (at: Date, zone: string): string => inZone(at, zone).toFormat('yyyy-MM-dd')

/** `75_000` → `1 min 15 s`. Whole seconds; a started run shows `0 s`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const
  const first = parts.findIndex(([value]) => value > 0)
  if (first === -1) return '0 s'
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ')
}

/** `3, 2027` → `03/27`, as it stands on the card. */
export const cardExpiry = (month: number, year: number): string =>
  `${String(month).padStart(2, '0')}/${String(year % 100).padStart(2, '0')}`

/** What names a saved card or bank account to people; a `Method` or a `Payment` row fits. */
export interface MethodFacts {
  kind: 'card' | 'bank'
  brand: string | null
  last4: string
  accountType?: 'checking' | 'savings' | null
}

/** `Visa`, `Card`, `Checking`, `Bank account`. */
export function methodKindName(
  { kind, brand, accountType }: MethodFacts,
  language: Language = 'en',
): string {
  const { card, checking, savings, bankAccount } = wordsFor(language).common
  if (kind === 'card') {
    return brand && Object.hasOwn(CARD_BRAND_LABEL, brand)
      ? CARD_BRAND_LABEL[brand as CardBrand]
      : card
  }
  if (accountType === 'checking') return checking
  if (accountType === 'savings') return savings
  return bankAccount
}

/** `Visa ···· 4242` */
export const methodName = (method: MethodFacts, language: Language = 'en'): string =>
  `${methodKindName(method, language)} ···· ${method.last4}`
