import { LANGUAGES, type Language } from '../../src/domain/language.ts'
import { COMMON } from './common/index.ts'
import { CONSENT } from './consent/index.ts'
import { CREDENTIALS } from './credentials/index.ts'
import { DASHBOARD } from './dashboard/index.ts'
import { ENTRY } from './entry/index.ts'
import { FORMS } from './forms/index.ts'
import { LINKS } from './links/index.ts'
import { MAIL } from './mail/index.ts'
import { MANDATES } from './mandates/index.ts'
import { PAY } from './pay/index.ts'
import { PAYMENT } from './payment/index.ts'
import { PROBLEMS } from './problems/index.ts'
import { RECEIPTS } from './receipts/index.ts'
import { REFILLS } from './refills/index.ts'
import { SESSIONS } from './sessions/index.ts'
import { SEVERAL } from './several/index.ts'

/** One line an area. The English words of an area define what every language must have. */
export const AREAS = {
  common: COMMON,
  consent: CONSENT,
  credentials: CREDENTIALS,
  dashboard: DASHBOARD,
  entry: ENTRY,
  forms: FORMS,
  links: LINKS,
  pay: PAY,
  payment: PAYMENT,
  problems: PROBLEMS,
  sessions: SESSIONS,
  several: SEVERAL,
  mail: MAIL,
  receipts: RECEIPTS,
  refills: REFILLS,
  mandates: MANDATES,
}

/** All that customers read, in one language: `words.common.pay`. */
export type Words = { readonly [A in keyof typeof AREAS]: (typeof AREAS)[A][Language] }

const ALL = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    Object.fromEntries(Object.entries(AREAS).map(([area, words]) => [area, words[language]])),
  ]),
) as Record<Language, Words>

export const wordsFor = (language: Language): Words => ALL[language]
