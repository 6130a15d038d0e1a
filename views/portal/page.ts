import type { Flash } from '../components/notice.tsx'

/** What every page of a customer who is logged in needs of its request. */
export interface PortalPage {
  customer: { name: string }
  csrf: string
  notice?: Flash
}
