import type { Language } from '../../src/domain/language.ts'
import type { CustomerFacts } from '../components/customer-nav.tsx'
import type { ZipOption } from '../components/method-fields.tsx'
import type { Flash } from '../components/notice.tsx'
import type { Words } from '../words/index.ts'

/** What every page of a customer who is logged in needs of its request. */
export interface PortalPage {
  language: Language
  /** Everything that the page says, in its language. */
  words: Words
  customer: CustomerFacts
  csrf: string
  /** Nothing can be paid at the moment. */
  isClosed?: boolean
  zip: ZipOption
  notice?: Flash
}
