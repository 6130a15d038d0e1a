import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { LANGUAGES, type Language } from '../../src/domain/language.ts'
import { consentText, consentVersion } from '../../views/portal/consent.ts'
import { CONSENT_VERSION } from '../../views/words/consent/index.ts'
import { AREAS, wordsFor } from '../../views/words/index.ts'
import { pluralsOf } from '../../views/words/plural.ts'

const OTHERS = LANGUAGES.filter((language) => language !== 'en')

/** Words that are the same in another language, and the languages. */
const SAME: Readonly<Record<string, readonly Language[]>> = {
  'sessions.login': ['pt'],
  'mail.date': ['fr'],
  'receipts.date': ['fr'],
  'receipts.agent': ['de'],
}

/** Every sentence of a part of the words, by its path; those with parameters are spoken for `given`. */
function sentences(part: unknown, given: unknown, path: string): [path: string, said: string][] {
  if (typeof part === 'string') return [[path, part]]
  if (typeof part === 'function') {
    return [[path, String(part(...Array.from({ length: part.length }, () => given)))]]
  }
  return Object.entries(part as object).flatMap(([name, inner]) =>
    sentences(inner, given, path ? `${path}.${name}` : name),
  )
}

describe.each(OTHERS)('in %s', (language) => {
  const english = new Map(sentences(wordsFor('en'), 7, ''))
  const said = sentences(wordsFor(language), 7, '')

  it('everything is said', () => {
    expect(said.map(([path]) => path)).toEqual([...english.keys()])
    const silent = said.filter(([, text]) => text.trim() === '' || /undefined|NaN/.test(text))
    expect(silent).toEqual([])
  })

  it('nothing is said in English', () => {
    const same = said.filter(
      ([path, text]) => english.get(path) === text && !SAME[path]?.includes(language),
    )
    expect(same).toEqual([])
  })

  it('what a sentence is given is in it, once for each', () => {
    const counted = (text: string) => text.split('\u0000').length
    const inEnglish = new Map(sentences(wordsFor('en'), '\u0000', ''))
    const lost = sentences(wordsFor(language), '\u0000', '').filter(
      ([path, text]) => counted(text) !== counted(inEnglish.get(path) ?? ''),
    )
    expect(lost).toEqual([])
  })
})

it('every area has every language', () => {
  for (const [area, words] of Object.entries(AREAS)) {
    expect(Object.keys(words).sort(), area).toEqual([...LANGUAGES].sort())
  }
})

it.each([
  [1, '1 рахунок'],
  [3, '3 рахунки'],
  [11, '11 рахунків'],
  [21, '21 рахунок'],
])('%i takes the form that its language wants: %s', (value, text) => {
  const counted = pluralsOf('uk')
  const forms = { one: '# рахунок', few: '# рахунки', many: '# рахунків', other: '# рахунка' }
  expect(counted(value, forms)).toBe(text)
})

describe('a consent', () => {
  it('names the text that was agreed to: other words need another version', () => {
    const words = LANGUAGES.flatMap((language) => Object.values(wordsFor(language).consent))
    const digest = createHash('sha256').update(words.join('\n')).digest('hex').slice(0, 12)
    expect([CONSENT_VERSION, digest]).toEqual(['2026-11', '33b4c48faa0b'])
  })

  it('is found again by its version, in the language in which it was read', () => {
    for (const language of LANGUAGES) {
      const { card, bank, once } = wordsFor(language).consent
      expect(consentText(consentVersion('card', language), 'card')).toBe(card)
      expect(consentText(consentVersion('bank', language), 'bank')).toBe(bank)
      expect(consentText(consentVersion('once', language), 'bank')).toBe(once)
    }
    expect(consentVersion('card', 'es')).toBe('card-2026-11/es')
  })

  it('from before there were languages is found too', () => {
    const { card, once } = wordsFor('en').consent
    expect(consentText('2026-11', 'card')).toBe(card)
    expect(consentText('2026-11-once', 'bank')).toBe(once)
  })

  it.each(['', '1', 'card-1999-01/en', 'card-2026-11/xx', 'card-__proto__/en'])(
    'of the version “%s” is nobody’s',
    (version) => {
      expect(consentText(version, 'card')).toBeNull()
    },
  )
})
