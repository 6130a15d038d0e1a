import { describe, expect, it } from 'vitest'
import { languageOf, wishedLanguage } from '../../src/domain/language.ts'

const pick = wishedLanguage

describe('the language of a page', () => {
  it('is the chosen one, then the browser’s, and nobody’s wish where neither is known', () => {
    expect(pick({ cookie: 'de', acceptLanguage: 'fr' })).toBe('de')
    expect(pick({ cookie: 'xx', acceptLanguage: 'fr' })).toBe('fr')
    expect(pick({})).toBe(null)
  })

  it.each([
    ['es', 'es'],
    ['de-CH,de;q=0.9,en;q=0.8', 'de'],
    ['pl, uk;q=0.8, en;q=0.5', 'uk'],
    ['en;q=0.3, fr;q=0.9', 'fr'],
    ['fr;q=0.5, es;q=0.5', 'fr'],
    ['de;q=0, fr;q=0.1', 'fr'],
    ['pt_BR', 'pt'],
    ['*', null],
    ['zh-CN,zh;q=0.9', null],
    ['', null],
    [';;;q=,,=', null],
    ['x'.repeat(100_000), null],
  ])('of a browser that asks for “%.30s” is %s', (acceptLanguage, language) => {
    expect(pick({ acceptLanguage })).toBe(language)
  })

  it('is never one that we do not speak, whatever a cookie says', () => {
    expect(pick({ cookie: '__proto__', acceptLanguage: 'es' })).toBe('es')
    expect(languageOf('constructor')).toBeNull()
    expect(languageOf('EN-us')).toBe('en')
  })
})
