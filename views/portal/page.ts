import type { CustomerFacts } from '../components/customer-nav.tsx'
import type { ZipOption } from '../components/method-fields.tsx'
import type { Flash } from '../components/notice.tsx'

/** What every page of a customer who is logged in needs of its request. */
export interface PortalPage {
  customer: CustomerFacts
  csrf: string
  /** Nothing can be paid at the moment. */
  isClosed?: boolean
  zip: ZipOption
  notice?: Flash
}
