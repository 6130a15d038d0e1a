import { describe, expect, it } from 'vitest'
import { languageOf, pickLanguage } from '../../src/domain/language.ts'

const pick = (wishes: Omit<Parameters<typeof pickLanguage>[0], 'fallback'>) =>
  pickLanguage({ ...wishes, fallback: 'pt' })

describe('the language of a page', () => {
  it('is the customer’s in Splynx, then the chosen one, then the browser’s, then that of all', () => {
    const all = { customer: 'uk', cookie: 'de', acceptLanguage: 'fr' }
    expect(pick(all)).toBe('uk')
    expect(pick({ ...all, customer: null })).toBe('de')
    expect(pick({ acceptLanguage: 'fr' })).toBe('fr')
    expect(pick({})).toBe('pt')
  })

  it.each([
    ['es', 'es'],
    ['de-CH,de;q=0.9,en;q=0.8', 'de'],
    ['pl, uk;q=0.8, en;q=0.5', 'uk'],
    ['en;q=0.3, fr;q=0.9', 'fr'],
    ['fr;q=0.5, es;q=0.5', 'fr'],
    ['de;q=0, fr;q=0.1', 'fr'],
    ['pt_BR', 'pt'],
    ['*', 'pt'],
    ['zh-CN,zh;q=0.9', 'pt'],
    ['', 'pt'],
    [';;;q=,,=', 'pt'],
    ['x'.repeat(100_000), 'pt'],
  ])('of a browser that asks for “%.30s” is %s', (acceptLanguage, language) => {
    expect(pick({ acceptLanguage })).toBe(language)
  })

  it('is never one that we do not speak, whatever a cookie says', () => {
    expect(pick({ cookie: '__proto__', acceptLanguage: 'es' })).toBe('es')
    expect(languageOf('constructor')).toBeNull()
    expect(languageOf('EN-us')).toBe('en')
  })
})
