import type { Language } from '../../../src/domain/language.ts'
import { de } from './de.ts'
import { en, type RefillWords } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { pt } from './pt.ts'
import { uk } from './uk.ts'

export const REFILLS: Record<Language, RefillWords> = { en, es, fr, de, pt, uk }

/**
 * Every wording of the agreement to automatic refills that somebody may have agreed to. Before the
 * newest one is changed, it is copied here in all languages under its version.
 */
export const AGREEMENT_VERSIONS: Readonly<Record<string, Record<Language, string>>> = {
  '2026-11': {
    en: en.agreement,
    es: es.agreement,
    fr: fr.agreement,
    de: de.agreement,
    pt: pt.agreement,
    uk: uk.agreement,
  },
}

export const AGREEMENT_VERSION = '2026-11'
