import type { Language } from '../../src/domain/language.ts'
import { AREAS, wordsFor } from '../../views/words/index.ts'

// Names that are written alike in every language, and those that tests give to people.
const NAMES =
  /IPpay payments|IPpay|Splynx|American Express|Visa|Mastercard|ACH|routing number|Routing Number|USD|Ada Lovelace|English|Español|Français|Deutsch|Português|CST|GMT/g

/** What a page says to eyes and ears: its texts and the attributes that are shown or read out. */
export function saidOn(html: string): string[] {
  // Codes are references and ids, and of no language.
  const spoken = html.replace(/<(style|script|code)\b.*?<\/\1>/gs, '')
  const attributes = [...spoken.matchAll(/\s(?:aria-label|title|placeholder|alt)="([^"]*)"/g)]
  const texts = spoken.replace(/<!doctype[^>]*>/i, '').split(/<[^>]*>/)
  return [...texts, ...attributes.map(([, text = '']) => text)]
    .map((text) => text.replace(/&#39;/g, "'").replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
}

/** Texts of a page that are English though the page is in another language. */
export function rawEnglish(html: string, language: Exclude<Language, 'en'>): string[] {
  const said = saidOn(html).map((text) => text.replace(NAMES, ''))
  if (language === 'uk') return said.filter((text) => /[A-Za-z]{2,}/.test(text))
  const own = new Set(phrasesOf(language))
  const english = phrasesOf('en').filter((phrase) => !own.has(phrase))
  return said.filter(
    (text) =>
      english.some((phrase) => (phrase.includes(' ') ? text.includes(phrase) : text === phrase)) ||
      // None of these is a word of another of our languages, except in a foreign sentence.
      /\b(the|your|with|please|this|of|and|is not|cannot)\b/i.test(text),
  )
}

/** Every sentence of a language; those with parameters as the pieces around them. */
function phrasesOf(language: Language): string[] {
  const words = wordsFor(language)
  const all = Object.keys(AREAS).flatMap((area) => piecesOf(words[area as keyof typeof AREAS]))
  return [...new Set(all.map((piece) => piece.trim()).filter((piece) => piece.length > 2))]
}

function piecesOf(part: unknown): string[] {
  if (typeof part === 'string') return [part]
  if (typeof part !== 'function') return Object.values(part as object).flatMap(piecesOf)
  const given = Array.from({ length: part.length }, () => '\u0000')
  // A piece that is one word, such as "from", is a word of other languages as well.
  return String(part(...given))
    .split('\u0000')
    .filter((piece) => piece.trim().includes(' '))
}
