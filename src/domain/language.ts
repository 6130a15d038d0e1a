/** The languages of the customers' pages and mails. The console speaks English. */
export const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'uk'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each as it calls itself, because whoever looks for it may read no other. */
export const LANGUAGE_NAME: Record<Language, string> = {
  en: 'English',
  es: 'Español',
  fr: 'Français',
  de: 'Deutsch',
  pt: 'Português',
  uk: 'Українська',
}

/** For `Intl`: how amounts and dates are written. Spanish as in the United States: 1,234.50. */
export const LOCALE: Record<Language, string> = {
  en: 'en-US',
  es: 'es-US',
  fr: 'fr-FR',
  de: 'de-DE',
  pt: 'pt-BR',
  uk: 'uk-UA',
}

/** Between dollars and cents, as people type it. */
export const DECIMAL_SIGN: Record<Language, '.' | ','> = {
  en: '.',
  es: '.',
  fr: ',',
  de: ',',
  pt: ',',
  uk: ',',
}

const isLanguage = (tag: string): tag is Language => (LANGUAGES as readonly string[]).includes(tag)

/** `pt-BR`, `PT_br` or `pt` → `pt`; null for a language that we do not speak. */
export function languageOf(tag: string | null | undefined): Language | null {
  const [primary = ''] = (tag ?? '').trim().toLowerCase().split(/[-_]/)
  return isLanguage(primary) ? primary : null
}

export interface LanguageWishes {
  /** What was chosen on our pages. */
  cookie?: string | null | undefined
  acceptLanguage?: string | null | undefined
}

/** The first wish that we can fulfil; null when there is none. */
export const wishedLanguage = ({ cookie, acceptLanguage }: LanguageWishes): Language | null =>
  languageOf(cookie) ?? accepted(acceptLanguage ?? '')

const CHARACTERS_MAX = 500

/** The best of a browser's list, such as `uk, pl;q=0.8, en;q=0.5`. */
function accepted(header: string): Language | null {
  const wishes = header
    .slice(0, CHARACTERS_MAX)
    .split(',')
    .map((wish) => {
      const [tag, ...rules] = wish.split(';')
      const weight = rules.find((rule) => rule.trim().startsWith('q='))?.split('=')[1]
      return { language: languageOf(tag), weight: weight === undefined ? 1 : Number(weight) || 0 }
    })
    .filter(({ weight }) => weight > 0)
  // Of equal weights the first counts; sorting keeps their order.
  wishes.sort((a, b) => b.weight - a.weight)
  return wishes.find(({ language }) => language !== null)?.language ?? null
}
