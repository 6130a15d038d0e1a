import { type Language, LOCALE } from '../../src/domain/language.ts'

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/**
 * Chooses the form of a noun by its number, as the language does: `#` becomes the number.
 * `const counted = pluralsOf('uk')`, then `counted(n, { one: '# рахунок', few: '# рахунки', … })`.
 */
export function pluralsOf(language: Language): (value: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(LOCALE[language])
  const format = new Intl.NumberFormat(LOCALE[language])
  return (value, forms) =>
    (forms[rules.select(value)] ?? forms.other).replace('#', format.format(value))
}
