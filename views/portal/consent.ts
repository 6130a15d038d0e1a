import { type Language, languageOf } from '../../src/domain/language.ts'
import type { MethodKind } from '../../src/domain/payment.ts'
import { CONSENT_VERSION, CONSENT_VERSIONS } from '../words/consent/index.ts'
import { AGREEMENT_VERSION, AGREEMENT_VERSIONS } from '../words/refills/index.ts'

/** `once` authorizes a single debit; `phone` is what a clerk reads out and notes. */
export type ConsentKind = MethodKind | 'once' | 'phone'

/** What is stored with a consent: what for, which wording, in which language: `card-2026-11/es`. */
export const consentVersion = (kind: ConsentKind, language: Language): string =>
  `${kind}-${CONSENT_VERSION}/${language}`

const STORED = /^(card|bank|once|phone)-(\d{4}-\d{2})\/([a-z]{2})$/
/** As it was stored while there was English alone. */
const STORED_BEFORE = /^(\d{4}-\d{2})(-once)?$/

/** What somebody agreed to whose consent has this version; null when nobody can tell. */
export function consentText(stored: string, kind: MethodKind): string | null {
  const [, agreed, version = '', tag] = STORED.exec(stored) ?? []
  if (agreed) {
    const language = languageOf(tag)
    return (language && CONSENT_VERSIONS[version]?.[language][agreed as ConsentKind]) ?? null
  }
  const [, former = '', isOnce] = STORED_BEFORE.exec(stored) ?? []
  return CONSENT_VERSIONS[former]?.en[isOnce ? 'once' : kind] ?? null
}

/** The same of automatic refills: `refill-2026-11/es`. */
export const autoRefillVersion = (language: Language): string =>
  `refill-${AGREEMENT_VERSION}/${language}`

export function autoRefillText(stored: string): string | null {
  const [, version = '', tag] = /^refill-(\d{4}-\d{2})\/([a-z]{2})$/.exec(stored) ?? []
  const language = languageOf(tag)
  return (language && AGREEMENT_VERSIONS[version]?.[language]) ?? null
}
