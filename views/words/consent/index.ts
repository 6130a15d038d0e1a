import type { Language } from '../../../src/domain/language.ts'
import { de } from './de.ts'
import { type ConsentWords, en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { pt } from './pt.ts'
import { uk } from './uk.ts'

/**
 * Every wording that somebody may have agreed to. The files beside this one are the newest: before
 * one of them is changed, all of them are copied to a folder that is named after their version and
 * listed here, so that what was agreed to can always be shown.
 */
export const CONSENT_VERSIONS: Readonly<Record<string, Record<Language, ConsentWords>>> = {
  '2026-11': { en, es, fr, de, pt, uk },
}

/** Of the newest wording; it is stored with every method that is kept, and with every debit. */
export const CONSENT_VERSION = '2026-11'

export const CONSENT: Record<Language, ConsentWords> = { en, es, fr, de, pt, uk }
