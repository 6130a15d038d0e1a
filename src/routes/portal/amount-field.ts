import { z } from 'zod'
import { money } from '../../../views/format.ts'
import { wordsFor } from '../../../views/words/index.ts'
import { DECIMAL_SIGN, type Language } from '../../domain/language.ts'
import { decimalOfCents, parseAmount } from '../../domain/money.ts'

export interface Range {
  minCents: number
  maxCents: number
}

/** `12,50` → `12.50` where people write it like that. */
const withPoint = (typed: string, language: Language): string =>
  DECIMAL_SIGN[language] === ',' ? typed.replace(/^(\d+),(\d+)$/, '$1.$2') : typed

/** As somebody who reads this language would type it. */
export const amountText = (cents: number, language: Language): string =>
  decimalOfCents(cents).replace('.', DECIMAL_SIGN[language])

/** A typed amount within a range, as cents. */
export function amountWithin(
  { minCents, maxCents }: Range,
  { currency, language }: { currency: string; language: Language },
) {
  const words = wordsFor(language).forms
  const amountOf = (cents: number) => money(cents, currency, language)
  return z
    .string({ error: words.amount })
    .trim()
    .min(1, words.amount)
    .transform((text, issues) => {
      const typed = withPoint(text, language)
      const cents = parseAmount(typed)
      if (cents !== null && cents >= minCents && cents <= maxCents) return cents
      const isAmount = cents !== null || /^0+(\.0{1,2})?$|^\d{7,}(\.\d{1,2})?$/.test(typed)
      const range = words.amountRange(amountOf(minCents), amountOf(maxCents))
      issues.addIssue({ code: 'custom', message: isAmount ? range : words.wrongAmount })
      return z.NEVER
    })
}
